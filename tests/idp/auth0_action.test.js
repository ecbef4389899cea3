/// The Action that Auth0 runs after each sign-in, with made-up events: no Auth0 is asked.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import vm from 'node:vm';

const source = readFileSync(new URL('../../deploy/auth0/actions/post_login.js', import.meta.url), 'utf8');
const audience = 'https://api.motovaultpro.com';
const name_space = 'https://motovaultpro.com/';

/// @returns the claims the Action adds to the access token.
async function claims_for(user, identifier = audience) {
  const action = vm.createContext({ exports: {} });
  vm.runInContext(source, action);
  const claims = {};
  const api = { accessToken: { setCustomClaim: (name, value) => (claims[name] = value) } };
  await action.exports.onExecutePostLogin({ user, resource_server: identifier && { identifier } }, api);
  return claims;
}

const mia = { email: 'mia@demo-tenant.example', name: 'Mia Member', email_verified: true };

test('the access token says who it is, under the namespace', async () => {
  assert.deepEqual(await claims_for(mia), {
    [`${name_space}email`]: mia.email, [`${name_space}name`]: mia.name, [`${name_space}email_verified`]: true,
  });
});

test('what people can write themselves confines them to nothing and lets them in nowhere', async () => {
  const claims = await claims_for({ ...mia, user_metadata: { tenant_id: 'admin', roles: ['owner'] } });
  assert.ok(!(`${name_space}tenant_id` in claims) && !(`${name_space}roles` in claims));
});

test('app_metadata may confine a person to one garage', async () => {
  assert.equal((await claims_for({ ...mia, app_metadata: { tenant_id: 'demo-tenant' } }))[`${name_space}tenant_id`], 'demo-tenant');
  for (const tenant_id of ['', 7, ['demo-tenant'], null]) assert.ok(!(`${name_space}tenant_id` in await claims_for({ ...mia, app_metadata: { tenant_id } })));
});

test('a confined token says the mirrored role in that garage, and nothing of others', async () => {
  const tenants = { 'demo-tenant': 'admin', 'acme-corp': 'owner' };
  const confined = await claims_for({ ...mia, app_metadata: { tenant_id: 'demo-tenant', tenants } });
  assert.deepEqual([...confined[`${name_space}roles`]], ['admin']);
  assert.ok(!JSON.stringify(confined).includes('acme-corp'));
  for (const odd of [undefined, null, 'x', { 'demo-tenant': 7 }, {}]) {
    assert.ok(!(`${name_space}roles` in await claims_for({ ...mia, app_metadata: { tenant_id: 'demo-tenant', tenants: odd } })));
  }
});

test('mirrored memberships alone confine nobody and show in no token', async () => {
  const claims = await claims_for({ ...mia, app_metadata: { tenants: { 'demo-tenant': 'owner' } } });
  assert.deepEqual(claims, await claims_for(mia));
});

test('an address that is not verified is not called so, whatever the value', async () => {
  for (const email_verified of [false, undefined, 'true', 1]) assert.equal((await claims_for({ ...mia, email_verified }))[`${name_space}email_verified`], false);
});

test('tokens for anything but our API are left alone', async () => {
  assert.deepEqual(await claims_for(mia, 'https://elsewhere.example'), {});
  assert.deepEqual(await claims_for(mia, null), {});
});
