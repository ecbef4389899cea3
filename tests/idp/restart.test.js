import assert from 'node:assert/strict';
import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, test } from 'node:test';

import { Browser, ask, authorization, redeem, refresh, sign_in } from './browser.js';
import { environment_of, new_state, run_to_end, start } from './provider.js';

let state;
let server;
beforeEach(() => (state = new_state()));
afterEach(async () => {
  await server?.stop('SIGKILL');
  server = undefined;
  state.remove();
});

test('kill -9 and a restart keep the session, the refresh token, the keys and the people', async () => {
  server = await start(state);
  const browser = new Browser(server);
  const first = authorization({ screen_hint: 'signup' });
  await browser.follow(first.url);
  const person = { name: 'Kim Kept', email: 'kim@kept.example', password: 'still here after' };
  const { left_for } = await browser.follow(`${browser.at}/signup`, { method: 'POST', form: person });
  const { body: tokens } = await redeem(server, first, left_for.searchParams.get('code'));
  const keys = (await ask(server.port, '/.well-known/jwks.json')).text;
  await server.stop('SIGKILL');
  appendFileSync(join(state.root, 'idp', 'sessions.journal'), '{"key":"Session:torn","val');

  server = browser.server = await start(state);
  assert.equal((await ask(server.port, '/.well-known/jwks.json')).text, keys);
  const silent = await browser.follow(authorization({ prompt: 'none' }).url);
  assert.ok(silent.left_for.searchParams.get('code'), silent.left_for.href);
  const renewed = await refresh(server, 'mvp-garage', tokens.refresh_token);
  assert.equal(renewed.status, 200);
  assert.equal((await sign_in(new Browser(server), authorization(), person.email, person.password)).left_for.host, 'demo-tenant.motovaultpro.localhost:8080');

  await server.stop('SIGKILL');
  server = await start(state);
  assert.equal((await refresh(server, 'mvp-garage', tokens.refresh_token)).body.error, 'invalid_grant', 'reuse is noticed across restarts');
});

test('SIGTERM ends it with status 0', async () => {
  server = await start(state);
  const { code } = await server.stop('SIGTERM');
  server = undefined;
  assert.equal(code, 0);
});

for (const [what, change, sentence] of [
  ['outside development', { MVP_ENV: 'production' }, /MVP_ENV is not "development"/],
  ['without MVP_ENV', { MVP_ENV: undefined }, /MVP_ENV is not "development"/],
  ['on an address others can reach', { MVP_IDP_HOST: '0.0.0.0' }, /not a loopback address/],
  ['for a public issuer', { MVP_OIDC_ISSUER: 'https://auth.motovaultpro.com/' }, /not a name of this machine/],
  ['without a client secret', { MVP_IDP_GARAGE_SECRET_FILE: '/nonexistent' }, /MVP_IDP_GARAGE_SECRET_FILE/],
]) {
  test(`it refuses to start ${what}`, async () => {
    const { code, output } = await run_to_end({ ...environment_of(state), ...change });
    assert.equal(code, 1);
    assert.match(output, sentence);
    assert.ok(!output.includes('    at '), 'a sentence, not a stack trace');
  });
}
