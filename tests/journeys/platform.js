/// A whole platform of its own: own state, own ports, started by bin/up and stopped by bin/down.
import { execFileSync, spawn } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

import { mvp } from '../../tools/seed/operator.js';
import { Visitor } from '../../tools/seed/visitor.js';

export const root = fileURLToPath(new URL('../..', import.meta.url));

async function free_ports(count) {
  const servers = await Promise.all(Array.from({ length: count }, () => new Promise((resolve, reject) => {
    const server = createServer().on('error', reject).listen(0, '127.0.0.1', () => resolve(server));
  })));
  const ports = servers.map((server) => server.address().port);
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
  return ports;
}

/// Runs a program with its output in a file: what it leaves running would hold a pipe open.
async function run(program, args, env, log) {
  const out = openSync(log, 'a');
  const child = spawn(join(root, program), args, { env, stdio: ['ignore', out, out], cwd: root });
  const status = await new Promise((resolve, reject) => child.on('error', reject).on('exit', resolve));
  closeSync(out);
  if (status !== 0) throw new Error(`${program} ended with ${status}:\n${readFileSync(log, 'utf8').slice(-4000)}`);
}

export class Platform {
  /// @param options of bin/up, besides --detach. @param place for all its state (made if not given), and what else its environment has.
  static async start(options = [], { var_dir = mkdtempSync(join(tmpdir(), 'mvp-')), environment = {} } = {}) {
    const [edge, idp, tenants, catalog] = await free_ports(4);
    const env = { ...process.env, ...environment, MVP_VAR_DIR: var_dir, MVP_EDGE_PORT: `${edge}`, MVP_IDP_PORT: `${idp}`, MVP_TENANTS_PORT: `${tenants}`, MVP_CATALOG_PORT: `${catalog}` };
    const platform = new Platform(var_dir, edge, env);
    try {
      await run('bin/up', ['--detach', ...options], env, platform.log);
    } catch (error) {
      await platform.stop();
      throw error;
    }
    return platform;
  }

  constructor(var_dir, edge_port, env) {
    Object.assign(this, { var_dir, edge_port, env, log: `${var_dir}.log` });
  }

  get settings() {
    return { edge_port: this.edge_port };
  }

  /// @param slug a garage, or nothing for the public site.
  origin(slug) {
    return new Visitor(this.settings).origin(slug);
  }

  visitor() {
    return new Visitor(this.settings);
  }

  /// bin/mvp for this platform. @returns {{status, output}}
  mvp(...args) {
    return mvp(args, this.env);
  }

  /// The stack of a garage as the agent wrote it down: {slug, stack_id, processes: {garage: {pid}, …}}.
  stack(slug) {
    return JSON.parse(readFileSync(join(this.var_dir, 'tenants', slug, 'stack.json'), 'utf8'));
  }

  /// Pids by name of the platform's own processes.
  processes() {
    return JSON.parse(readFileSync(join(this.var_dir, 'run', 'platform.json'), 'utf8'));
  }

  /// The answer of a query, one row per line, columns separated by `|`.
  sql(database, query, { socket_dir = join(this.var_dir, 'run', 'pg'), user = 'mvp' } = {}) {
    const command = ['psql', '-X', '-A', '-t', '-h', socket_dir, '-U', 'postgres', '-d', database, '-v', 'ON_ERROR_STOP=1', '-c', query];
    const as_owner = process.getuid() === 0 && user !== 'root' ? ['setpriv', '--reuid', user, '--regid', user, '--clear-groups'] : [];
    const [program, ...args] = [...as_owner, ...command];
    return execFileSync(program, args, { encoding: 'utf8', cwd: '/' }).trim();
  }

  garage_sql(slug, query) {
    return this.sql('garage', query, { socket_dir: join(this.var_dir, 'stacks', this.stack(slug).stack_id, 'run'), user: 'root' });
  }

  async stop() {
    await run('bin/down', [], this.env, this.log).catch((error) => console.error(error.message));
    if (process.env.MVP_KEEP) return console.log(`kept: ${this.var_dir}`);
    rmSync(this.var_dir, { recursive: true, force: true });
    rmSync(this.log, { force: true });
  }
}

/// Asks until the answer pleases. @throws saying what was waited for.
export async function until(what, attempt, { within_ms = 60_000, every_ms = 250 } = {}) {
  let last;
  for (const end = Date.now() + within_ms; Date.now() < end; await pause(every_ms)) {
    try {
      const found = await attempt();
      if (found) return found;
    } catch (error) {
      last = error;
    }
  }
  throw new Error(`${what}: not within ${within_ms / 1000} s${last ? `; last: ${last.message}` : ''}`);
}
