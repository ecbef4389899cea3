/// Forged tokens at every service.
import assert from 'node:assert/strict';
import { createPrivateKey } from 'node:crypto';
import { test } from 'node:test';

import { compact, parts_of, private_key, rs256 } from '../forge.js';
import { forgeries, logout_flaws, logout_token } from '../forgeries.js';
import { Tally } from '../tally.js';
import { each, send } from '../wire.js';
import { other, own } from '../world.js';

const fewest_cases = 1_950;

/// What each service gives to whoever is signed in, and the rest of what it has to say about a token.
const doors = (world) => ({
  garage: { port: world.edge_port, host: world.host(own), path: '/api/vehicles' },
  'garage, as a service': { port: world.edge_port, host: world.host(own), path: '/api/members' },
  landing: { port: world.edge_port, host: world.host(), path: '/api/me' },
  tenants: { port: world.tenants_port, path: '/api/v1/me' },
  'tenants, as a service': { port: world.tenants_port, path: `/api/v1/tenants/${own}/snapshot` },
  catalog: { port: world.catalog_port, path: '/api/v1/vehicles/years' },
});
const show = (door, token, headers = {}) => send(door.port, { host: door.host, path: door.path, headers: { Authorization: `Bearer ${token}`, ...headers } });

/// What the provider gives the control plane for its Management API: a good token, for something else.
async function management_token(world) {
  const asked = { grant_type: 'client_credentials', client_id: 'mvp-management', client_secret: world.file('secrets', 'oidc_management_secret'),
    audience: `${world.platform.origin('auth')}/api/v2/` };
  const { status, text } = await send(world.edge_port, { host: world.host('auth'), method: 'POST', path: '/oauth/token', body: `${new URLSearchParams(asked)}`, headers: {
    'Content-Type': 'application/x-www-form-urlencoded',
  } });
  assert.equal(status, 200, text);
  return JSON.parse(text).access_token;
}

/// Forged notices of a log-out: anybody could end anybody's sessions with them.
async function logouts(world, tally, provider_jwk, list) {
  const told = { provider_jwk, issuer: `${world.platform.origin('auth')}/`, sub: 'auth0|nobody-at-all' };
  const post = (token) => send(world.edge_port, { host: world.host(), method: 'POST', path: '/auth/backchannel-logout',
    body: `${new URLSearchParams({ logout_token: token })}`, headers: {
    'Content-Type': 'application/x-www-form-urlencoded',
  } });
  const refused = async (what, token) => {
    const { status, text } = await post(token);
    tally.note(`a notice of log-out: ${what}`, [400, 413].includes(status) ? undefined : `${status} ${text.slice(0, 160)}`);
  };
  for (const [what, token] of list) await refused(what, token);
  for (const [what, changes, head] of logout_flaws(told.issuer)) await refused(what, logout_token(told, changes, head));
  const good = logout_token(told);
  assert.equal((await post(good)).status, 200, 'the control: a good notice is taken');
  await refused('a good one a second time', good);
}

export function tokens(stage) {
  test('no service believes a forged token', { timeout: 120_000 }, async () => {
    const { world } = stage;
    const tally = new Tally('tokens', fewest_cases);
    const person = world.people.twin;
    const provider_jwk = JSON.parse(world.file('idp', 'keys.json')).jwks.keys[0];
    const service_token = await world.service_token('garage', own);
    const service_key = createPrivateKey(world.file('secrets', 'tenants_signing_key.pem'));
    const list = [...forgeries(person.tokens, provider_jwk, { service_token, service_key, issuer: `${world.platform.origin('auth')}/` }),
      ["the control plane's token for the provider's Management API", await management_token(world)]];
    const all = Object.entries(doors(world)).flatMap(([service, door]) => list.map(([what, token]) => ({ service, door, what, token })));
    await each(all, async ({ service, door, what, token }) => {
      // Node refuses to send what no header may hold; the services never see it.
      if (/[^\x20-\x7e]/.test(token)) return;
      const { status, text } = await show(door, token);
      const is_refusal = status === 401 || (status === 431 && token.length > 8000) || (status === 400 && token.length > 8000);
      tally.note(`${what} at ${service}`, is_refusal ? undefined : `${status} ${text.slice(0, 160)}`);
    });

    // The control: the same hands make a good token, so it was the forgery that was refused.
    const [header, claims] = parts_of(person.token);
    const good = compact(header, { ...claims, jti: 'control' }, rs256(private_key(provider_jwk)));
    for (const [service, door] of Object.entries(doors(world))) {
      const { status, text } = await show(door, service.startsWith('tenants, as') ? service_token : good);
      assert.equal(status, 200, `${service}: ${text}`);
    }

    const with_tenant = (tenant) => compact(header, { ...claims, 'https://motovaultpro.com/tenant_id': tenant }, rs256(private_key(provider_jwk)));
    for (const tenant of [other, 'admin', 'nobody-here', `${own} `, own.toUpperCase()]) {
      const { status, text } = await show(doors(world).garage, with_tenant(tenant));
      tally.note(`a good token for the tenant ${JSON.stringify(tenant)}`, [401, 403].includes(status) ? undefined : `${status} ${text.slice(0, 160)}`);
    }
    for (const door of ['tenants', 'tenants, as a service', 'catalog']) for (const [whose, token] of Object.entries({ person: good, service: service_token })) {
      for (const tenant of [other, 'admin', '', '*']) {
        if (door === 'tenants' && whose === 'service') continue;
        const { status, text } = await show(doors(world)[door], token, { 'X-Tenant-ID': tenant });
        tally.note(`X-Tenant-ID ${JSON.stringify(tenant)} with a ${whose}'s token at ${door}`, [401, 403, 404].includes(status) || (tenant === ''
          && whose === 'person') ? undefined : `${status} ${text.slice(0, 160)}`);
      }
    }
    await logouts(world, tally, provider_jwk, list);
    tally.note("another tenant's service asks for this one's members", (await show(doors(world)['tenants, as a service'], await world.service_token('garage',
      other))).status === 404 ? undefined : 'it got an answer');
    tally.note('a person asks as a service', (await show(doors(world)['tenants, as a service'], good)).status === 403 ? undefined : 'they got an answer');
    for (const service of ['garage', 'landing', 'tenants']) {
      const { status } = await show(doors(world)[service], service_token);
      tally.note(`a service asks ${service} as a person`, [401, 403].includes(status) ? undefined : `${status}`);
    }
    tally.close();
  });
}
