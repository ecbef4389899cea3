/// The real provider as a child process on a port of its own, and the directory it keeps its state in.
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const main = fileURLToPath(new URL('../../tools/dev-idp/main.js', import.meta.url));

export const issuer = 'http://auth.motovaultpro.localhost:8080/';
export const audience = 'https://api.motovaultpro.com';
export const secrets = { 'mvp-landing': 'landing-secret-for-tests', 'mvp-garage': 'garage-secret-for-tests', 'mvp-management': 'management-secret-for-tests' };

/// A state directory; removed by `remove()`.
export function new_state() {
  const root = mkdtempSync(join(tmpdir(), 'mvp-idp-'));
  for (const [name, secret] of Object.entries(secrets)) writeFileSync(join(root, name), secret);
  return { root, remove: () => rmSync(root, { recursive: true, force: true }) };
}

export function environment_of(state) {
  return {
    PATH: process.env.PATH,
    MVP_ENV: 'development',
    MVP_IDP_PORT: '0',
    MVP_OIDC_ISSUER: issuer,
    MVP_IDP_STATE_DIR: join(state.root, 'idp'),
    MVP_IDP_LANDING_SECRET_FILE: join(state.root, 'mvp-landing'),
    MVP_IDP_GARAGE_SECRET_FILE: join(state.root, 'mvp-garage'),
    MVP_IDP_MANAGEMENT_SECRET_FILE: join(state.root, 'mvp-management'),
    MVP_DOMAIN: 'motovaultpro.localhost',
    MVP_PUBLIC_PORT: '8080',
  };
}

/// Runs it to its end. @returns {{code: number, output: string}}
export function run_to_end(environment) {
  const child = spawn(process.execPath, [main], { env: environment });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += chunk));
  const deadline = setTimeout(() => child.kill('SIGKILL'), 10_000);
  return new Promise((resolve) => child.on('close', (code) => {
    clearTimeout(deadline);
    resolve({ code, output });
  }));
}

/// Starts it and waits until it listens. @param more environment that replaces the usual one's
export async function start(state, more = {}) {
  const child = spawn(process.execPath, [main], { env: { ...environment_of(state), ...more } });
  let output = '';
  const port = await new Promise((resolve, reject) => {
    const read = (chunk) => {
      output += chunk;
      const found = /listening on http:\/\/127\.0\.0\.1:(\d+)/.exec(output);
      if (found) resolve(Number(found[1]));
    };
    child.stdout.on('data', read);
    child.stderr.on('data', read);
    child.on('exit', (code) => reject(new Error(`ended with ${code}: ${output}`)));
  });
  const ended = new Promise((resolve) => child.on('exit', (code, signal) => resolve({ code, signal })));
  return {
    port,
    output: () => output,
    stop: (signal = 'SIGTERM') => {
      child.kill(signal);
      return ended;
    },
  };
}
