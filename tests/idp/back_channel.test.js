import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { after, before, beforeEach, test } from 'node:test';

import { Browser, authorization, header_of, payload_of, redeem, refresh, sign_in } from './browser.js';
import { issuer, new_state, start } from './provider.js';

const state = new_state();
const calls = [];
let answer_with = 200;
/// The platform's public port, as far as logouts go.
const platform = createServer(async (request, response) => {
  let body = '';
  for await (const chunk of request) body += chunk;
  calls.push({ method: request.method, url: request.url, host: request.headers.host, type: request.headers['content-type'], body });
  response.writeHead(answer_with).end();
});
let server, site;
before(async () => {
  await new Promise((resolve) => platform.listen(0, '127.0.0.1', resolve));
  const { port } = platform.address();
  site = `motovaultpro.localhost:${port}`;
  server = await start(state, { MVP_PUBLIC_PORT: String(port) });
});
after(async () => {
  await server.stop();
  await new Promise((resolve) => platform.close(resolve));
  state.remove();
});
beforeEach(() => {
  calls.length = 0;
  answer_with = 200;
});

/// Signs in at a garage and at the landing site, then out. @returns the ID tokens, and where the browser ends.
async function sign_out_of_both() {
  const browser = new Browser(server);
  const at_garage = authorization({ redirect_uri: `http://demo-tenant.${site}/auth/callback` });
  const { left_for } = await sign_in(browser, at_garage);
  const garage = (await redeem(server, at_garage, left_for.searchParams.get('code'))).body.id_token;
  const at_landing = authorization({ client_id: 'mvp-landing', redirect_uri: `http://${site}/auth/callback` });
  const silent = await browser.follow(at_landing.url);
  const landing = (await redeem(server, at_landing, silent.left_for.searchParams.get('code'))).body.id_token;
  const home = `http://demo-tenant.${site}/`;
  const page = await browser.open(`/oidc/logout?${new URLSearchParams({ id_token_hint: garage, post_logout_redirect_uri: home })}`);
  const xsrf = /name="xsrf" value="([^"]+)"/.exec(page.text)[1];
  const done = await browser.follow('/oidc/logout/confirm', { method: 'POST', form: { xsrf, logout: 'yes' } });
  return { tokens: { 'mvp-garage': garage, 'mvp-landing': landing }, home, left_for: done.left_for.href };
}

test('a sign-out tells the platform of every application the person was signed in to', async () => {
  const { tokens } = await sign_out_of_both();
  assert.equal(calls.length, 2);
  const told = {};
  for (const { method, url, host, type, body } of calls) {
    assert.deepEqual({ method, url, host }, { method: 'POST', url: '/auth/backchannel-logout', host: site });
    assert.match(type, /^application\/x-www-form-urlencoded/);
    const token = new URLSearchParams(body).get('logout_token');
    assert.equal(header_of(token).typ, 'logout+jwt');
    const claims = payload_of(token);
    assert.deepEqual(claims.events, { 'http://schemas.openid.net/event/backchannel-logout': {} });
    assert.equal(claims.iss, issuer);
    assert.equal(claims.sub, 'auth0|mia');
    assert.ok(claims.jti && claims.iat && claims.exp > claims.iat && !('nonce' in claims));
    told[claims.aud] = claims.sid;
  }
  assert.deepEqual(told, Object.fromEntries(Object.entries(tokens).map(([client, token]) => [client, payload_of(token).sid])));
});

test('a platform that does not take it keeps nobody signed in at the provider', async () => {
  answer_with = 503;
  const { home, left_for } = await sign_out_of_both();
  assert.equal(left_for, home);
  assert.match(server.output(), /does not know that auth0\|mia left mvp-garage/);
});

test('ID and access tokens say when the person signed in, renewed ones too', async () => {
  const asked = authorization({ redirect_uri: `http://demo-tenant.${site}/auth/callback` });
  const { left_for } = await sign_in(new Browser(server), asked);
  const { body } = await redeem(server, asked, left_for.searchParams.get('code'));
  const renewed = await refresh(server, asked.client_id, body.refresh_token);
  const { auth_time } = payload_of(body.id_token);
  assert.ok(Math.abs(auth_time - Date.now() / 1000) < 60);
  for (const token of [body.access_token, renewed.body.access_token]) assert.equal(payload_of(token).auth_time, auth_time);
});

test('a sign-in that is older than max_age is asked for again', async () => {
  const browser = new Browser(server);
  const redirect_uri = `http://demo-tenant.${site}/auth/callback`;
  await sign_in(browser, authorization({ redirect_uri }));
  const recent = await browser.follow(authorization({ redirect_uri, max_age: '600', prompt: 'none' }).url);
  assert.ok(recent.left_for.searchParams.get('code'));
  const asked = await browser.follow(authorization({ redirect_uri, max_age: '0', prompt: 'login' }).url);
  assert.equal(asked.left_for, undefined);
  assert.match(asked.text, /type="password"/);
});
