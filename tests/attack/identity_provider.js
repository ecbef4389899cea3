/// The provider as an attacker who has an account uses it: step by step, keeping what a browser would hide.
import { createHash, randomBytes } from 'node:crypto';

import { password } from '../../tools/seed/people.js';
import { Visitor } from '../../tools/seed/visitor.js';

const audience = 'https://api.motovaultpro.com';
export const random = () => randomBytes(32).toString('base64url');
export const challenge_of = (verifier) => createHash('sha256').update(verifier).digest('base64url');

/// A visitor whose cookies can be stolen.
export class Person extends Visitor {
  #cookies = new Map();

  async open(url, options) {
    const answer = await super.open(url, options);
    const { host } = new URL(url);
    for (const line of answer.headers['set-cookie'] ?? []) {
      const [pair, ...attributes] = line.split(';');
      const [name, value] = [pair.slice(0, pair.indexOf('=')).trim(), pair.slice(pair.indexOf('=') + 1)];
      const is_gone = !value || attributes.some((attribute) => /^\s*(max-age=0|expires=Thu, 01 Jan 1970)/i.test(attribute));
      if (is_gone) this.#cookies.delete(`${host} ${name}`);
      else this.#cookies.set(`${host} ${name}`, value);
    }
    return answer;
  }

  /// The Cookie header for a garage, or for the public site.
  cookies_at(slug) {
    const { host } = new URL(this.origin(slug));
    return [...this.#cookies].filter(([key]) => key.startsWith(`${host} `)).map(([key, value]) => `${key.split(' ')[1]}=${value}`).join('; ');
  }

  session_at(slug) {
    return /__Host-Http-mvp_sid=([^;]+)/.exec(this.cookies_at(slug))?.[1];
  }

  /// Signs in wherever the address leads. @returns the last answer.
  async enter(url, { email, secret = password, sign_up_as } = {}) {
    const page = await this.follow(url);
    const action = /action="(\/u\/[\w-]+\/)(?:login|signup)"/.exec(page.text)?.[1];
    if (!action) return page;
    const { origin } = new URL(page.url);
    const form = { email, password: secret, ...(sign_up_as && { name: sign_up_as }) };
    return this.follow(`${origin}${action}${sign_up_as ? 'signup' : 'login'}`, { method: 'POST', form, headers: { Origin: origin } });
  }

  /// Goes on until an address starts with `end`, and does not open that. @returns the address, or the last answer's.
  async follow_until(url, end, options) {
    let answer = await this.open(url, options);
    for (let hops = 0; hops < 12 && answer.headers.location; ++hops) {
      const next = new URL(answer.headers.location, answer.url).href;
      if (next.startsWith(end)) return next;
      answer = await this.open(next);
    }
    return answer.url;
  }
}

/// Acts as one of the platform's own clients, whose secret it knows.
export class Client {
  constructor({ id, secret, provider, redirect_uri }) {
    Object.assign(this, { id, secret, provider, redirect_uri });
  }

  authorize_url(changes = {}) {
    const asked = { response_type: 'code', client_id: this.id, redirect_uri: this.redirect_uri, scope: 'openid profile email offline_access', audience,
      state: random(), nonce: random(), code_challenge_method: 'S256', ...changes };
    return `${this.provider}/authorize?${new URLSearchParams(Object.entries(asked).filter(([, value]) => value !== undefined))}`;
  }

  /// Somebody signs in for this client. @returns the address that carries the code.
  async code_for(person, { email, verifier, ...changes }) {
    const url = this.authorize_url({ code_challenge: challenge_of(verifier), ...changes });
    const direct = await person.follow_until(url, this.redirect_uri);
    if (direct.startsWith(this.redirect_uri)) return direct;
    const page = await person.open(direct);
    const action = /action="(\/u\/[\w-]+\/)login"/.exec(page.text)?.[1];
    if (!action) throw new Error(`no sign-in form at ${direct}: ${page.status} ${page.text.slice(0, 200)}`);
    return person.follow_until(`${this.provider}${action}login`, this.redirect_uri, { method: 'POST', form: { email, password }, headers: { Origin: this.provider } });
  }

  token(person, fields) {
    return person.open(`${this.provider}/oauth/token`, { method: 'POST', form: { grant_type: 'authorization_code', redirect_uri: this.redirect_uri, ...fields },
      headers: {
      Authorization: `Basic ${Buffer.from(`${this.id}:${this.secret}`).toString('base64')}`,
    } });
  }

  /// @returns {{access_token, id_token, refresh_token}}
  async tokens_of(person, email) {
    const verifier = random();
    const code = new URL(await this.code_for(person, { email, verifier })).searchParams.get('code');
    const answer = await this.token(person, { code, code_verifier: verifier });
    if (answer.status !== 200) throw new Error(`no tokens for ${email}: ${answer.status} ${answer.text}`);
    return JSON.parse(answer.text);
  }
}
