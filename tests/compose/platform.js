/// The platform of deploy/compose on an engine, in a state directory of its own.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { root, run } from './packages.js';

const platform_file = join(root, 'deploy/compose/platform.yml');
const visit = fileURLToPath(new URL('visit.js', import.meta.url));

export class Platform {
  constructor(engine, { edge_port }) {
    this.engine = engine;
    this.edge_port = edge_port;
    this.state = mkdtempSync(join(tmpdir(), 'mvp-state-'));
    run(join(root, 'deploy/compose/prepare'), ['--no-build'], { env: { ...engine.env, MVP_STATE_DIR: this.state, MVP_EDGE_PORT: String(edge_port),
      MVP_DOCKER_SOCKET: engine.socket, MVP_DOCKER_GID: '0' } });
  }

  compose(...args) {
    return run('docker', ['compose', '--env-file', join(this.state, 'platform.env'), '-f', platform_file, ...args], { env: this.engine.env });
  }

  /// The operator's command line, in the control plane's container.
  mvp(...args) {
    return this.engine.docker('exec', 'mvp-platform-tenants', 'mvp', ...args);
  }

  script(name, ...args) {
    return this.engine.inside(join(root, 'scripts', name), args, { env: { ...this.engine.env, MVP_DRIVER: 'compose', MVP_EDGE_PORT: String(this.edge_port) } });
  }

  /// A request to the edge. @returns {{status, headers, body}}
  ask(slug, path) {
    const host = `${slug ? `${slug}.` : ''}motovaultpro.localhost:${this.edge_port}`;
    const answer = this.engine.inside('curl', ['--silent', '--include', '--max-time', '30', '--header', `Host: ${host}`, `http://127.0.0.1:${this.edge_port}${path}`]);
    const [head, ...rest] = answer.split('\r\n\r\n');
    return { status: Number(head.split(' ')[1]), headers: head.toLowerCase(), body: rest.join('\r\n\r\n') };
  }

  /// Signs in and works in a garage. @param calls [[method, path, json]...] @returns [{status, body}...]
  visit(email, garage, calls) {
    return JSON.parse(this.engine.inside(process.execPath, [visit, String(this.edge_port), email, garage, JSON.stringify(calls)]));
  }

  /// What is wanted of a stack, told to the agent as the control plane does.
  stack(slug, body) {
    const how = body ? ['--request', 'PUT', '--header', 'Content-Type: application/json', '--data', JSON.stringify(body)] : [];
    return JSON.parse(run('curl', ['--silent', '--max-time', '120', '--unix-socket', join(this.state, 'run/node.sock'), ...how, `http://node/v1/stacks/${slug}`]));
  }

  inspect(container) {
    return JSON.parse(this.engine.docker('container', 'inspect', container))[0];
  }

  end() {
    rmSync(this.state, { recursive: true, force: true });
  }
}
