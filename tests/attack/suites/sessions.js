/// Sessions that should have ended, or that somebody else has begun.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { password } from '../../../tools/seed/people.js';
import { until } from '../../journeys/platform.js';
import { logout_token } from '../forgeries.js';
import { Person, random } from '../identity_provider.js';
import { Tally } from '../tally.js';
import { send } from '../wire.js';
import { other, own, spare } from '../world.js';

const fewest_cases = 39;
/// What the platform promises; what it grants to the way there and back.
const promised_ms = 2000;
const way_ms = 200;
const cookie = '__Host-Http-mvp_sid';

/// Calls a garage with a stolen cookie, as the garage's own page would.
const replay = (world, slug, session, path = '/api/vehicles', options = {}) => send(world.edge_port, { host: world.host(slug), path, ...options, headers: {
  Cookie: `${cookie}=${session}`, 'X-MVP-CSRF': '1', Origin: world.platform.origin(slug), 'Sec-Fetch-Site': 'same-origin', ...options.headers,
} });

async function sign_in(world, slug, { email, secret = password }) {
  const person = new Person(world.platform.settings);
  await person.enter(`${world.platform.origin(slug)}/auth/login?returnTo=%2F`, { email, secret });
  assert.ok(person.session_at(slug), `${email} was not signed in at ${slug}`);
  return person;
}

/// After `act`, `attempt` (true: still accepted) must not be accepted any more once the time promised is over.
async function ends(tally, what, act, attempt) {
  assert.equal(await attempt(), true, `${what}: it did not work before`);
  await act();
  const ended_at = Date.now();
  let last_accepted = ended_at;
  const is_over = async () => {
    const asked_at = Date.now();
    const is_accepted = await attempt();
    if (is_accepted) last_accepted = asked_at;
    return !is_accepted;
  };
  const in_time = await until(what, is_over, { within_ms: 10_000, every_ms: 50 }).catch(() => false);
  const lasted_ms = last_accepted - ended_at;
  console.log(`attack sessions: ${what}: accepted for ${lasted_ms} ms more`);
  tally.note(what, !in_time ? 'it never ended' : lasted_ms > promised_ms + way_ms ? `accepted for ${lasted_ms} ms more` : undefined);
}

async function fixation(world, tally) {
  const planted = random();
  const origin = world.platform.origin(own);
  for (const [what, value] of Object.entries({ 'an invented value': planted, "the attacker's own session": world.people.mia.visitor.session_at(own) })) {
    const person = new Person(world.platform.settings);
    const begun = await person.open(`${origin}/auth/login?returnTo=%2F`, { headers: { Cookie: `${cookie}=${value}` } });
    const form = await person.follow(begun.headers.location);
    const action = /action="(\/u\/[\w-]+\/)login"/.exec(form.text)[1];
    const provider = world.platform.origin('auth');
    const callback = await person.follow_until(`${provider}${action}login`, `${origin}/auth/callback`, { method: 'POST', form: { email: world.people.vera.email,
      password }, headers: { Origin: provider } });
    const answer = await person.open(callback, { headers: { Cookie: `${cookie}=${value}; ${person.cookies_at(own)}` } });
    assert.equal(answer.status, 303, answer.text);
    tally.note(`${what} is planted: the session is that value`, person.session_at(own) === value ? 'it is' : undefined);
    const { status, text } = await replay(world, own, value, '/auth/session');
    tally.note(`${what} is planted: it leads into the victim's session`, status === 200 && text.includes(world.people.vera.sub) ? 'it does' : undefined);
  }
  // The attacker's own session was thrown away by that; they need another one.
  await world.people.mia.visitor.follow(`${origin}/auth/login?returnTo=%2F`);
  const person = await sign_in(world, own, world.people.vera);
  const before = person.session_at(own);
  await person.follow(`${origin}/auth/login?returnTo=%2F`);
  tally.note('signing in again keeps the session', person.session_at(own) === before ? 'it does' : undefined);
  tally.note('the session before signing in again', (await replay(world, own, before)).status === 401 ? undefined : 'it still works');
  for (const value of ['', 'x', before.slice(0, -1), `${before}x`, before.toLowerCase(), [...before].reverse().join(''), `session:${before}`, '../', '*',
    '\u0001'.repeat(32), 'A'.repeat(43), 'A'.repeat(4000)]) {
    const { status } = await replay(world, own, encodeURI(value));
    tally.note(`the session ${JSON.stringify(value).slice(0, 20)}`, status === 401 || status === 400 ? undefined : `answered ${status}`);
  }
  for (const slug of [other, 'admin', undefined]) {
    const { status } = await replay(world, slug, person.session_at(own), slug ? '/auth/session' : '/api/me');
    tally.note(`the session of one garage at ${slug ?? 'the public site'}`, status === 401 ? undefined : `answered ${status}`);
  }
}

/// The provider says that a person has left: their sessions end at every site.
async function end_at_the_provider(world, tally) {
  const { sub } = world.people.vera;
  const here = (await sign_in(world, own, world.people.vera)).session_at(own);
  const is_in = async () => (await replay(world, own, here)).status === 200;
  await ends(tally, 'the provider ends the session', async () => {
    const provider_jwk = JSON.parse(world.file('idp', 'keys.json')).jwks.keys[0];
    const body = `${new URLSearchParams({ logout_token: logout_token({ provider_jwk, issuer: `${world.platform.origin('auth')}/`, sub }) })}`;
    const headers = { 'Content-Type': 'application/x-www-form-urlencoded' };
    const { status, text } = await send(world.edge_port, { host: world.host(), method: 'POST', path: '/auth/backchannel-logout', headers, body });
    assert.equal(status, 200, text);
  }, is_in);
}

async function log_out(world, tally) {
  for (const [slug, path] of [[own, '/api/vehicles'], [undefined, '/api/me']]) {
    const person = await sign_in(world, slug, world.people.vera);
    const session = person.session_at(slug);
    const is_in = async () => (await replay(world, slug, session, path)).status === 200;
    await ends(tally, `log-out at ${slug ?? 'the public site'}`, async () => {
      const answer = await person.api(slug, '/auth/logout', { method: 'POST' });
      assert.equal(answer.status, 200, answer.text);
    }, is_in);
    for (const asked of ['/auth/session', path]) tally.note(`after log-out: ${asked}`, (await replay(world, slug, session, asked)).status === 401 ? undefined
      : 'it still works');
  }
}

export function sessions(stage) {
  test('a session is of the one who signed in, and ends when it should', { timeout: 120_000 }, async () => {
    const { world } = stage;
    const tally = new Tally('sessions', fewest_cases);
    await fixation(world, tally);
    await log_out(world, tally);
    await end_at_the_provider(world, tally);

    const { leaver, olivia } = world.people;
    const post = { method: 'POST', body: '{"nickname":"Left behind"}', headers: { 'Content-Type': 'application/json' } };
    const within = (slug, role) => until(`the ${role} has arrived`, async () => (await replay(world, slug, session, '/auth/session')).text.includes(`"role":"${role}"`));
    await world.set_member(own, leaver, 'admin');
    const { session_at } = await sign_in(world, own, leaver).then((person) => ({ session_at: person.session_at(own) }));
    const session = session_at;
    const asks = (path, options) => async () => (await replay(world, own, session, path, options)).status < 300;
    const by_token = async () => (await send(world.edge_port, { host: world.host(own), path: '/api/vehicles',
      headers: { Authorization: `Bearer ${leaver.token}` } })).status === 200;

    await within(own, 'admin');
    await ends(tally, 'an admin becomes a member: the sign-ups', () => world.set_member(own, leaver, 'member'), asks('/api/signups'));
    await within(own, 'member');
    await ends(tally, 'a member becomes a viewer: a new car', () => world.set_member(own, leaver, 'viewer'), asks('/api/vehicles', post));
    await ends(tally, 'a viewer is suspended: the cars', () => world.set_member(own, leaver, 'viewer', 'suspended'), asks('/api/vehicles'));
    await world.set_member(own, leaver, 'viewer');
    await within(own, 'viewer');
    await ends(tally, 'a viewer is suspended: the cars, by access token', () => world.set_member(own, leaver, 'viewer', 'suspended'), by_token);
    tally.note('a suspended viewer asks who they are', (await replay(world, own, session, '/auth/session')).status === 403 ? undefined : 'and is told a role');
    await world.set_member(own, leaver, 'viewer');
    await within(own, 'viewer');
    await ends(tally, 'a viewer is removed: the cars', () => world.must(olivia.token, 'DELETE', `/tenants/${own}/members/${encodeURIComponent(leaver.sub)}`),
      asks('/api/vehicles'));

    await world.must(olivia.token, 'POST', `/tenants/${spare}/resume?wait=60`).catch(() => undefined);
    await world.set_member(spare, leaver, 'owner');
    const owner = await until('the spare garage opens', () => sign_in(world, spare, leaver));
    await until('the owner has arrived', async () => (await owner.api(spare, '/api/vehicles')).status === 200);
    const of_spare = async () => (await replay(world, spare, owner.session_at(spare))).status === 200;
    await ends(tally, 'the garage is suspended: the cars', () => world.must(olivia.token, 'POST', `/tenants/${spare}/suspend`, { reason: 'attack' }), of_spare);
    for (const path of ['/api/vehicles', '/api/settings', '/api/members', '/auth/session']) {
      const { status } = await replay(world, spare, owner.session_at(spare), path);
      tally.note(`the garage is suspended: ${path}`, [401, 403, 404, 503].includes(status) ? undefined : `answered ${status}`);
    }
    tally.close();
  });
}
