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

test('every route of the application is its index, never kept', async () => {
  for (const [host, site] of [[tenant, 'garage'], [domain, 'landing']]) {
    for (const path of ['/', '/vehicles/42/fuel-logs', '/index.html', '/apiary', '/authors']) {
      const answer = await edge.ask(host, path);
      assert.equal(answer.status, 200, path);
      assert.match(answer.text, new RegExp(`<title>${site}`));
      assert.equal(answer.headers['cache-control'], 'no-cache');
    }
  }
});

test('hashed files are kept for ever, and missing ones are missing', async () => {
  const answer = await edge.ask(tenant, '/assets/app-1a2b.js');
  assert.equal(answer.status, 200);
  assert.equal(answer.headers['cache-control'], 'public, max-age=31536000, immutable');
  for (const path of ['/assets/app-old.js', '/sw.js', '/.env', '/favicon.ico']) {
    const missing = await edge.ask(tenant, path);
    assert.equal(missing.status, 404, path);
    assert.equal(missing.headers['cache-control'], 'no-store', path);
  }
});

test('the manifest has its type', async () => {
  assert.match((await edge.ask(tenant, '/manifest.webmanifest')).headers['content-type'], /^application\/manifest\+json/);
});

test('text travels compressed', async () => {
  const answer = await edge.ask(tenant, '/assets/app-1a2b.js', { headers: { 'Accept-Encoding': 'gzip' } });
  assert.equal(answer.headers['content-encoding'], 'gzip');
  assert.match(answer.headers.vary, /Accept-Encoding/);
  const raw = await edge.raw(`GET /assets/app-1a2b.js HTTP/1.0\r\nHost: ${tenant}\r\nAccept-Encoding: gzip\r\n\r\n`);
  assert.equal(parsed(raw).status, 200);
  assert.ok(raw.length < 6000, 'smaller than the file');
});

test('pages and answers carry the security headers, each once', async () => {
  for (const [host, path] of [[tenant, '/'], [tenant, '/api/vehicles'], [`nobody.${domain}`, '/'], ['evil.example', '/']]) {
    const { headers } = await edge.ask(host, path);
    assert.match(headers['content-security-policy'], /^default-src 'self';.*object-src 'none'; base-uri 'none'; frame-ancestors 'none'; form-action 'self' http:\/\/auth\./);
    assert.ok(!headers['content-security-policy'].includes('unsafe'));
    assert.equal(headers['x-content-type-options'], 'nosniff');
    assert.equal(headers['referrer-policy'], 'same-origin');
    assert.equal(headers['cross-origin-opener-policy'], 'same-origin');
    assert.equal(headers['cross-origin-resource-policy'], 'same-origin');
    assert.match(headers['x-request-id'], /^[0-9a-f]{32}$/);
    assert.ok(!/\d/.test(headers.server ?? ''), 'no version is told');
  }
});

test('an answer of the API is not told how long to live by the edge', async () => {
  assert.equal((await edge.ask(tenant, '/api/vehicles')).headers['cache-control'], undefined);
});

for (const path of ['/../secret.txt', '/..%2fsecret.txt', '/%2e%2e/secret.txt', '/assets/../../secret.txt', '/assets/..%2f..%2fsecret.txt', '/assets/%2e%2e%2f%2e%2e%2fsecret.txt',
  '/..%5csecret.txt', '/assets/..;/..;/secret.txt', '//secret.txt', '/./../secret.txt', '/%00/secret.txt', '/garage/index.html%00.js', '/..%252fsecret.txt']) {
  test(`${path} leads nowhere`, async () => {
    for (const host of [tenant, domain, `nobody.${domain}`]) {
      const answer = await edge.ask(host, path);
      assert.ok([400, 404].includes(answer.status), `${host} ${answer.status}`);
      assert.ok(!answer.text.includes('outside every root'));
    }
  });
}

test('a detour through static names does not change what the API is asked', async () => {
  const answer = await edge.ask(tenant, '/assets/..%2fapi/vehicles');
  assert.equal(answer.json.url, '/assets/..%2fapi/vehicles');
  assert.match((await edge.ask(tenant, '/api/..%2findex.html')).text, /<title>garage/);
});
