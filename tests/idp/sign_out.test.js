import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { Browser, authorization, redeem, sign_in } from './browser.js';
import { new_state, start } from './provider.js';

const state = new_state();
let server;
before(async () => (server = await start(state)));
after(async () => {
  await server.stop();
  state.remove();
});

const home = 'http://demo-tenant.motovaultpro.localhost:8080/';

async function signed_in() {
  const browser = new Browser(server);
  const asked = authorization();
  const { left_for } = await sign_in(browser, asked);
  const { body } = await redeem(server, asked, left_for.searchParams.get('code'));
  return { browser, id_token: body.id_token };
}

const sign_out_url = (parameters) => `/oidc/logout?${new URLSearchParams(parameters)}`;
const confirm = (browser, page) => browser.follow('/oidc/logout/confirm', {
  method: 'POST', form: { xsrf: /name="xsrf" value="([^"]+)"/.exec(page.text)[1], logout: 'yes' },
});

test('with an ID token the sign-out page sends itself and ends at the tenant', async () => {
  const { browser, id_token } = await signed_in();
  const page = await browser.open(sign_out_url({ id_token_hint: id_token, post_logout_redirect_uri: home }));
  assert.match(page.text, /assets\/submit\.js/);
  const { left_for } = await confirm(browser, page);
  assert.equal(left_for.href, home);
  const silent = await browser.follow(authorization({ prompt: 'none' }).url);
  assert.equal(silent.left_for.searchParams.get('error'), 'login_required');
});

test('without an ID token the person is asked', async () => {
  const { browser } = await signed_in();
  const page = await browser.open(sign_out_url({}));
  assert.match(page.text, /Sign out\?/);
  assert.ok(!page.text.includes('submit.js'));
});

test('a sign-out never leads to another domain', async () => {
  const { browser, id_token } = await signed_in();
  const answer = await browser.open(sign_out_url({ id_token_hint: id_token, post_logout_redirect_uri: 'http://evil.example/' }));
  assert.equal(answer.status, 400);
});

test('a sign-out without a session still ends at the tenant', async () => {
  const { id_token } = await signed_in();
  const browser = new Browser(server);
  const page = await browser.open(sign_out_url({ id_token_hint: id_token, post_logout_redirect_uri: home }));
  assert.match(page.headers['content-security-policy'], /sha256-/);
  const { left_for } = await confirm(browser, page);
  assert.equal(left_for.href, home);
});
