/// Requests as an attacker writes them: nothing is normalised on the way.
import { Agent, request } from 'node:http';
import { connect } from 'node:net';

const agent = new Agent({ keepAlive: true, maxSockets: 16 });

/// One request to this machine. @param host for the Host header. @returns {{status, headers, text}}
export function send(port, { host = `127.0.0.1:${port}`, method = 'GET', path = '/', headers = {}, body } = {}) {
  return new Promise((resolve, reject) => {
    const sent = request({ agent, host: '127.0.0.1', port, method, path, timeout: 30_000, headers: {
      Host: host, ...(body !== undefined && { 'Content-Length': Buffer.byteLength(body) }), ...headers,
    } }, (answer) => {
      let text = '';
      answer.setEncoding('utf8').on('data', (chunk) => (text += chunk)).on('error', reject)
        .on('end', () => resolve({ status: answer.statusCode, headers: answer.headers, text }));
    });
    sent.on('timeout', () => sent.destroy(new Error(`${method} ${host}${path} took longer than 30 s`))).on('error', reject).end(body);
  });
}

/// Bytes as they are, on a connection of their own. @returns all that came back until the other side closed or went silent.
export function raw(port, bytes, { patience_ms = 3000 } = {}) {
  return new Promise((resolve) => {
    let answer = '';
    const socket = connect(port, '127.0.0.1', () => socket.write(bytes, 'latin1'));
    socket.setEncoding('latin1').on('data', (chunk) => (answer += chunk)).on('error', () => {});
    socket.on('close', () => resolve(answer)).setTimeout(patience_ms, () => socket.destroy());
  });
}

/// Statuses of all answers in what `raw` gave.
export const statuses = (answer) => [...answer.matchAll(/^HTTP\/1\.[01] (\d{3})/gm)].map(([, status]) => Number(status));

/// The same work on every item, so many at a time.
export async function each(items, work, at_once = 8) {
  const left = items.values();
  await Promise.all(Array.from({ length: at_once }, async () => {
    for (const item of left) await work(item);
  }));
}
