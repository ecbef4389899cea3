/// A browser for scripts: one cookie jar per host, every host at the edge of this machine.
import { request } from 'node:http';

const hops_limit = 15;

export class Visitor {
  #jars = new Map();

  /// @param edge_port where nginx listens on 127.0.0.1.
  constructor({ edge_port = 8080, domain = 'motovaultpro.localhost' } = {}) {
    this.edge_port = edge_port;
    this.domain = domain;
  }

  /// @param slug a garage, or nothing for the public site.
  origin(slug) {
    const port = this.edge_port === 80 ? '' : `:${this.edge_port}`;
    return `http://${slug ? `${slug}.` : ''}${this.domain}${port}`;
  }

  /// One request, without following. @returns {{status, headers, text, url}}
  open(url, { method = 'GET', headers = {}, form, json, body } = {}) {
    const to = new URL(url);
    const jar = this.#jar(to.host);
    const content = form ? new URLSearchParams(form).toString() : json === undefined ? body : JSON.stringify(json);
    const type = form ? 'application/x-www-form-urlencoded' : json === undefined ? undefined : 'application/json';
    const cookie = [...jar.values()].filter(({ path }) => covers(path, to.pathname)).map(({ name, value }) => `${name}=${value}`).join('; ');
    return new Promise((resolve, reject) => {
      const sent = request({ host: '127.0.0.1', port: this.edge_port, path: to.pathname + to.search, method, timeout: 60_000, headers: {
        Host: to.host, Accept: '*/*', ...(cookie && { Cookie: cookie }), ...(type && { 'Content-Type': type }),
        ...(content !== undefined && { 'Content-Length': Buffer.byteLength(content) }), ...headers,
      } }, (answer) => {
        let text = '';
        answer.setEncoding('utf8').on('data', (chunk) => (text += chunk)).on('error', reject).on('end', () => {
          for (const line of answer.headers['set-cookie'] ?? []) keep(jar, line);
          resolve({ status: answer.statusCode, headers: answer.headers, text, url: to.href });
        });
      });
      sent.on('timeout', () => sent.destroy(new Error(`${method} ${url} took longer than a minute`))).on('error', reject).end(content);
    });
  }

  /// Follows redirects, and pages that move on by themselves.
  async follow(url, options) {
    let answer = await this.open(url, options);
    for (let hops = 0; ; ++hops) {
      const next = answer.headers.location ?? (/^text\/html/.test(answer.headers['content-type'] ?? '') && refresh_of(answer.text));
      if (!next) return answer;
      if (hops === hops_limit) throw new Error(`${url} never stops redirecting`);
      answer = await this.open(new URL(next, answer.url).href);
    }
  }

  /// Calls a JSON API the way the pages do. @returns {{status, headers, body}}; body is undefined when there is none.
  async api(slug, path, options = {}) {
    const origin = this.origin(slug);
    const answer = await this.open(origin + path, { ...options, headers: {
      Origin: origin, 'Sec-Fetch-Site': 'same-origin', 'X-MVP-CSRF': '1', ...options.headers,
    } });
    const is_json = /json/.test(answer.headers['content-type'] ?? '');
    return { ...answer, body: is_json && answer.text ? JSON.parse(answer.text) : undefined };
  }

  #jar(host) {
    if (!this.#jars.has(host)) this.#jars.set(host, new Map());
    return this.#jars.get(host);
  }
}

const covers = (path, asked) => path === '/' || asked === path || asked.startsWith(`${path}/`);

const refresh_of = (text) => /<meta\s+http-equiv="?refresh"?\s+content="\d+;\s*url=([^"]+)"/i.exec(text)?.[1].replaceAll('&amp;', '&');

function keep(jar, line) {
  const [pair, ...attributes] = line.split(';').map((part) => part.trim());
  const at = pair.indexOf('=');
  const [name, value] = [pair.slice(0, at), pair.slice(at + 1)];
  const path = attributes.find((attribute) => /^path=/i.test(attribute))?.slice(5) || '/';
  const is_gone = value === '' || attributes.some((attribute) => /^(max-age=0|expires=Thu, 01 Jan 1970.*)$/i.test(attribute));
  if (is_gone) jar.delete(`${name} ${path}`);
  else jar.set(`${name} ${path}`, { name, value, path });
}
