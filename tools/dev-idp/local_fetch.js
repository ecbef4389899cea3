/// How the provider calls the platform: by the platform's public name, at this machine's public port.
import { request } from 'node:http';

import { apex_of } from './clients.js';

/// A `fetch` for oidc-provider. Node resolves no name below localhost, and the library refuses loopback addresses; here both are
/// meant, so this goes to 127.0.0.1, and only for addresses of our own public site.
export function local_fetch(settings) {
  return (url, { method = 'GET', headers, body, signal } = {}) => {
    const { origin, host, port, pathname, search } = new URL(url);
    if (origin !== apex_of(settings)) return Promise.reject(new Error(`${origin} is not the platform`));
    const text = body === undefined ? undefined : String(body);
    return new Promise((resolve, reject) => {
      const sent = request({
        host: '127.0.0.1', port: port || 80, path: pathname + search, method, signal,
        headers: { ...Object.fromEntries(headers ?? []), Host: host, ...(text && { 'Content-Length': Buffer.byteLength(text) }) },
      }, (answer) => {
        answer.resume();
        answer.on('end', () => resolve(new Response(null, { status: answer.statusCode })));
        answer.on('error', reject);
      });
      sent.on('error', reject);
      sent.end(text);
    });
  };
}
