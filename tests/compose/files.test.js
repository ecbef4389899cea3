/// The two Compose files, read by Compose itself: no engine is needed.
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';

import { root, run, unpack } from './packages.js';

/// The names that `${NAME:?sentence}` and `${NAME?sentence}` ask for.
const asked_for = (text) => [...new Set([...text.matchAll(/\$\{([A-Z_]+):?\?/g)].map((match) => match[1]))];
const numbers = { MVP_EDGE_PORT: '8080', MVP_EDGE_BIND: '127.0.0.1', MVP_MEMORY: '64m', MVP_CPUS: '1.0', MVP_PIDS: '64' };

describe('the Compose files', () => {
  let directory;
  before(() => {
    directory = mkdtempSync(join(tmpdir(), 'mvp-compose-'));
    unpack('compose', directory);
  });
  after(() => rmSync(directory, { recursive: true, force: true }));

  const config = (text, without) => {
    const env = { PATH: process.env.PATH, ...Object.fromEntries(asked_for(text).map((name) => [name, numbers[name] ?? 'x'])) };
    delete env[without];
    return run(join(directory, 'usr/libexec/docker/cli-plugins/docker-compose'), ['-f', '-', 'config', '--quiet'], { env, input: text, stdio: ['pipe', 'pipe', 'pipe'] });
  };

  for (const name of ['platform.yml', 'tenant.yml']) {
    const text = readFileSync(join(root, 'deploy/compose', name), 'utf8');

    test(`${name} is understood, and a misspelt key in it is not`, () => {
      config(text);
      assert.throws(() => config(text.replace('mem_limit', 'mem_limt')), (error) => /mem_limt/.test(error.stderr));
    });

    test(`${name} asks for each variable that is missing in a sentence`, () => {
      assert.ok(asked_for(text).length >= 14, asked_for(text).join());
      for (const variable of asked_for(text)) assert.throws(() => config(text, variable), (error) => error.stderr.includes(`${variable} is `), variable);
    });

    test(`${name} uses no variable that it does not ask for`, () => {
      const used = [...text.matchAll(/(?<!\$)\$\{?([A-Z][A-Z_]+)/g)].map((match) => match[1]);
      assert.deepEqual(used.filter((variable) => !asked_for(text).includes(variable)), []);
    });
  }
});
