/// What the identity provider knows of memberships: never the authority, always the platform's present state.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';

import { people } from '../../../tools/seed/people.js';
import { until } from '../platform.js';
import { newcomer } from './joining.js';

/// Somebody's garages and roles, asked of the provider's Management API as an administrator there would.
async function mirrored(platform, email) {
  const provider = platform.origin('auth');
  const visitor = platform.visitor();
  const client_secret = readFileSync(join(platform.var_dir, 'secrets', 'oidc_management_secret'), 'utf8').trim();
  const form = { grant_type: 'client_credentials', client_id: 'mvp-management', client_secret, audience: `${provider}/api/v2/` };
  const { access_token } = JSON.parse((await visitor.open(`${provider}/oauth/token`, { method: 'POST', form })).text);
  const found = await visitor.open(`${provider}/api/v2/users-by-email?email=${encodeURIComponent(email)}`, { headers: { Authorization: `Bearer ${access_token}` } });
  return JSON.parse(found.text)[0].app_metadata?.tenants;
}

export function identity_mirror(stage) {
  test('the provider is told of a member who was approved, and of those who were there before', async () => {
    await until('everybody is mirrored', () => stage.platform.sql('platform', "SELECT count(*) FROM identity_mirror WHERE state <> 'mirrored'") === '0');
    assert.deepEqual(await mirrored(stage.platform, newcomer.email), { 'demo-tenant': 'member' });
    assert.deepEqual(await mirrored(stage.platform, people.adam.email), { 'demo-tenant': 'admin' });
    assert.deepEqual(await mirrored(stage.platform, people.carl.email), { 'acme-corp': 'owner' });
  });
}
