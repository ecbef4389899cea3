/// A real nginx with the rendered configuration, in a directory of its own, and small services behind it.
import { execFileSync, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { connect, createServer as createTcpServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

export const render = fileURLToPath(new URL('../../deploy/nginx/render', import.meta.url));
export const domain = 'motovaultpro.localhost';

const free_port = () => new Promise((resolve) => {
  const probe = createTcpServer().listen(0, '127.0.0.1', () => {
    const { port } = probe.address();
    probe.close(() => resolve(port));
  });
});

function put(path, text) {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}

/// Echoes what reached it. @param where a socket path or a port.
function service(name, where) {
  const server = createServer((request, response) => {
    request.resume().on('end', () => {
      response.setHeader('Content-Type', 'application/json');
      response.end(JSON.stringify({ service: name, method: request.method, url: request.url, headers: request.headers, raw: request.rawHeaders }));
    });
  });
  return new Promise((resolve, reject) => server.once('error', reject).listen(where, () => resolve(server)));
}

const stop = (server) => new Promise((resolve) => {
  server.close(resolve);
  server.closeAllConnections();
});

export class Edge {
  #services = new Map();

  static async start() {
    const edge = new Edge();
    edge.root = mkdtempSync(join(tmpdir(), 'mvp-edge-'));
    edge.port = await free_port();
    const idp_port = await free_port();
    for (const site of ['landing', 'garage']) {
      put(join(edge.root, site, 'index.html'), `<!doctype html><title>${site}</title>`);
      put(join(edge.root, site, 'assets', 'app-1a2b.js'), `// ${site}\n`.repeat(400));
      put(join(edge.root, site, 'manifest.webmanifest'), '{}');
    }
    put(join(edge.root, 'secret.txt'), 'outside every root');
    for (const folder of ['run', 'edge', 'tenants']) mkdirSync(join(edge.root, folder), { recursive: true });
    const configuration = join(edge.root, 'edge', 'nginx.conf');
    execFileSync(render, [configuration, `PORT=${edge.port}`, `DOMAIN=${domain}`, `VAR_DIR=${edge.root}`, `RUN_DIR=${edge.root}/run`,
      `WEB_LANDING=${edge.root}/landing`, `WEB_GARAGE=${edge.root}/garage`, `IDP_PORT=${idp_port}`]);
    edge.#services.set('landing', await service('landing', join(edge.root, 'run', 'landing.sock')));
    edge.#services.set('idp', await service('idp', idp_port));

    const as_root = process.getuid() === 0 ? ['-g', 'user root;'] : [];
    edge.nginx = spawn('/usr/sbin/nginx', ['-p', join(edge.root, 'edge'), '-e', join(edge.root, 'edge', 'error.log'), '-c', configuration, ...as_root],
      { stdio: ['ignore', 'inherit', 'inherit'] });
    edge.ended = new Promise((resolve) => edge.nginx.on('exit', resolve));
    for (let tries = 0; tries < 200 && !(await edge.#is_listening()); ++tries) await pause(25);
    return edge;
  }

  async stop() {
    this.nginx.kill('SIGTERM');
    await this.ended;
    for (const server of this.#services.values()) await stop(server);
    rmSync(this.root, { recursive: true, force: true });
  }

  /// What mvp-node does for a new tenant, as far as the edge sees it.
  async add_tenant(slug) {
    mkdirSync(join(this.root, 'tenants', slug, 'run'), { recursive: true });
    this.#services.set(slug, await service(slug, join(this.root, 'tenants', slug, 'run', 'http.sock')));
  }

  /// The socket goes, the tenant stays.
  async silence(slug) {
    await stop(this.#services.get(slug));
    this.#services.delete(slug);
  }

  /// Bytes as they are. @returns the whole answer of a connection that the edge closes.
  raw(text) {
    return new Promise((resolve, reject) => {
      let answer = '';
      const socket = connect(this.port, '127.0.0.1', () => socket.write(text));
      socket.setEncoding('latin1').on('data', (chunk) => (answer += chunk));
      socket.on('error', (error) => (answer ? resolve(answer) : reject(error)));
      socket.on('close', () => resolve(answer)).setTimeout(10_000, () => socket.destroy());
    });
  }

  /// A request with exactly these headers. @returns {{status, headers, text, json}}
  async ask(host, path = '/', { method = 'GET', headers = {}, body = '' } = {}) {
    const lines = [`${method} ${path} HTTP/1.1`, `Host: ${host}`, 'Connection: close', ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`)];
    if (body) lines.push(`Content-Length: ${Buffer.byteLength(body)}`);
    return parsed(await this.raw(`${lines.join('\r\n')}\r\n\r\n${body}`));
  }

  log() {
    return readFileSync(join(this.root, 'edge', 'access.log'), 'utf8').trim().split('\n').map((line) => JSON.parse(line));
  }

  #is_listening() {
    return new Promise((resolve) => {
      const socket = connect(this.port, '127.0.0.1', () => resolve(true) || socket.destroy());
      socket.on('error', () => resolve(false));
    });
  }
}

/// The parts of an answer; a chunked body is put together.
export function parsed(answer) {
  const [head, ...rest] = answer.split('\r\n\r\n');
  const [status_line, ...lines] = head.split('\r\n');
  const headers = {};
  for (const line of lines) {
    const name = line.slice(0, line.indexOf(':')).toLowerCase();
    const value = line.slice(line.indexOf(':') + 1).trim();
    headers[name] = name in headers ? `${headers[name]} AND ${value}` : value;
  }
  let text = rest.join('\r\n\r\n');
  if (headers['transfer-encoding'] === 'chunked') text = text.replace(/^[0-9a-f]+\r\n/i, '').replace(/\r\n[0-9a-f]+(\r\n|$)/gi, '').trim();
  return {
    status: Number(status_line.split(' ')[1]),
    headers,
    text,
    get json() {
      return JSON.parse(text);
    },
  };
}
