import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';

import { Browser, ask, authorization, payload_of, redeem, sign_in, token } from './browser.js';
import { issuer, new_state, secrets, start } from './provider.js';

const client_id = 'mvp-management';
const audience = `${issuer}api/v2/`;
const state = new_state();
const generous = { MVP_IDP_MANAGEMENT_LIMIT_PER_S: '10000' };
let server;
before(async () => (server = await start(state, generous)));
after(async () => {
  await server.stop();
  state.remove();
});

/// Asks for a token as Auth0's documentation does: everything in the form.
async function management_token(changes = {}) {
  const form = { grant_type: 'client_credentials', client_id, client_secret: secrets[client_id], audience, ...changes };
  const answer = await ask(server.port, '/oauth/token', { method: 'POST', form, headers: { Accept: 'application/json' } });
  return { status: answer.status, body: JSON.parse(answer.text) };
}

async function call(method, path, { bearer, body } = {}) {
  const headers = { Accept: 'application/json', ...(bearer && { Authorization: `Bearer ${bearer}` }) };
  const answer = await ask(server.port, `/api/v2/${path}`, { method, headers: { ...headers, ...(body && { 'Content-Type': 'application/json' }) }, json: body });
  return { status: answer.status, headers: answer.headers, body: JSON.parse(answer.text) };
}

let bearer;
beforeEach(async () => (bearer = (await management_token()).body.access_token));
const patch = (sub, app_metadata) => call('PATCH', `users/${encodeURIComponent(sub)}`, { bearer, body: { app_metadata } });
const read = async (sub) => (await call('GET', `users/${encodeURIComponent(sub)}`, { bearer })).body;

test('the management client gets a token for the Management API, with both of its scopes', async () => {
  const { status, body } = await management_token();
  assert.equal(status, 200);
  assert.equal(body.token_type, 'Bearer');
  assert.ok(body.expires_in > 60);
  const claims = payload_of(body.access_token);
  assert.deepEqual({ aud: claims.aud, iss: claims.iss, scope: claims.scope }, { aud: audience, iss: issuer, scope: 'read:users update:users_app_metadata' });
});

test('it gets no token for anything else, and nobody else gets one for this', async () => {
  assert.equal((await management_token({ audience: 'https://api.motovaultpro.com' })).body.error, 'invalid_target');
  assert.equal((await management_token({ client_secret: 'another-secret-altogether' })).status, 401);
  const garage = await token(server, 'mvp-garage', { grant_type: 'client_credentials', audience });
  assert.equal(garage.status, 400);
  const sign_in_for_it = await new Browser(server).follow(authorization({ audience }).url);
  assert.equal(sign_in_for_it.left_for.searchParams.get('error'), 'invalid_target');
});

test('a user is read by id and by address', async () => {
  const mia = await read('auth0|mia');
  assert.equal(mia.user_id, 'auth0|mia');
  assert.equal(mia.email, 'mia@demo-tenant.example');
  assert.ok(!JSON.stringify(mia).includes('scrypt'), 'no password, hashed or not');
  const found = await call('GET', 'users-by-email?email=mia%40demo-tenant.example', { bearer });
  assert.deepEqual(found.body, [mia]);
  assert.deepEqual((await call('GET', 'users-by-email?email=nobody%40example.org', { bearer })).body, []);
});

test('app_metadata is merged at the first level, and null takes a member away', async () => {
  await patch('auth0|vera', { tenants: { 'demo-tenant': 'viewer', 'acme-corp': 'member' }, note: 'kept' });
  const merged = await patch('auth0|vera', { tenants: { 'demo-tenant': 'admin' }, color: 'green' });
  assert.equal(merged.status, 200);
  assert.deepEqual(merged.body.app_metadata, { tenants: { 'demo-tenant': 'admin' }, note: 'kept', color: 'green' });
  await patch('auth0|vera', { tenants: null, color: null });
  assert.deepEqual((await read('auth0|vera')).app_metadata, { note: 'kept' });
});

test('an unknown user is 404', async () => {
  const missing = await patch('auth0|nobody', { tenants: {} });
  assert.equal(missing.status, 404);
  assert.deepEqual(missing.body, { statusCode: 404, error: 'Not Found', message: 'The user does not exist.', errorCode: 'inexistent_user' });
  assert.equal((await call('GET', 'users/auth0%7Cnobody', { bearer })).status, 404);
});

test('without a good token for this API the answer is 401, and nothing changes', async () => {
  const asked = authorization();
  const { left_for } = await sign_in(new Browser(server), asked);
  const { body: persons } = await redeem(server, asked, left_for.searchParams.get('code'));
  const [head, body, signature] = bearer.split('.');
  const forged_body = Buffer.from(JSON.stringify({ ...payload_of(bearer), exp: 9999999999 })).toString('base64url');
  const unsigned_head = Buffer.from(JSON.stringify({ alg: 'none', typ: 'at+jwt' })).toString('base64url');
  for (const bad of [undefined, 'x', persons.access_token, persons.id_token, `${head}.${forged_body}.${signature}`, `${unsigned_head}.${body}.`]) {
    const answer = await call('PATCH', 'users/auth0%7Cmia', { bearer: bad, body: { app_metadata: { tenants: { evil: 'owner' } } } });
    assert.equal(answer.status, 401, bad);
  }
  assert.equal((await read('auth0|mia')).app_metadata, undefined);
});

test('a token without the scope is 403', async () => {
  const { body } = await management_token({ scope: 'read:users' });
  const answer = await call('PATCH', 'users/auth0%7Cmia', { bearer: body.access_token, body: { app_metadata: {} } });
  assert.equal(answer.status, 403);
  assert.equal(answer.body.errorCode, 'insufficient_scope');
});

test('what is no app_metadata is 400', async () => {
  for (const body of [{}, { app_metadata: [] }, { app_metadata: 'x' }, { app_metadata: {}, email: 'evil@example.org' }]) {
    assert.equal((await call('PATCH', 'users/auth0%7Cmia', { bearer, body })).status, 400, JSON.stringify(body));
  }
});

test('the access token of a confined person names the garage and the role there, and no other garage', async () => {
  await patch('auth0|adam', { tenant_id: 'demo-tenant', tenants: { 'demo-tenant': 'admin', 'acme-corp': 'owner' } });
  const asked = authorization();
  const { left_for } = await sign_in(new Browser(server), asked, 'adam@demo-tenant.example');
  const { body } = await redeem(server, asked, left_for.searchParams.get('code'));
  const claims = payload_of(body.access_token);
  assert.equal(claims['https://motovaultpro.com/tenant_id'], 'demo-tenant');
  assert.deepEqual(claims['https://motovaultpro.com/roles'], ['admin']);
  assert.ok(!JSON.stringify(claims).includes('acme-corp'));
});

test('memberships that are mirrored confine nobody', async () => {
  await patch('auth0|dora', { tenants: { 'demo-tenant': 'owner' } });
  const asked = authorization();
  const { left_for } = await sign_in(new Browser(server), asked, 'dora@demo-tenant.example');
  const { body } = await redeem(server, asked, left_for.searchParams.get('code'));
  const names = Object.keys(payload_of(body.access_token));
  assert.ok(!names.some((name) => /tenant_id|roles/.test(name)), names.join());
});

test('kill -9 and a restart keep app_metadata, and the token goes on to work', async () => {
  await patch('auth0|carl', { tenants: { 'acme-corp': 'owner' } });
  await server.stop('SIGKILL');
  server = await start(state, generous);
  assert.deepEqual((await read('auth0|carl')).app_metadata, { tenants: { 'acme-corp': 'owner' } });
});

test('more calls in a second than agreed are 429, and the answer says when to come back', async () => {
  await server.stop();
  server = await start(state, { MVP_IDP_MANAGEMENT_LIMIT_PER_S: '1' });
  const answers = await Promise.all(Array.from({ length: 12 }, () => call('GET', 'users/auth0%7Cmia', { bearer })));
  const over = answers.filter(({ status }) => status === 429);
  assert.ok(over.length > 0 && over.length < answers.length, `${over.length} of ${answers.length}`);
  for (const { headers, body } of over) {
    assert.equal(body.errorCode, 'too_many_requests');
    assert.equal(headers['x-ratelimit-limit'], '1');
    assert.equal(headers['x-ratelimit-remaining'], '0');
    assert.ok(Math.abs(Number(headers['x-ratelimit-reset']) - Date.now() / 1000) < 60);
  }
});
