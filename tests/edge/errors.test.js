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
const navigation = { Accept: 'text/html,application/xhtml+xml,*/*;q=0.8' };

function is_problem(answer, status) {
  assert.equal(answer.status, status);
  assert.equal(answer.headers['content-type'], 'application/problem+json');
  const { type, title, status: told, detail, request_id } = answer.json;
  assert.equal(type, 'about:blank');
  assert.equal(told, status);
  assert.ok(title && detail);
  assert.equal(request_id, answer.headers['x-request-id']);
  assert.equal(answer.headers['cache-control'], 'no-store');
}

test('a person at an unknown tenant sees a page, a program a problem', async () => {
  const page = await edge.ask(`nobody.${domain}`, '/vehicles', { headers: navigation });
  assert.equal(page.status, 404);
  assert.match(page.headers['content-type'], /^text\/html/);
  assert.match(page.text, new RegExp(`No garage lives at <strong>nobody.${domain}<`));
  assert.match(page.text, new RegExp(`href="http://${domain}:${edge.port}/"`));
  assert.ok(!page.text.includes('<!--#'));
  is_problem(await edge.ask(`nobody.${domain}`, '/vehicles'), 404);
  is_problem(await edge.ask(`nobody.${domain}`, '/api/vehicles', { headers: navigation }), 404);
  is_problem(await edge.ask(`nobody.${domain}`, '/api/vehicles', { method: 'POST', body: '{}' }), 404);
});

test('the page of a refusal gets its style sheet, at names that do not exist too', async () => {
  const answer = await edge.ask(`nobody.${domain}`, '/_edge/page.css');
  assert.equal(answer.status, 200);
  assert.match(answer.headers['content-type'], /^text\/css/);
});

test('what refusals are made of cannot be asked for', async () => {
  for (const path of ['/_edge/503.json', '/_edge/404.html', '/_edge/other.html', '/_edge/']) {
    for (const host of [tenant, domain]) {
      const answer = await edge.ask(host, path);
      assert.ok(answer.status === 404 || /<title>(garage|landing)/.test(answer.text), `${host}${path} ${answer.status}`);
      assert.ok(!answer.text.includes('503'));
    }
  }
});

test('a tenant whose socket is gone is unavailable for now, and comes back by itself', async () => {
  await edge.add_tenant('sleepy');
  await edge.silence('sleepy');
  const answer = await edge.ask(`sleepy.${domain}`, '/api/vehicles');
  is_problem(answer, 503);
  assert.equal(answer.headers['retry-after'], '1');
  const page = await edge.ask(`sleepy.${domain}`, '/auth/login', { headers: navigation });
  assert.equal(page.status, 503);
  assert.match(page.text, /not answering/);
  assert.equal(page.headers['retry-after'], '1');
  assert.match((await edge.ask(`sleepy.${domain}`, '/')).text, /<title>garage/);
  await edge.add_tenant('sleepy');
  assert.equal((await edge.ask(`sleepy.${domain}`, '/api/vehicles')).status, 200);
});

test('12 MB pass, more is too large', async () => {
  const body = 'x'.repeat(12 * 1024 * 1024);
  assert.equal((await edge.ask(tenant, '/api/imports', { method: 'POST', body })).status, 200);
  is_problem(await edge.ask(tenant, '/api/imports', { method: 'POST', headers: { 'Content-Length': String(13 * 1024 * 1024) } }), 413);
});

test('a header that is too large is 431', async () => {
  is_problem(await edge.ask(tenant, '/api/x', { headers: { Cookie: 'a'.repeat(20_000) } }), 431);
});

test('writing to a page is 405 and says what is allowed', async () => {
  const answer = await edge.ask(tenant, '/vehicles', { method: 'POST', body: 'x' });
  is_problem(answer, 405);
  assert.equal(answer.headers.allow, 'GET, HEAD');
});

test('HEAD of a refusal has no body', async () => {
  const answer = await edge.ask(`nobody.${domain}`, '/', { method: 'HEAD' });
  assert.equal(answer.status, 404);
  assert.equal(answer.text, '');
});

test('bytes that are not HTTP are refused without a word about nginx', async () => {
  const answer = parsed(await edge.raw('HELLO\r\n\r\n'));
  assert.equal(answer.status, 400);
  assert.ok(!/nginx\/\d/.test(JSON.stringify(answer)));
});

test('the log is JSON, with the method and path that came and no query', async () => {
  await edge.ask(tenant, '/auth/callback?code=very-secret&state=s', { headers: { 'User-Agent': 'a "quoted" agent' } });
  await edge.ask(`nobody.${domain}`, '/api/logged', { method: 'POST', body: 'x' });
  // nginx writes its line after the answer has gone out.
  let lines = edge.log();
  for (const until = Date.now() + 5000; Date.now() < until && !lines.some(({ path }) => path === '/api/logged'); lines = edge.log())
    await new Promise((resolve) => setImmediate(resolve));
  assert.ok(lines.some(({ path, status, agent }) => path === '/auth/callback' && status === 200 && agent === 'a "quoted" agent'));
  assert.ok(lines.some(({ method, path, status }) => method === 'POST' && path === '/api/logged' && status === 404));
  assert.ok(!JSON.stringify(lines).includes('very-secret'));
});
