/// The sign-in, bent: at the callback, at the provider, and on the way back into the site.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { Person, challenge_of, random } from '../identity_provider.js';
import { Tally } from '../tally.js';
import { other, own } from '../world.js';

const fewest_cases = 150;
const evil = 'http://evil.example';

/// A sign-in under way. @returns {{person, url, cookie}} the address with the code, and the cookie of the transaction.
async function under_way(world, person, slug = own, query = 'returnTo=%2F') {
  const origin = world.platform.origin(slug);
  const begun = await person.open(`${origin}/auth/login?${query}`);
  const url = await person.follow_until(begun.headers.location, `${origin}/auth/callback`);
  assert.ok(url.startsWith(`${origin}/auth/callback`), `no code, but ${url}`);
  return { person, url, cookie: person.cookies_at(slug) };
}

/// What would have gone wrong at a site.
function flaw_at(origin, { status, headers }) {
  if (status >= 500) return `answered ${status}`;
  if ((headers['set-cookie'] ?? []).some((line) => /^__Host-Http-mvp_sid=[^;]/.test(line))) return 'a session was opened';
  if (headers.location && new URL(headers.location, origin).origin !== origin) return `sent to ${headers.location}`;
  return status === 200 ? 'answered 200' : undefined;
}

const changed = (url, changes) => {
  const to = new URL(url);
  for (const [name, value] of Object.entries(changes)) value === undefined ? to.searchParams.delete(name) : to.searchParams.set(name, value);
  return to.href;
};

async function callbacks(world, tally) {
  const origin = world.platform.origin(own);
  const signed_in = () => world.people.twin.visitor;
  const issuer = `${world.platform.origin('auth')}/`;
  const attempt = async (what, url, person, headers = {}, options = {}) => {
    const answer = await person.open(url, { headers, ...options });
    tally.note(what, flaw_at(new URL(url).origin, answer));
    return answer;
  };
  const param = (url, name) => new URL(url).searchParams.get(name);
  const spoiled = {
    'no state': { state: undefined }, 'an empty state': { state: '' }, 'a state of the attacker': { state: random() }, 'no code': { code: undefined },
      'an empty code': { code: '' }, 'a code of the attacker': { code: random() },
    'no iss': { iss: undefined }, 'an empty iss': { iss: '' }, "another provider's iss": { iss: `${evil}/` }, 'iss without its slash': { iss: issuer.slice(0,
      -1) }, 'iss in upper case': { iss: issuer.toUpperCase() }, 'iss with https': { iss: issuer.replace('http:', 'https:') },
    'an error beside the code': { error: 'access_denied' }, 'an error that is markup': { error: '<script>alert(1)</script>' },
      'a state with a NUL': { state: '\0' }, 'a very long code': { code: 'c'.repeat(6000) },
  };
  for (const [what, changes] of Object.entries(spoiled)) {
    const { url, person } = await under_way(world, signed_in());
    const { status } = await attempt(`callback with ${what}`, changed(url, changes), person);
    // The transaction is spent by an attempt that got so far: the right answer comes too late.
    if (status === 303) await attempt(`callback with ${what}, then the right one`, url, person);
  }
  for (const change of [(state) => state.slice(0, -1), (state) => `${state}x`, (state) => state.toLowerCase(), (state) => [...state].reverse().join('')]) {
    const { url, person } = await under_way(world, signed_in());
    await attempt('callback with a state nearly right', changed(url, { state: change(param(url, 'state')) }), person);
  }

  const twice = await under_way(world, signed_in());
  await twice.person.open(twice.url);
  await attempt('callback a second time', twice.url, twice.person);
  await attempt('callback a second time with the cookie of the first', twice.url, new Person(world.platform.settings), { Cookie: twice.cookie });
  const [first, second] = [await under_way(world, signed_in()), await under_way(world, signed_in())];
  await attempt("callback of one tab with the cookie of another's", first.url, second.person);

  const attacker = world.people.mia.visitor;
  for (const [what, victim] of Object.entries({ 'who is nobody yet': new Person(world.platform.settings), 'who is signed in': world.people.vera.visitor })) {
    const { url } = await under_way(world, attacker);
    await attempt(`log-in CSRF: the attacker's callback by somebody ${what}`, url, victim);
    const trap = await under_way(world, attacker);
    if (victim === world.people.vera.visitor) {
      const own_one = await under_way(world, victim);
      await attempt("the attacker's code with the victim's state", changed(own_one.url, { code: param(trap.url, 'code') }), victim);
      const again = await under_way(world, victim);
      await attempt("the victim's code with the attacker's state and cookie", changed(again.url, { state: param(trap.url, 'state') }),
        new Person(world.platform.settings), { Cookie: trap.cookie });
    }
    await attempt('callback with an invented cookie', trap.url, new Person(world.platform.settings), { Cookie: `__Host-Http-mvp_tx=${random()}` });
  }

  for (const [what, slug] of Object.entries({ 'another garage': other, 'the platform garage': 'admin', 'the public site': null })) {
    const { url, cookie, person } = await under_way(world, signed_in());
    const there = url.replace(origin, world.platform.origin(slug));
    await attempt(`callback at ${what} with the cookie from here`, there, new Person(world.platform.settings), { Cookie: cookie });
    const theirs = await under_way(world, signed_in(), slug);
    await attempt(`callback at ${what} with its own state and the code from here`, changed(theirs.url, { code: param(url, 'code') }), person);
    const back = await under_way(world, signed_in(), slug);
    await attempt(`callback here with the state and code of ${what}`, back.url.replace(world.platform.origin(slug), origin),
      new Person(world.platform.settings), { Cookie: back.cookie });
  }
  for (const method of ['POST', 'PUT', 'HEAD']) {
    const { url, person } = await under_way(world, signed_in());
    const answer = await person.open(url, { method, headers: { Origin: evil } });
    if (method !== 'HEAD') tally.note(`callback by ${method}`, flaw_at(origin, answer));
  }
}

const away = ['//evil.example', '///evil.example', '/\\evil.example', '\\/evil.example', '\\\\evil.example', '/\t/evil.example', '/\n/evil.example',
  '/\r/evil.example', 'http://evil.example', 'https:evil.example', 'http:/evil.example', 'javascript:alert(1)',
  'data:text/html,x', '/%2f/evil.example', '%2f%2fevil.example', '/%5cevil.example', '/%09/evil.example', '//evil.example/%2f..', '/.//evil.example',
    '/..//evil.example', 'evil.example', '.evil.example', '@evil.example', ':80@evil.example', '/\u3002evil.example',
  '/\0/evil.example', ' //evil.example', '\u00a0//evil.example', '//evil.example@motovaultpro.localhost', '/x\r\nSet-Cookie: a=b',
    '/x\r\nLocation: http://evil.example', 'HTTP://EVIL.EXAMPLE', '//[::1]', '/'.repeat(3000), `/${'a'.repeat(5000)}`, ''];

async function returns(world, tally) {
  const person = world.people.twin.visitor;
  const origin = world.platform.origin(own);
  const landed = async (what, query) => {
    const begun = await person.open(`${origin}/auth/login?${query}`);
    // Too long for the edge: refused before it begins.
    if (begun.status >= 400) return tally.note(`returnTo ${what}`, begun.status < 500 ? undefined : `answered ${begun.status}`);
    const { status, headers } = await person.open(await person.follow_until(begun.headers.location, `${origin}/auth/callback`));
    const to = headers.location;
    const is_home = status === 303 && to.startsWith('/') && !/[\\\x00-\x20]/.test(to) && new URL(to, origin).origin === origin;
    return tally.note(`returnTo ${what}`, is_home ? undefined : `${status}, sent to ${to}`);
  };
  for (const value of away) await landed(JSON.stringify(value).slice(0, 60), `returnTo=${encodeURIComponent(value)}`);
  for (const query of ['returnTo=/ok&returnTo=//evil.example', 'returnTo=//evil.example&returnTo=/ok', 'returnTo[]=//evil.example', 'returnto=//evil.example',
    'returnTo=/;//evil.example', 'returnTo=//evil%2eexample', 'returnTo=%00//evil.example']) await landed(query, query);
}

async function at_the_provider(world, tally) {
  const client = world.client();
  const person = world.people.mia.visitor;
  const good = () => ({ code_challenge: challenge_of(random()) });
  const asks = {
    'no challenge': {}, 'no challenge and no method': { code_challenge_method: undefined }, 'a plain challenge': { code_challenge: random(),
      code_challenge_method: 'plain' }, 'no challenge method': { ...good(),
      code_challenge_method: undefined }, 'an empty challenge': { code_challenge: '' },
    'a token': { ...good(), response_type: 'token' }, 'an ID token': { ...good(), response_type: 'id_token' }, 'a code and a token': { ...good(),
      response_type: 'code token' }, 'an unknown client': { ...good(), client_id: 'evil' }, 'no client': { ...good(), client_id: undefined },
        'an unknown audience': { ...good(), audience: evil },
    'a request object': { ...good(), request: 'eyJhbGciOiJub25lIn0.e30.' }, 'a request by address': { ...good(), request_uri: `${evil}/request` },
  };
  const home = client.redirect_uri;
  const host = world.host(own);
  for (const uri of [evil, `${evil}/auth/callback`, home.replace(host, `${host}.evil.example`), home.replace(host, `evil.example/${host}`),
    home.replace('http://', 'http://evil.example@'), home.replace('http://', `http://${host}@evil.example/`), `${home}/../x`, `${home}?x=1`, `${home}#x`,
      `${home}/`, `${home}%2f..`, home.replace('/auth/callback', '/'), home.replace('/auth/callback', '/auth/callback2'),
    home.replace('http:', 'https:'), home.replace('demo-tenant', 'demo-tenant.x'), home.replace('demo-tenant', '*'), home.replace('demo-tenant', 'www'),
      home.replace('demo-tenant', 'DEMO-tenant'), home.replace(/:\d+/, ':1'), home.replace(/:\d+/, ''), 'javascript:alert(1)', '', undefined, `${home} ${evil}`,
        `${home}\\@evil.example`]) asks[`the answer sent to ${uri}`] = { ...good(), redirect_uri: uri };
  for (const [what, changes] of Object.entries(asks)) {
    const answer = await person.open(client.authorize_url(changes));
    const to = answer.headers.location && new URL(answer.headers.location, answer.url);
    const is_known = !to || to.href.startsWith(`${home}?`) || to.href.startsWith(`${home}#`) || to.origin === client.provider;
    const got = to && ['code', 'access_token', 'id_token'].find((name) => to.searchParams.has(name) || to.hash.includes(`${name}=`));
    tally.note(`the provider is asked for ${what}`, answer.status >= 500 ? `answered ${answer.status}` : !is_known ? `sent to ${to}` : got ? `gave a ${got}` : undefined);
  }

  const fresh = async (whose = client) => {
    const verifier = random();
    return { verifier, code: new URL(await whose.code_for(person, { email: world.people.mia.email, verifier })).searchParams.get('code') };
  };
  const refused = async (what, answer) => tally.note(`the token endpoint gets ${what}`, answer.status >= 400 && answer.status < 500 ? undefined
    : `${answer.status} ${answer.text.slice(0, 120)}`);
  const landing = world.landing_client();
  const stranger = new Person(world.platform.settings);
  const exchange = async (what, change, whose = client) => {
    const { verifier, code } = await fresh();
    await refused(what, await whose.token(stranger, { code, code_verifier: verifier, ...change }));
  };
  await exchange('no verifier', { code_verifier: '' });
  await exchange('another verifier', { code_verifier: random() });
  await exchange('the address of another garage', { redirect_uri: world.client(other).redirect_uri });
  await exchange('no address', { redirect_uri: '' });
  await exchange("a code of another client's", { redirect_uri: client.redirect_uri }, landing);
  await exchange('a wrong secret', {}, Object.assign(world.client(), { secret: random() }));
  for (const grant_type of ['password', 'client_credentials', 'implicit', 'urn:ietf:params:oauth:grant-type:device_code',
    '']) await exchange(`the grant ${grant_type}`, { grant_type, username: world.people.mia.email, password: 'motovault' });
  const { verifier, code } = await fresh();
  await refused('no client', await stranger.open(`${client.provider}/oauth/token`, { method: 'POST', form: { grant_type: 'authorization_code', code,
    code_verifier: verifier, redirect_uri: home } }));
  const used = await client.token(stranger, { code, code_verifier: verifier });
  assert.equal(used.status, 200, used.text);
  await refused('a code a second time', await client.token(stranger, { code, code_verifier: verifier }));
  const { refresh_token } = JSON.parse(used.text);
  await refused('the refresh token of a code used twice', await client.token(stranger, { grant_type: 'refresh_token', refresh_token }));
  const kept = await client.tokens_of(person, world.people.mia.email);
  await refused("another client's refresh token", await landing.token(stranger, { grant_type: 'refresh_token', refresh_token: kept.refresh_token }));
  await client.token(stranger, { grant_type: 'refresh_token', refresh_token: kept.refresh_token });
  await refused('a refresh token a second time', await client.token(stranger, { grant_type: 'refresh_token', refresh_token: kept.refresh_token }));
}

export function oidc(stage) {
  test('no bent sign-in opens a session or leads out of the site', { timeout: 120_000 }, async () => {
    const tally = new Tally('oidc', fewest_cases);
    await callbacks(stage.world, tally);
    await returns(stage.world, tally);
    await at_the_provider(stage.world, tally);
    // The control: the straight way works.
    const { person, url } = await under_way(stage.world, stage.world.people.twin.visitor);
    assert.match(`${(await person.open(url)).headers['set-cookie']}`, /__Host-Http-mvp_sid=[^;]/);
    tally.close();
  });
}
