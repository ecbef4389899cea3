/// A browser small enough to read: keeps cookies, says which Host it means, follows a sign-in until it leaves the provider.
import { createHash, randomBytes } from 'node:crypto';
import { request } from 'node:http';

import { audience, issuer, secrets } from './provider.js';

const issuer_host = new URL(issuer).host;

/// One request to the provider at `port`; a body of `json` needs its Content-Type in `headers`. @returns {{status, headers, text}}
export function ask(port, path, { method = 'GET', headers = {}, form, json } = {}) {
  const body = json ? JSON.stringify(json) : form && new URLSearchParams(form).toString();
  return new Promise((resolve, reject) => {
    const sent = request({ host: '127.0.0.1', port, path, method, headers: {
      Host: issuer_host, Accept: 'text/html', ...(form && { 'Content-Type': 'application/x-www-form-urlencoded' }), ...headers,
    } }, (answer) => {
      let text = '';
      answer.setEncoding('utf8').on('data', (chunk) => (text += chunk)).on('end', () => {
        resolve({ status: answer.statusCode, headers: answer.headers, text });
      });
    });
    sent.on('error', reject);
    sent.end(body);
  });
}

export class Browser {
  cookies = new Map();

  constructor(server) {
    this.server = server;
  }

  /// @param url absolute, or a path of the provider.
  async open(url, options = {}) {
    const { pathname, search } = new URL(url, issuer);
    const sendable = [...this.cookies.values()].filter(({ path }) => pathname === path || path === '/' || pathname.startsWith(`${path}/`));
    const cookie = sendable.map(({ name, value }) => `${name}=${value}`).join('; ');
    const answer = await ask(this.server.port, pathname + search, { ...options, headers: { ...(cookie && { Cookie: cookie }), ...options.headers } });
    for (const line of answer.headers['set-cookie'] ?? []) {
      const [pair, ...attributes] = line.split(';').map((part) => part.trim());
      const name = pair.slice(0, pair.indexOf('='));
      const value = pair.slice(pair.indexOf('=') + 1);
      const path = attributes.find((attribute) => attribute.toLowerCase().startsWith('path='))?.slice(5) ?? '/';
      const is_gone = value === '' || attributes.some((attribute) => /expires=Thu, 01 Jan 1970/i.test(attribute));
      if (is_gone) this.cookies.delete(`${name} ${path}`);
      else this.cookies.set(`${name} ${path}`, { name, value, path });
    }
    return answer;
  }

  /// Follows redirects inside the provider. @returns the first answer that is not one, or that leads elsewhere.
  async follow(url, options) {
    let answer = await this.open(url, options);
    for (let hops = 0; hops < 10 && answer.headers.location; ++hops) {
      const next = new URL(answer.headers.location, issuer);
      if (next.host !== issuer_host) return { ...answer, left_for: next };
      this.at = next.pathname;
      answer = await this.open(next.href);
    }
    return answer;
  }
}

/// A new authorization request. @returns {{url, verifier, redirect_uri, client_id, nonce, state}}
export function authorization({ client_id = 'mvp-garage', redirect_uri = 'http://demo-tenant.motovaultpro.localhost:8080/auth/callback', ...extra } = {}) {
  const verifier = randomBytes(32).toString('base64url');
  const [nonce, state] = [randomBytes(9).toString('base64url'), randomBytes(9).toString('base64url')];
  const query = new URLSearchParams({
    response_type: 'code', client_id, redirect_uri, scope: 'openid profile email offline_access', audience, nonce, state,
    code_challenge: createHash('sha256').update(verifier).digest('base64url'), code_challenge_method: 'S256',
  });
  for (const [name, value] of Object.entries(extra)) if (value === null) query.delete(name); else query.set(name, value);
  return { url: `/authorize?${query}`, verifier, redirect_uri, client_id, nonce, state };
}

/// Signs in through the form. @returns where the provider sends the browser.
export async function sign_in(browser, asked, email = 'mia@demo-tenant.example', password = 'motovault') {
  await browser.follow(asked.url);
  return browser.follow(`${browser.at}/login`, { method: 'POST', form: { email, password } });
}

/// Asks the token endpoint as `client_id`. @returns {{status, body}}
export async function token(server, client_id, form, secret = secrets[client_id], path = '/oauth/token') {
  const basic = Buffer.from(`${client_id}:${secret}`).toString('base64');
  const answer = await ask(server.port, path, { method: 'POST', form, headers: { Authorization: `Basic ${basic}`, Accept: 'application/json' } });
  return { status: answer.status, body: answer.text && JSON.parse(answer.text) };
}

export const redeem = (server, asked, code, changes = {}) => token(server, asked.client_id, {
  grant_type: 'authorization_code', code, redirect_uri: asked.redirect_uri, code_verifier: asked.verifier, ...changes,
});

export const refresh = (server, client_id, refresh_token) => token(server, client_id, { grant_type: 'refresh_token', refresh_token });

export const payload_of = (jwt) => JSON.parse(Buffer.from(jwt.split('.')[1], 'base64url'));
export const header_of = (jwt) => JSON.parse(Buffer.from(jwt.split('.')[0], 'base64url'));
