import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { Edge, domain, parsed } from './edge.js';

let edge;
before(async () => {
  edge = await Edge.start();
  await edge.add_tenant('demo-tenant');
});
after(() => edge.stop());

const tenant = `demo-tenant.${domain}`;
const own_name = () => `${tenant}:${edge.port}`;

test('each name leads to its own service', async () => {
  assert.equal((await edge.ask(tenant, '/api/vehicles')).json.service, 'demo-tenant');
  assert.equal((await edge.ask(tenant, '/auth/session')).json.service, 'demo-tenant');
  assert.equal((await edge.ask(tenant, '/health')).json.service, 'demo-tenant');
  assert.equal((await edge.ask(domain, '/api/me')).json.service, 'landing');
  assert.equal((await edge.ask(`auth.${domain}`, '/authorize?x=1')).json.service, 'idp');
});

test('www leads to the public site with the same path', async () => {
  const answer = await edge.ask(`www.${domain}`, '/pricing?plan=pro');
  assert.equal(answer.status, 308);
  assert.equal(answer.headers.location, `http://${domain}:${edge.port}/pricing?plan=pro`);
});

for (const [what, host] of Object.entries({
  'a foreign name': 'evil.example', 'an address': '127.0.0.1', 'an IPv6 address': '[::1]', 'our name as a prefix': `${domain}.evil.example`,
  'our name as a suffix of another label': `evil${domain}`, 'localhost': 'localhost',
})) {
  test(`${what} is misdirected`, async () => {
    const answer = await edge.ask(host, '/api/vehicles');
    assert.equal(answer.status, 421);
    assert.equal(answer.headers['content-type'], 'application/problem+json');
    assert.equal(answer.json.status, 421);
  });
}

for (const [what, label] of Object.entries({
  'an unknown tenant': 'nobody-here', 'two labels': 'a.demo-tenant', 'an underscore': 'demo_tenant', 'a label of 64 characters': 'a'.repeat(64),
  'two hyphens': 'demo--tenant', 'punycode': 'xn--demo-tenant', 'a leading digit': '1demo', 'a trailing hyphen': 'demo-',
})) {
  test(`${what} is not found, neither its API nor its pages`, async () => {
    for (const path of ['/api/vehicles', '/', '/index.html', '/assets/app-1a2b.js', '/health']) {
      const answer = await edge.ask(`${label}.${domain}`, path);
      assert.equal(answer.status, 404, path);
      assert.equal(answer.headers['content-type'], 'application/problem+json');
    }
  });
}

test('no Host, an empty Host and a broken Host are refused', async () => {
  assert.equal(parsed(await edge.raw('GET / HTTP/1.1\r\nConnection: close\r\n\r\n')).status, 400);
  assert.equal(parsed(await edge.raw('GET / HTTP/1.1\r\nHost: \r\nConnection: close\r\n\r\n')).status, 400);
  assert.equal(parsed(await edge.raw('GET /api HTTP/1.0\r\n\r\n')).status, 421);
  assert.equal((await edge.ask('a/../b')).status, 400);
});

for (const [what, host] of Object.entries({ 'upper case': `DEMO-Tenant.${domain}`, 'a trailing dot': `${tenant}.`, 'a strange port': `${tenant}:1` })) {
  test(`${what} in the Host reaches the tenant under its proper name`, async () => {
    const { headers } = (await edge.ask(host, '/api/vehicles')).json;
    assert.equal(headers.host, own_name());
    assert.equal(headers['x-forwarded-host'], own_name());
  });
}

test('two Hosts never reach a tenant under the second name', async () => {
  const answer = parsed(await edge.raw(`GET /api/x HTTP/1.1\r\nHost: ${tenant}\r\nHost: evil.example\r\nConnection: close\r\n\r\n`));
  assert.ok(answer.status === 400 || answer.json.headers.host === own_name());
});

test('an absolute request target counts more than the Host', async () => {
  const answer = parsed(await edge.raw(`GET http://evil.example/api/x HTTP/1.1\r\nHost: ${tenant}\r\nConnection: close\r\n\r\n`));
  assert.equal(answer.status, 421);
});

test('what the client says about proxies and tenants is replaced', async () => {
  const forged = {
    'X-Forwarded-Host': 'evil.example', 'X-Forwarded-Proto': 'https', 'X-Forwarded-For': '6.6.6.6', 'X-Forwarded-Port': '6666',
    'X-Forwarded-Prefix': '/evil', 'Forwarded': 'for=6.6.6.6;host=evil.example', 'X-Real-IP': '6.6.6.6', 'X-Original-URL': '/api/admin/tenants',
    'X-Host': 'evil.example', 'X-Tenant-ID': 'acme-corp', 'X-Tenant-Anything': 'acme-corp', 'x_tenant_id': 'acme-corp', 'X-Request-ID': 'forged',
    'X-HTTP-Method-Override': 'DELETE', 'Connection': 'close, X-MVP-CSRF',
  };
  const { headers, raw } = (await edge.ask(tenant, '/api/vehicles', { headers: forged })).json;
  assert.equal(headers['x-forwarded-host'], own_name());
  assert.equal(headers['x-forwarded-proto'], 'http');
  assert.equal(headers['x-forwarded-for'], '127.0.0.1');
  assert.match(headers['x-request-id'], /^[0-9a-f]{32}$/);
  assert.ok(!/evil|6\.6\.6\.6|acme|forged|DELETE/.test(raw.join(' ')), raw.join(' '));
  assert.ok(!Object.keys(headers).some((name) => /tenant|override|original|prefix/.test(name)));
});

test('what the API needs gets through', async () => {
  const sent = {
    'Authorization': 'Bearer x', 'Cookie': 'a=1; b=2', 'Content-Type': 'text/csv', 'Idempotency-Key': 'k', 'If-Match': '"3"', 'If-None-Match': '"4"',
    'Origin': `http://${tenant}`, 'Sec-Fetch-Site': 'same-origin', 'X-MVP-CSRF': '1', 'User-Agent': 'test', 'Accept-Language': 'de', 'Accept': 'application/json',
  };
  const answer = await edge.ask(tenant, '/api/vehicles?limit=2&x=%2F', { method: 'POST', headers: sent, body: 'a,b' });
  const { method, url, headers } = answer.json;
  assert.equal(method, 'POST');
  assert.equal(url, '/api/vehicles?limit=2&x=%2F');
  assert.equal(headers['content-length'], '3');
  for (const [name, value] of Object.entries(sent)) assert.equal(headers[name.toLowerCase()], value, name);
});

test('a web socket is not opened', async () => {
  const { headers } = (await edge.ask(tenant, '/api/live', { headers: { Upgrade: 'websocket', Connection: 'Upgrade' } })).json;
  assert.equal(headers.upgrade, undefined);
});

test('a tenant appears without a reload and its name is open at once', async () => {
  assert.equal((await edge.ask(`new-garage.${domain}`, '/api/vehicles')).status, 404);
  await edge.add_tenant('new-garage');
  assert.equal((await edge.ask(`new-garage.${domain}`, '/api/vehicles')).json.service, 'new-garage');
  assert.match((await edge.ask(`new-garage.${domain}`, '/vehicles')).text, /<title>garage/);
});

test('the longest slug is reachable', async () => {
  const slug = 'a'.repeat(63);
  await edge.add_tenant(slug);
  assert.equal((await edge.ask(`${slug}.${domain}`, '/health')).json.service, slug);
});

test('one connection serves two tenants without mixing them', async () => {
  await edge.add_tenant('acme-corp');
  const ask = (slug, end) => `GET /api/who HTTP/1.1\r\nHost: ${slug}.${domain}\r\n${end}\r\n`;
  const both = await edge.raw(ask('demo-tenant', '') + ask('acme-corp', 'Connection: close\r\n'));
  assert.deepEqual([...both.matchAll(/"service":"([^"]+)"/g)].map(([, name]) => name), ['demo-tenant', 'acme-corp']);
});

test('a request cannot be smuggled behind another', async () => {
  const smuggled = 'GET /api/admin HTTP/1.1\r\nHost: x\r\n\r\n';
  for (const framing of ['Content-Length: 4\r\nTransfer-Encoding: chunked', 'Transfer-Encoding: xchunked', 'Transfer-Encoding: chunked, identity', 'Content-Length: 4\r\nContent-Length: 5']) {
    const answer = await edge.raw(`POST /api/x HTTP/1.1\r\nHost: ${tenant}\r\n${framing}\r\nConnection: close\r\n\r\n0\r\n\r\n${smuggled}`);
    assert.ok([400, 501].includes(parsed(answer).status), `${framing}: ${answer.slice(0, 60)}`);
    assert.ok(!answer.includes('/api/admin'));
  }
});
