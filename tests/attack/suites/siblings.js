/// What a page under a sibling's name, or a stranger's, can do to somebody who is signed in: in a real browser.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { launch, new_person, sign_in } from '../../journeys/browser.js';
import { AttackerSite } from '../attacker.js';
import { random } from '../identity_provider.js';
import { Tally } from '../tally.js';
import { own } from '../world.js';

const fewest_cases = 360;
const session = '__Host-Http-mvp_sid';
const names = [session, '__Host-Http-mvp_tx', 'mvp_sid', session.toLowerCase(), '__Secure-mvp_sid', '__Host-mvp_sid'];

/// Who the victim's browser is at the garage; what they own there.
const state_of = (page, origin) => page.evaluate(async (at) => {
  const headers = { 'X-MVP-CSRF': '1' };
  const who = await fetch(`${at}/auth/session`, { headers });
  const cars = await fetch(`${at}/api/vehicles?limit=200`, { headers });
  return JSON.stringify([who.status, (await who.json()).user?.sub, cars.status, (await cars.json()).items?.map(({ id, version, nickname }) => [id, version, nickname])]);
}, origin);

/// Ways to set a cookie for the whole domain. @returns [what, headers, script][]
function tosses(domain) {
  const out = [];
  for (const name of names) for (const value of [random(), '']) for (const attributes of [`Domain=${domain}; Path=/`, `Domain=${domain}; Path=/api`,
    `Domain=${domain}; Path=/; Secure`, `Domain=${domain}; Path=/; Secure; HttpOnly`]) {
    out.push([`${name}=${value && 'value'}; ${attributes}`, `${name}=${value}; ${attributes}`]);
  }
  for (const odd of [`=${session}=${random()}`, `=${session}`, ` ${session}=${random()}`, `${session} =${random()}`, `\t${session}=${random()}`,
    `$${session}=${random()}`, `x="; ${session}=${random()}"`]) out.push([`cookie ${odd.slice(0, 24)}`, `${odd}; Domain=${domain}; Path=/`]);
  return out;
}

async function toss(world, tally, page, site) {
  const domain = world.host().split(':')[0];
  const origin = world.platform.origin(own);
  const home = await page.context().newPage();
  await home.goto(origin);
  const before = await state_of(home, origin);
  assert.match(before, /^\[200,"auth0\|mia",200/);
  const all = tosses(domain);
  for (let at = 0; at < all.length; at += 8) {
    const some = all.slice(at, at + 8);
    await page.goto(site.origin(`evil-garage.${domain}`) + site.put('', { 'Set-Cookie': some.map(([, line]) => line.replaceAll('\t', ' ')) }));
    await page.evaluate((lines) => lines.forEach((line) => { document.cookie = line; }), some.map(([, line]) => line));
    const flaw = (await state_of(home, origin)) === before ? undefined : `the session is another, by this or one of ${some.length - 1} beside it`;
    for (const [what] of some) for (const way of ['header', 'script']) tally.note(`tossed by ${way}: ${what}`, flaw);
  }
  await page.evaluate(({ at, name }) => { for (let i = 0; i < 250; ++i) document.cookie = `${name}${i}=x; Domain=${at}; Path=/`; }, { at: domain, name: 'jar' });
  const after = JSON.parse(await state_of(home, origin));
  // A jar that overflows may cost the session; it must not make it another's.
  tally.note('the jar overflows', after[1] === undefined || after[1] === 'auth0|mia' ? undefined : `they are ${after[1]} now`);
  const planted = (await page.context().cookies(origin)).filter(({ name, value, domain: where }) => name === session && where.startsWith('.') && value);
  tally.note('a session cookie of the whole domain', planted.length ? 'the browser took it' : undefined);
  // The controls: cookies of the domain do arrive, and a change that is made shows.
  assert.ok((await page.context().cookies(origin)).some(({ name, domain: where }) => name.startsWith('jar') && where === `.${domain}`),
    'a sibling can set cookies at all');
  await home.close();
}

/// Requests that another site's page can make. @returns [what, script, group][]: the script gets the garage's origin and a car's id.
function forgeries() {
  const body = '{"nickname":"Forged"}';
  const form = (method, path, fields,
    enctype = '') => `const f = Object.assign(document.createElement('form'), { method: '${method}', action: at + '${path}', target: 'frame' + frames.length ${enctype && `, enctype: '${enctype}'`} });
    document.body.append(Object.assign(document.createElement('iframe'), { name: f.target }));
    for (const [n, v] of ${JSON.stringify(fields)}) f.append(Object.assign(document.createElement('input'), { name: n,
      value: v })); document.body.append(f); f.submit();`;
  const out = [];
  for (const path of ['/api/vehicles', '/auth/logout', '/api/settings']) {
    out.push([`form to ${path}`, form('post', path, [['nickname', 'Forged']])]);
    out.push([`form of text to ${path}`, form('post', path, [[body.slice(0, -1) + ',"notes":"', '"}']], 'text/plain')]);
    out.push([`form of parts to ${path}`, form('post', path, [['nickname', 'Forged']], 'multipart/form-data')]);
    for (const mode of ['cors', 'no-cors']) for (const type of ['text/plain', 'application/json',
      'application/x-www-form-urlencoded']) for (const csrf of [false, true]) {
      out.push([`fetch ${mode} of ${type}${csrf ? ' with the CSRF header' : ''} to ${path}`,
        `await fetch(at + '${path}', { method: 'POST', mode: '${mode}', credentials: 'include', body: '${body}', headers: { 'Content-Type': '${type}' ${csrf ? ", 'X-MVP-CSRF': '1'" : ''} } })`]);
    }
    out.push([`beacon to ${path}`, `navigator.sendBeacon(at + '${path}', new Blob(['${body}'], { type: 'text/plain' }))`]);
  }
  for (const method of ['PUT', 'DELETE', 'PATCH']) for (const path of ['/api/vehicles/', '/api/vehicles/']) out.push([`fetch ${method} of a car`,
    `await fetch(at + '${path}' + car, { method: '${method}', credentials: 'include', body: '${body}', headers: { 'If-Match': '"1"' } })`]);
  out.push(['a form that overrides its method', form('post', '/api/vehicles?_method=DELETE', [['_method', 'DELETE']])]);
  out.push(['a log-out by image', "await new Promise((r) => Object.assign(new Image(), { src: at + '/auth/logout', onerror: r, onload: r }))"]);
  return out;
}

/// Ways to look at what the victim sees. Each script returns what it has got hold of, or nothing.
const looks = {
  'fetch with cors': "const r = await fetch(at + '/api/vehicles', { credentials: 'include' }); return r.text()",
  'fetch with cors and the CSRF header': "const r = await fetch(at + '/api/vehicles', { credentials: 'include', headers: { 'X-MVP-CSRF': '1' } }); return r.text()",
  'fetch of who they are': "const r = await fetch(at + '/auth/session', { credentials: 'include' }); return r.text()",
  'fetch without cors': "const r = await fetch(at + '/api/vehicles', { credentials: 'include', mode: 'no-cors' }); return r.type === 'opaque' ? '' : r.text()",
  'fetch with cors of a page': "const r = await fetch(at + '/', { credentials: 'include' }); return r.text()",
  'XMLHttpRequest': "return new Promise((done) => { const x = new XMLHttpRequest(); x.open('GET', at + '/auth/session'); x.withCredentials = true; x.onload = () => done(x.responseText); x.onerror = () => done(''); x.send(); })",
  'a script': "return new Promise((done) => document.body.append(Object.assign(document.createElement('script'), { src: at + '/auth/session', onload: () => done('loaded'), onerror: () => done('') })))",
  'a style sheet': "return new Promise((done) => document.head.append(Object.assign(document.createElement('link'), { rel: 'stylesheet', href: at + '/auth/session', onload: () => done('loaded'), onerror: () => done('') })))",
  'an image': "return new Promise((done) => document.body.append(Object.assign(new Image(), { src: at + '/api/vehicles', onload: () => done('loaded'), onerror: () => done('') })))",
  'an event source': "return new Promise((done) => { const s = new EventSource(at + '/api/vehicles', { withCredentials: true }); s.onmessage = (e) => done(e.data); s.onerror = () => { s.close(); done('') } })",
  'a web socket': "return new Promise((done) => { const s = new WebSocket(at.replace('http', 'ws') + '/api/live'); s.onopen = () => done('open'); s.onerror = () => done('') })",
  'a worker': "try { new Worker(at + '/assets/x.js'); return 'started' } catch { return '' }",
  'their storage': "return Object.keys(localStorage).concat(document.cookie.includes('mvp') ? ['cookie'] : []).join()",
};

/// A frame tells by staying empty. @returns [what, markup][]
const frames = (at) => ['/', '/vehicles', '/auth/session', '/api/vehicles', '/health'].flatMap((path) => [
  [`frame of ${path}`, `<iframe src="${at}${path}"></iframe>`], [`sandboxed frame of ${path}`,
    `<iframe sandbox="allow-scripts allow-same-origin allow-forms" src="${at}${path}"></iframe>`],
  [`object of ${path}`, `<object data="${at}${path}" type="text/html"></object>`], [`embed of ${path}`, `<embed src="${at}${path}" type="text/html">`],
]);

async function from(world, tally, page, site, host) {
  const origin = world.platform.origin(own);
  const home = await page.context().newPage();
  await home.goto(origin);
  const before = await state_of(home, origin);
  const car = JSON.parse(before)[3][0][0];
  const base = site.put('');
  const run = (script) => page.evaluate(([code, at, id]) => new (Object.getPrototypeOf(async () => {}).constructor)('at', 'car', code)(at, id).catch(() => ''),
    [script, origin, car]);
  const all = forgeries();
  // Some at a time: their answers are awaited together, and a change is blamed on all of them.
  for (let at = 0; at < all.length; at += 16) {
    const some = all.slice(at, at + 16);
    await page.goto(site.origin(host) + base);
    for (const [, script] of some) await run(script);
    await page.waitForLoadState('networkidle');
    const flaw = (await state_of(home, origin)) === before ? undefined : `something has changed by this or one of ${some.length - 1} beside it`;
    for (const [what] of some) tally.note(`${what} from ${host}`, flaw);
  }
  await page.goto(site.origin(host) + base);
  for (const [what, script] of Object.entries(looks)) {
    const got = await run(script);
    tally.note(`${what} from ${host}`, got ? `it got ${String(got).slice(0, 60)}` : undefined);
  }
  const places = [origin, world.platform.origin(), world.platform.origin('auth')];
  const own_page = `${site.origin(host)}${site.put('the frame shows')}`;
  for (const at of places) {
    const all_frames = [['frame of its own page', `<iframe src="${own_page}"></iframe>`], ...frames(at)];
    const shown = [];
    await page.goto(site.origin(host) + site.put(all_frames.map(([, markup]) => markup).join('')));
    for (const element of await page.$$('iframe, object, embed')) {
      const frame = await element.contentFrame();
      const is_theirs = frame && [at, own_page].some((start) => frame.url().startsWith(start));
      shown.push(is_theirs ? (await frame.locator('body').innerText({ timeout: 2000 }).catch(() => '')).trim() : '');
    }
    assert.equal(shown.shift(), 'the frame shows', 'the control: what may be framed is seen');
    for (const [nth, [what]] of frames(at).entries()) tally.note(`${what} of ${at} from ${host}`, shown[nth] ? `it shows ${shown[nth].slice(0, 60)}` : undefined);
  }
  await page.goto(site.origin(host) + base);
  const opener = await page.evaluate(async (at) => {
    const opened = window.open(at);
    await new Promise((resolve) => setTimeout(resolve, 300));
    try { return opened.document.title; } catch { return opened.closed || opened.length === 0 ? '' : `${opened.length} frames`; }
  }, origin);
  tally.note(`a window opened from ${host}`, opener ? `it tells ${opener}` : undefined);
  await home.evaluate(() => fetch('/api/vehicles', { method: 'POST', body: '{"nickname":"Not forged"}', headers: { 'Content-Type': 'application/json',
    'X-MVP-CSRF': '1' } }));
  assert.notEqual(await state_of(home, origin), before, 'the control: a change is seen');
  await home.close();
}

export function siblings(stage) {
  test('a page next door reads nothing, changes nothing and frames nothing', { timeout: 180_000 }, async () => {
    const { world } = stage;
    const tally = new Tally('siblings', fewest_cases);
    const [browser, site] = [await launch(), await AttackerSite.start()];
    try {
      const domain = world.host().split(':')[0];
      const page = await new_person(browser);
      await sign_in(page, world.platform, own, world.people.mia.email);
      for (const host of [`evil-garage.${domain}`, 'stranger.localhost']) await from(world, tally, page, site, host);
      await toss(world, tally, page, site);
      await page.context().close();
    } finally {
      await browser.close();
      await site.stop();
    }
    tally.close();
  });
}
