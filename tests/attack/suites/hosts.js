/// Names, proxies and framing, byte by byte through nginx. The asker belongs to two garages, so whichever answers would show its cars.
import { test } from 'node:test';

import { Tally } from '../tally.js';
import { each, raw, statuses } from '../wire.js';
import { other, own } from '../world.js';

const fewest_cases = 480;
const evil = 'evil.example';
const injected = 'x-injected';

function request({ line = 'GET /api/vehicles HTTP/1.1', hosts = [], headers = [], body = '', token }) {
  return [line, ...hosts.map((host) => `Host: ${host}`), ...(token ? [`Authorization: Bearer ${token}`] : []), ...headers, 'Connection: close', '', body].join('\r\n');
}

/// @returns [what, {hosts, line, headers, body}, whose content may come back][]
function* by_name(world) {
  const [home, away] = [world.host(own), world.host(other)];
  const [name, domain] = [home.split(':')[0], world.host().split(':')[0]];
  const nobody = {
    'a foreign name': evil, 'an address': '127.0.0.1', 'an IPv6 address': '[::1]', 'localhost': 'localhost', 'nothing': '', 'a dot': '.',
      'our name before another': `${name}.${evil}`,
    'our domain behind another': `evil${domain}`, 'an underscore': `demo_tenant.${domain}`, 'a label of 64': `${'a'.repeat(64)}.${domain}`,
      'a name of 300': `${'a.'.repeat(150)}${domain}`,
    'punycode': `xn--demo-tenant.${domain}`, 'two labels': `a.${name}`, 'two hyphens': `demo--tenant.${domain}`,
      'a traversal': `../tenants/demo-tenant.${domain}`, 'an encoded traversal': `..%2fdemo-tenant.${domain}`,
    'a user': `demo-tenant@${evil}`, 'our name as a user': `${name}@${evil}`, 'a slash': `${name}/x`, 'a space': `${name} ${evil}`, 'a tab': `${name}\t${evil}`,
      'a comma': `${evil}, ${name}`, 'a NUL': `${name}\0.${evil}`,
    'letters beyond ASCII': `d\xe9mo-tenant.${domain}`, 'a Kelvin sign': `demo-tenant\xe2\x84\xaa.${domain}`, 'a wildcard': `*.${domain}`,
      'a variable': `$slug.${domain}`, 'an unknown garage': `nobody-here.${domain}`,
    'a reserved name': `www2.${domain}`, 'the stack of a garage': `${world.platform.stack(own).stack_id}.${domain}`, 'a scheme': `http://${name}`,
      'a fragment': `${name}#.${evil}`, 'a query': `${name}?.${evil}`,
  };
  for (const [what, host] of Object.entries(nobody)) yield [`Host is ${what}`, { hosts: [host] }];
  const same = {
    'upper case': name.toUpperCase(), 'a trailing dot': `${name}.`, 'another port': `${name}:1`, 'port 0': `${name}:0`, 'an empty port': `${name}:`,
      'a port of words': `${name}:x`, 'a port of our other name': `${name}:${away}`,
    'a huge port': `${name}:${'9'.repeat(40)}`, 'two dots': `${name}..`, 'spaces around': `  ${name}  `,
  };
  for (const [what, host] of Object.entries(same)) yield [`Host has ${what}`, { hosts: [host] }, own];
  for (const [what, hosts] of Object.entries({ 'home, away': [home, away], 'away, home': [away, home], 'home, foreign': [home, evil], 'foreign, home': [evil,
    home], 'home twice': [home, home], 'nothing, home': ['', home] })) {
    yield [`two Hosts: ${what}`, { hosts }, what === 'home twice' ? own : undefined];
  }
  yield ['no Host', {}];
  yield ['no Host in HTTP/1.0', { line: 'GET /api/vehicles HTTP/1.0' }];
  yield ['HTTP/0.9', { line: 'GET /api/vehicles' }];
  for (const [what, target, may] of [['away', `http://${away}/api/vehicles`, other], ['home', `http://${home}/api/vehicles`, own], ['foreign',
    `http://${evil}/api/vehicles`], ['a user', `http://${home}@${evil}/api/vehicles`], ['https away', `https://${away}/api/vehicles`, other],
    ['no scheme', `//${away}/api/vehicles`, own], ['a socket', 'unix:/tenants/acme-corp/run/http.sock:/api/vehicles'], ['authority only', away]]) {
    yield [`absolute target: ${what}`, { line: `GET ${target} HTTP/1.1`, hosts: [home] }, may];
  }
  for (const [what, head] of Object.entries({ 'a space before the colon': `Host : ${away}`, 'a folded line': `X-A: b\r\n Host: ${away}`,
    'a tab before the colon': `Host\t: ${away}`, 'a name in small letters': `host: ${away}`, 'a NUL in the name': `Ho\0st: ${away}`,
      'a bare CR': `X-A: b\rHost: ${away}` })) {
    yield [`a second Host with ${what}`, { hosts: [home], headers: [head] }, own];
  }
  yield ['a bare LF before a second Host', { hosts: [home], headers: [`X-A: b\nHost: ${away}`] }];
}

const forwarding = (away) => ({
  'X-Forwarded-Host': [away, evil], 'X-Forwarded-Server': [away, evil], 'X-Host': [away, evil], 'X-HTTP-Host-Override': [away, evil], 'X-Original-Host': [away],
    'Forwarded': [`host=${away}`, `for=1.2.3.4;host=${evil};proto=https`], 'X-Original-URL': ['/api/admin/tenants', `http://${away}/api/vehicles`],
  'X-Rewrite-URL': ['/api/admin/tenants'], 'X-Forwarded-Prefix': [`//${evil}`], 'X-Forwarded-Port': ['1'], 'X-Forwarded-Proto': ['https', 'javascript'],
    'X-Forwarded-For': ['127.0.0.1', '6.6.6.6'], 'X-Real-IP': ['6.6.6.6'], 'X-Tenant-ID': [other, 'admin', '', '*'], 'x_tenant_id': [other], 'X-Tenant-Id ': [other],
  'X-MVP-Tenant': [other], 'X-HTTP-Method-Override': ['DELETE'], 'X-Method-Override': ['PUT'], 'X-Accel-Redirect': ['/etc/passwd'],
    'X-Accel-Internal': ['/_edge/404.html'], 'Proxy': [`http://${evil}`], 'Base-Url': [`http://${evil}`], 'X-User': ['auth0|olivia'],
      'X-Remote-User': ['auth0|olivia'], 'Via': ['1.1 admin'], 'Connection': ['Authorization', 'Host'],
});

function* by_header(world) {
  for (const [name, values] of Object.entries(forwarding(world.host(other)))) for (const value of values) {
    for (const line of ['GET /api/vehicles HTTP/1.1', 'GET /auth/login?returnTo=/ HTTP/1.1',
      'GET /auth/session HTTP/1.1']) yield [`${name}: ${value} on ${line}`, { hosts: [world.host(own)], line, headers: [`${name}: ${value}`] }, own];
    yield [`${name}: ${value} at the public site`, { hosts: [world.host()], line: 'GET /auth/login?returnTo=/ HTTP/1.1', headers: [`${name}: ${value}`] }, 'public'];
    yield [`${name}: ${value} at the provider`, { hosts: [world.host('auth')], line: 'GET /.well-known/openid-configuration HTTP/1.1',
      headers: [`${name}: ${value}`] }, 'provider'];
    yield [`${name}: ${value} at no garage`, { hosts: [`nobody-here.${world.host()}`], headers: [`${name}: ${value}`] }];
  }
}

function* by_framing(world) {
  const [home, away] = [world.host(own), world.host(other)];
  const hidden = `GET /api/vehicles HTTP/1.1\r\nHost: ${away}\r\nAuthorization: Bearer ${world.people.twin.token}\r\nX-Injected: 1\r\n\r\n`;
  const post = (headers, body) => ({ line: 'POST /api/vehicles HTTP/1.1', hosts: [home], headers: ['Content-Type: application/json', ...headers], body });
  const chunked = `0\r\n\r\n${hidden}`;
  const length = `Content-Length: ${chunked.length}`;
  for (const [what, headers] of Object.entries({
    'CL.TE': [length, 'Transfer-Encoding: chunked'], 'TE.CL': ['Transfer-Encoding: chunked', 'Content-Length: 4'], 'TE with a tab': [length,
      'Transfer-Encoding:\tchunked'], 'TE, then another': [length, 'Transfer-Encoding: chunked', 'Transfer-Encoding: identity'],
    'TE with a suffix': [length, 'Transfer-Encoding: xchunked'], 'TE listed': [length, 'Transfer-Encoding: identity, chunked'], 'TE in upper case': [length,
      'TRANSFER-ENCODING: CHUNKED'], 'TE with a space before the colon': [length, 'Transfer-Encoding : chunked'],
    'TE folded': [length, 'Transfer-Encoding:\r\n chunked'], 'TE with a vertical tab': [length, 'Transfer-Encoding: \x0bchunked'],
      'TE behind a bare LF': [length, 'X-A: b\nTransfer-Encoding: chunked'], 'TE in quotes': [length, 'Transfer-Encoding: "chunked"'],
        'TE with an underscore': [length, 'Transfer_Encoding: chunked'],
    'two lengths': ['Content-Length: 4', length], 'a list of lengths': [`Content-Length: 4, ${chunked.length}`], 'a length with a sign': ['Content-Length: +4'],
      'a negative length': ['Content-Length: -1'], 'a length in hexadecimal': ['Content-Length: 0x4'], 'a length with an underscore': ['Content_Length: 4',
        length], 'a length too long': [`Content-Length: ${'9'.repeat(30)}`],
  })) yield [`smuggling: ${what}`, post(headers, chunked), 'nobody but one'];
  for (const [what, body] of Object.entries({ 'a chunk size of another base': `0x0\r\n\r\n${hidden}`, 'a chunk size with a sign': `+0\r\n\r\n${hidden}`,
    'a chunk extension with a line break': `0;\n\r\n\r\n${hidden}`, 'a chunk of negative size': `-1\r\n\r\n${hidden}`,
      'a chunk size too long': `${'f'.repeat(20)}\r\n${hidden}`, 'a bare LF after the size': `0\n\n${hidden}` })) {
    yield [`smuggling: ${what}`, post(['Transfer-Encoding: chunked'], body), 'nobody but one'];
  }
  yield ['smuggling: a GET with a body', { hosts: [home], headers: [`Content-Length: ${hidden.length}`], body: hidden }, 'home, and one'];
  yield ['smuggling: an Expect', post([length, 'Expect: 100-continue'], chunked), 'nobody but one'];
  for (const upgrade of ['h2c', 'websocket', 'TLS/1.0, h2c']) {
    yield [`an upgrade to ${upgrade}`, { hosts: [home], headers: [`Upgrade: ${upgrade}`, 'Connection: Upgrade, HTTP2-Settings',
      'HTTP2-Settings: AAMAAABkAARAAAAAAAIAAAAA', 'Sec-WebSocket-Key: x', 'Sec-WebSocket-Version: 13'] }, own];
  }
  yield ['the preface of HTTP/2', { line: 'PRI * HTTP/2.0' }];
  for (const method of ['CONNECT', 'TRACE', 'TRACK', 'DEBUG', 'PROPFIND', 'get', 'GET\0', '']) yield [`method ${JSON.stringify(method)}`,
    { line: `${method} /api/vehicles HTTP/1.1`, hosts: [home] }, own];
  yield ['a CONNECT to another garage', { line: `CONNECT ${away} HTTP/1.1`, hosts: [away] }];
}

function* by_path(world) {
  const inside = [`%0d%0aX-Injected:%201`, '%0aX-Injected:%201', '%0d%0a%0d%0a<html>', '\rX-Injected: 1', '%E5%98%8A%E5%98%8DX-Injected:1', '%00', '%2500', '\\', '%5c'];
  const places = [['garage', own, ['/api/vehicles/', '/api/vehicles?x=', '/auth/login?returnTo=/', '/assets/', '/']], ['public site', undefined,
    ['/auth/login?returnTo=/', '/api/tenants/', '/']], ['www', 'www', ['/', '/x?']], ['provider', 'auth', ['/authorize?x=', '/u/']]];
  for (const [what, slug,
    starts] of places) for (const start of starts) for (const text of inside) yield [`path ${JSON.stringify(start + text)} at the ${what}`,
      { hosts: [world.host(slug)], line: `GET ${start}${text} HTTP/1.1` }, slug ?? 'public'];
  const out = ['/../acme-corp/run/http.sock', '/..%2f..%2facme-corp', '/%2e%2e/%2e%2e/secrets/landing_secret', '/assets/../../../../secrets/landing_secret',
    '/assets/..%2f..%2f..%2fsecrets%2flanding_secret', '/_edge/404.html', '/_edge/../../edge/nginx.conf', '//acme-corp/api/vehicles',
      '/api/../../acme-corp/api/vehicles', '/.git/config', '/api//vehicles/..;/admin', '/api/vehicles;jsessionid=1', '/api/./vehicles/../admin/tenants',
      '/API/vehicles', '/api/vehicles/', '/api/vehicles%20', '/api/vehicles.json', '/auth/session/x.css', '/api/vehicles/x.js', '/ready', '/metrics',
      '/.well-known/jwks.json', '/nginx_status', '*'];
  for (const path of out) yield [`path ${path}`, { hosts: [world.host(own)], line: `GET ${path} HTTP/1.1` }, own];
}

/// What must never be in an answer.
function flaw_of(world, may, answer) {
  const seen = statuses(answer);
  // 501 and 505 are how the edge refuses a framing or a version that it does not know.
  const fifth = seen.find((status) => status >= 500 && status !== 501 && status !== 505);
  if (fifth) return `answered ${fifth}`;
  if (seen.includes(101)) return 'the protocol was switched';
  if (may?.includes('one') && seen.filter((status) => status >= 200).length > 1) return `two answers: ${seen}`;
  const whose = [own, other,
    'admin'].filter((slug) => answer.includes(`Target of ${slug}`) || answer.includes(`redirect_uri=${encodeURIComponent(world.platform.origin(slug))}`));
  const strangers = whose.filter((slug) => slug !== (may === 'home, and one' ? own : may));
  if (strangers.length) return `content of ${strangers}`;
  if (new RegExp(`^${injected}:|^(location|set-cookie|access-control-[a-z-]+|link): .*evil\\.example`, 'im').test(answer)) return 'a header was injected';
  if (may === 'provider' && /evil\.example|acme-corp|https:\/\/auth/.test(answer)) return "the provider's metadata follow the asker";
  if (/root:x:|PRIVATE KEY|worker_processes|\[core\]/.test(answer)) return 'a file got out';
  if (!may && seen.some((status) => status < 300)) return `answered ${seen}`;
  return undefined;
}

export function hosts(stage) {
  test('no name, no header and no framing leads to another garage', { timeout: 120_000 }, async () => {
    const { world } = stage;
    const tally = new Tally('hosts', fewest_cases);
    const { token } = world.people.twin;
    const all = [...by_name(world), ...by_header(world), ...by_framing(world), ...by_path(world)];
    await each(all, async ([what, parts, may]) => {
      const answer = await raw(world.edge_port, request({ ...parts, token }));
      const flaw = flaw_of(world, may, answer);
      tally.note(what, flaw && `${flaw}\n${answer.slice(0, 300)}`);
    });
    // Nothing of it has got stuck between the edge and a garage; and the marks are really there to be seen.
    for (const slug of [own, other]) for (let turn = 0; turn < 4; ++turn) {
      const answer = await raw(world.edge_port, request({ hosts: [world.host(slug)], token }));
      tally.note(`${slug} afterwards`, answer.includes(`Target of ${slug}`) ? flaw_of(world, slug, answer) : `does not show its cars: ${answer.slice(0, 300)}`);
    }
    tally.close();
  });
}
