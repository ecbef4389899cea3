import assert from 'node:assert/strict';
import { createPublicKey, verify } from 'node:crypto';
import { after, before, test } from 'node:test';

import { Browser, ask, authorization, header_of, payload_of, redeem, refresh, sign_in, token } from './browser.js';
import { audience, issuer, new_state, start } from './provider.js';

const state = new_state();
let server;
before(async () => (server = await start(state)));
after(async () => {
  await server.stop();
  state.remove();
});

async function signed_in(changes, email) {
  const browser = new Browser(server);
  const asked = authorization(changes);
  const { left_for } = await sign_in(browser, asked, email);
  const { body } = await redeem(server, asked, left_for.searchParams.get('code'));
  return { browser, asked, left_for, tokens: body };
}

test('the discovery document names the routes of Auth0', async () => {
  const answer = JSON.parse((await ask(server.port, '/.well-known/openid-configuration')).text);
  assert.equal(answer.issuer, issuer);
  assert.equal(answer.authorization_endpoint, `${issuer}authorize`);
  assert.equal(answer.token_endpoint, `${issuer}oauth/token`);
  assert.equal(answer.jwks_uri, `${issuer}.well-known/jwks.json`);
  assert.equal(answer.userinfo_endpoint, `${issuer}userinfo`);
  assert.equal(answer.revocation_endpoint, `${issuer}oauth/revoke`);
  assert.equal(answer.end_session_endpoint, `${issuer}oidc/logout`);
  assert.deepEqual(answer.code_challenge_methods_supported, ['S256']);
});

test('a sign-in ends at the tenant with a code, the state and the issuer', async () => {
  const { asked, left_for } = await signed_in();
  assert.equal(left_for.origin + left_for.pathname, asked.redirect_uri);
  assert.equal(left_for.searchParams.get('state'), asked.state);
  assert.equal(left_for.searchParams.get('iss'), issuer);
});

test('the ID token says who it is and carries nonce and sid', async () => {
  const { asked, tokens } = await signed_in();
  const claims = payload_of(tokens.id_token);
  assert.equal(header_of(tokens.id_token).alg, 'RS256');
  assert.equal(claims.sub, 'auth0|mia');
  assert.equal(claims.email, 'mia@demo-tenant.example');
  assert.equal(claims.name, 'Mia Member');
  assert.equal(claims.email_verified, true);
  assert.equal(claims.nonce, asked.nonce);
  assert.equal(claims.aud, 'mvp-garage');
  assert.ok(claims.sid);
});

test('the access token is an RS256 at+jwt for the API, verifiable with the published keys', async () => {
  const { tokens } = await signed_in();
  const header = header_of(tokens.access_token);
  const claims = payload_of(tokens.access_token);
  assert.equal(header.typ, 'at+jwt');
  assert.equal(header.alg, 'RS256');
  assert.equal(claims.aud, audience);
  assert.equal(claims['https://motovaultpro.com/email'], 'mia@demo-tenant.example');
  assert.equal(claims['https://motovaultpro.com/name'], 'Mia Member');
  assert.equal(claims['https://motovaultpro.com/email_verified'], true);
  const { keys } = JSON.parse((await ask(server.port, '/.well-known/jwks.json')).text);
  assert.ok(keys.every((key) => !('d' in key)), 'no private key is published');
  const key = createPublicKey({ key: keys.find(({ kid }) => kid === header.kid), format: 'jwk' });
  const [head, body, signature] = tokens.access_token.split('.');
  assert.ok(verify('RSA-SHA256', Buffer.from(`${head}.${body}`), key, Buffer.from(signature, 'base64url')));
});

test('a second tenant is signed in to without asking again', async () => {
  const { browser } = await signed_in();
  const asked = authorization({ redirect_uri: 'http://acme-corp.motovaultpro.localhost:8080/auth/callback' });
  const { left_for } = await browser.follow(asked.url);
  assert.equal(left_for.host, 'acme-corp.motovaultpro.localhost:8080');
  assert.ok(left_for.searchParams.get('code'));
});

test('prompt=none without a session answers login_required at the application', async () => {
  const { left_for } = await new Browser(server).follow(authorization({ prompt: 'none' }).url);
  assert.equal(left_for.searchParams.get('error'), 'login_required');
});

test('prompt=login asks a signed-in person again', async () => {
  const { browser } = await signed_in();
  const answer = await browser.follow(authorization({ prompt: 'login', login_hint: 'vera@demo-tenant.example' }).url);
  assert.equal(answer.status, 200);
  assert.match(answer.text, /value="vera@demo-tenant\.example"/);
});

test('a request without PKCE is refused', async () => {
  const { left_for } = await new Browser(server).follow(authorization({ code_challenge: null, code_challenge_method: null }).url);
  assert.equal(left_for.searchParams.get('error'), 'invalid_request');
});

test('a code is worth nothing without its verifier', async () => {
  const asked = authorization();
  const { left_for } = await sign_in(new Browser(server), asked);
  const { status, body } = await redeem(server, asked, left_for.searchParams.get('code'), { code_verifier: 'x'.repeat(43) });
  assert.equal(status, 400);
  assert.equal(body.error, 'invalid_grant');
});

test('a code of one tenant cannot be redeemed for another', async () => {
  const asked = authorization();
  const { left_for } = await sign_in(new Browser(server), asked);
  const changes = { redirect_uri: 'http://acme-corp.motovaultpro.localhost:8080/auth/callback' };
  const { body } = await redeem(server, asked, left_for.searchParams.get('code'), changes);
  assert.equal(body.error, 'invalid_grant');
});

test('a wrong client secret is refused', async () => {
  const asked = authorization();
  const { left_for } = await sign_in(new Browser(server), asked);
  const form = { grant_type: 'authorization_code', code: left_for.searchParams.get('code'), redirect_uri: asked.redirect_uri, code_verifier: asked.verifier };
  const { status, body } = await token(server, 'mvp-garage', form, 'not-the-secret-at-all');
  assert.equal(status, 401);
  assert.equal(body.error, 'invalid_client');
});

for (const [what, redirect_uri] of Object.entries({
  'another domain': 'http://demo-tenant.evil.example:8080/auth/callback',
  'two labels': 'http://a.demo-tenant.motovaultpro.localhost:8080/auth/callback',
  'a reserved name': 'http://auth.motovaultpro.localhost:8080/auth/callback',
  'an upper-case name': 'http://Demo-Tenant.motovaultpro.localhost:8080/auth/callback',
  'a user part': 'http://demo-tenant@evil.motovaultpro.localhost:8080/auth/callback',
  'another port': 'http://demo-tenant.motovaultpro.localhost:9999/auth/callback',
  'another scheme': 'https://demo-tenant.motovaultpro.localhost:8080/auth/callback',
  'another path': 'http://demo-tenant.motovaultpro.localhost:8080/auth/callback/../../evil',
  'a query': 'http://demo-tenant.motovaultpro.localhost:8080/auth/callback?next=evil',
  'the public site': 'http://motovaultpro.localhost:8080/auth/callback',
})) {
  test(`the garage client is not answered at ${what}`, async () => {
    const answer = await new Browser(server).follow(authorization({ redirect_uri }).url);
    assert.equal(answer.status, 400);
    assert.equal(answer.left_for, undefined);
    assert.match(answer.text, /redirect_uri/);
  });
}

test('the landing client is answered at the public site only', async () => {
  const own = await new Browser(server).follow(authorization({ client_id: 'mvp-landing', redirect_uri: 'http://motovaultpro.localhost:8080/auth/callback' }).url);
  assert.equal(own.status, 200);
  const tenant = await new Browser(server).follow(authorization({ client_id: 'mvp-landing' }).url);
  assert.equal(tenant.status, 400);
});

test('an unknown audience is refused', async () => {
  const { left_for } = await new Browser(server).follow(authorization({ audience: 'https://other.example' }).url);
  assert.equal(left_for.searchParams.get('error'), 'invalid_target');
});

test('without offline_access there is no refresh token', async () => {
  const { tokens } = await signed_in({ scope: 'openid email' });
  assert.ok(tokens.access_token);
  assert.equal(tokens.refresh_token, undefined);
});

test('a refresh token is replaced at each use and still speaks for the API', async () => {
  const { tokens } = await signed_in();
  const { status, body } = await refresh(server, 'mvp-garage', tokens.refresh_token);
  assert.equal(status, 200);
  assert.notEqual(body.refresh_token, tokens.refresh_token);
  assert.equal(payload_of(body.access_token).aud, audience);
});

test('a refresh token used twice ends its family and no other', async () => {
  const { browser, tokens } = await signed_in();
  const other = authorization({ redirect_uri: 'http://acme-corp.motovaultpro.localhost:8080/auth/callback' });
  const { left_for } = await browser.follow(other.url);
  const { body: elsewhere } = await redeem(server, other, left_for.searchParams.get('code'));

  const { body: newer } = await refresh(server, 'mvp-garage', tokens.refresh_token);
  const again = await refresh(server, 'mvp-garage', tokens.refresh_token);
  assert.equal(again.body.error, 'invalid_grant');
  assert.equal((await refresh(server, 'mvp-garage', newer.refresh_token)).body.error, 'invalid_grant');
  assert.equal((await refresh(server, 'mvp-garage', elsewhere.refresh_token)).status, 200);
});

test('a refresh token of one client is worth nothing to another', async () => {
  const { tokens } = await signed_in();
  assert.equal((await refresh(server, 'mvp-landing', tokens.refresh_token)).body.error, 'invalid_grant');
});

test('a revoked refresh token is refused', async () => {
  const { tokens } = await signed_in();
  const revoked = await token(server, 'mvp-garage', { token: tokens.refresh_token }, undefined, '/oauth/revoke');
  assert.equal(revoked.status, 200);
  assert.equal((await refresh(server, 'mvp-garage', tokens.refresh_token)).body.error, 'invalid_grant');
});

test('a foreign Host is misdirected', async () => {
  assert.equal((await ask(server.port, '/.well-known/openid-configuration', { headers: { Host: 'evil.example' } })).status, 421);
  const forged = { 'X-Forwarded-Host': 'evil.example' };
  assert.equal((await ask(server.port, '/.well-known/openid-configuration', { headers: forged })).status, 421);
});
