import assert from 'node:assert/strict';
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';

import { Browser, authorization, payload_of, redeem, sign_in } from './browser.js';
import { new_state, start } from './provider.js';

const state = new_state();
let server;
before(async () => (server = await start(state)));
after(async () => {
  await server.stop();
  state.remove();
});

const sign_up = (browser, form, headers) => browser.follow(`${browser.at}/signup`, { method: 'POST', form, headers });
const nora = { name: 'Nora New', email: 'Nora@New.example', password: 'correct horse' };

test('screen_hint=signup opens the sign-up form, and its answer is a sign-in', async () => {
  const browser = new Browser(server);
  const asked = authorization({ screen_hint: 'signup' });
  const page = await browser.follow(asked.url);
  assert.match(page.text, /Create your account/);
  const { left_for } = await sign_up(browser, nora);
  const { body } = await redeem(server, asked, left_for.searchParams.get('code'));
  const claims = payload_of(body.id_token);
  assert.match(claims.sub, /^auth0\|[0-9a-f]{24}$/);
  assert.equal(claims.email, 'nora@new.example');
  assert.equal(claims.email_verified, false);
});

test('passwords are kept as scrypt hashes in a file of the owner', () => {
  const path = join(state.root, 'idp', 'users.json');
  assert.equal(statSync(path).mode & 0o777, 0o600);
  const text = readFileSync(path, 'utf8');
  assert.ok(!text.includes('correct horse') && !text.includes('"motovault"'));
  assert.ok(JSON.parse(text).every(({ password }) => password.startsWith('scrypt$')));
});

test('an address that is taken is refused, and says so', async () => {
  const browser = new Browser(server);
  await browser.follow(authorization({ screen_hint: 'signup' }).url);
  const answer = await sign_up(browser, { ...nora, email: 'MIA@demo-tenant.example' });
  assert.equal(answer.status, 409);
  assert.match(answer.text, /role="alert"/);
});

test('a flawed sign-up names each flaw and keeps what was typed, the password excepted', async () => {
  const browser = new Browser(server);
  await browser.follow(authorization({ screen_hint: 'signup' }).url);
  const answer = await sign_up(browser, { name: '<b>Bob', email: 'nowhere', password: 'short' });
  assert.equal(answer.status, 422);
  assert.match(answer.text, /id="email-flaw"/);
  assert.match(answer.text, /id="password-flaw"/);
  assert.match(answer.text, /value="&lt;b&gt;Bob"/);
  assert.ok(!answer.text.includes('short'));
});

test('a wrong password and an unknown address get the same answer', async () => {
  const refused = async (email, password) => {
    const answer = await sign_in(new Browser(server), authorization(), email, password);
    assert.equal(answer.status, 401);
    return /role="alert">([^<]*)</.exec(answer.text)[1];
  };
  assert.equal(await refused('mia@demo-tenant.example', 'wrong'), await refused('nobody@nowhere.example', 'wrong'));
});

test('after ten wrong passwords even the right one has to wait', async () => {
  const browser = new Browser(server);
  await browser.follow(authorization().url);
  const attempt = (password) => browser.follow(`${browser.at}/login`, { method: 'POST', form: { email: 'carl@acme-corp.example', password } });
  for (let count = 0; count < 10; ++count) assert.equal((await attempt('wrong')).status, 401);
  assert.equal((await attempt('motovault')).status, 429);
});

test('the pages run nothing inline and cannot be framed', async () => {
  const page = await new Browser(server).follow(authorization().url);
  const policy = page.headers['content-security-policy'];
  assert.match(policy, /default-src 'none'/);
  assert.match(policy, /frame-ancestors 'none'/);
  assert.ok(!policy.includes('unsafe'));
  assert.match(policy, /form-action 'self' http:\/\/motovaultpro\.localhost:8080 http:\/\/\*\.motovaultpro\.localhost:8080/);
  assert.ok(!/<style|style=|<script>|onclick/.test(page.text));
  assert.equal(page.headers['cache-control'], 'no-store');
  assert.equal(page.headers['referrer-policy'], 'same-origin', 'with no-referrer browsers send Origin: null');
});

test('a form sent from another origin is refused', async () => {
  const browser = new Browser(server);
  await browser.follow(authorization().url);
  const form = { email: 'mia@demo-tenant.example', password: 'motovault' };
  const answer = await browser.open(`${browser.at}/login`, { method: 'POST', form, headers: { Origin: 'http://acme-corp.motovaultpro.localhost:8080' } });
  assert.equal(answer.status, 403);
});

test('a sign-in belongs to the browser that began it', async () => {
  const [one, other] = [new Browser(server), new Browser(server)];
  await one.follow(authorization().url);
  const answer = await other.open(`${one.at}/login`, { method: 'POST', form: { email: 'mia@demo-tenant.example', password: 'motovault' } });
  assert.equal(answer.status, 400);
});

test('cancelling tells the application', async () => {
  const browser = new Browser(server);
  const asked = authorization();
  await browser.follow(asked.url);
  const { left_for } = await browser.follow(`${browser.at}/cancel`, { method: 'POST', form: {} });
  assert.equal(left_for.searchParams.get('error'), 'access_denied');
  assert.equal(left_for.searchParams.get('state'), asked.state);
});

test('a login hint cannot break out of the page', async () => {
  const page = await new Browser(server).follow(authorization({ login_hint: '"><script>alert(1)</script>' }).url);
  assert.ok(!page.text.includes('<script>alert'));
});
