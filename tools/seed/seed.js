/// Fills a running platform with the demonstration. Running it again adds only what is missing.
/// usage: node tools/seed/seed.js      settings: MVP_EDGE_PORT MVP_DOMAIN, and MVP_VAR_DIR for bin/mvp
import { setTimeout as pause } from 'node:timers/promises';

import { cars } from './cars.js';
import { fill_ups } from './history.js';
import { ensure_garage, operate } from './operator.js';
import { garages, people } from './people.js';
import { member_visit } from './sign_in.js';
import { Visitor } from './visitor.js';

const settings = { edge_port: Number(process.env.MVP_EDGE_PORT ?? 8080), domain: process.env.MVP_DOMAIN ?? 'motovaultpro.localhost' };
const day_ms = 86_400_000;

/// @returns the body of an answer of the status wanted. @throws otherwise, with what the service said.
async function expect(status, visitor, slug, path, options) {
  const answer = await visitor.api(slug, path, options);
  if (answer.status !== status) throw new Error(`${options?.method ?? 'GET'} ${path} at ${slug}: ${answer.status} ${answer.text}`);
  return answer.body;
}

async function wait_for_garage(id) {
  const visitor = new Visitor(settings);
  for (const end = Date.now() + 60_000; Date.now() < end; await pause(300)) {
    if ((await visitor.open(`${visitor.origin(id)}/health`)).status === 200) return;
  }
  throw new Error(`${id} does not answer within a minute`);
}

async function seed_garages() {
  for (const garage of garages) {
    const is_new = await ensure_garage(garage);
    await wait_for_garage(garage.id);
    console.log(`garage ${garage.id}: ${is_new ? 'created' : 'is there'}`);
  }
}

async function seed_people() {
  for (const { sub, email, name, garage, role, is_platform_admin } of Object.values(people)) {
    await operate('member', 'set', garage, sub, '--email', email, '--name', name, '--role', role);
    if (is_platform_admin) await operate('platform-admin', 'grant', sub, '--email', email);
    console.log(`${name}: ${role} of ${garage}${is_platform_admin ? ', administrator of the platform' : ''}`);
  }
}

/// The first fill-up that is stored says when the history began, so an interrupted one goes on where it stopped.
function planned(past, stored) {
  const first = stored.map(({ filled_at }) => Date.parse(filled_at)).sort((a, b) => a - b)[0];
  const today = Math.floor(Date.now() / day_ms) * day_ms;
  return fill_ups({ ...past, start_ms: first ?? today - (past.span_days + 12) * day_ms });
}

async function seed_car(visitor, slug, { vehicle, past }) {
  const { items } = await expect(200, visitor, slug, '/api/vehicles?limit=200');
  const known = items.find(({ nickname }) => nickname === vehicle.nickname);
  const { id } = known ?? (await expect(201, visitor, slug, '/api/vehicles', { method: 'POST', json: vehicle }));
  const path = `/api/vehicles/${id}/fuel-logs`;
  const stored = (await expect(200, visitor, slug, `${path}?limit=200`)).items;
  const times = new Set(stored.map(({ filled_at }) => Date.parse(filled_at)));
  const missing = stored.length >= past.count ? [] : planned(past, stored).filter(({ filled_at }) => !times.has(Date.parse(filled_at)));
  for (const log of missing) await expect(201, visitor, slug, path, { method: 'POST', json: { ...log, currency: vehicle.currency } });
  console.log(`${slug}: ${vehicle.nickname} ${known ? 'is there' : 'added'}, ${missing.length} fill-ups added`);
}

await seed_garages();
await seed_people();
const visits = new Map();
for (const { owner, ...car } of cars) {
  if (!visits.has(owner)) visits.set(owner, await member_visit(settings, people[owner]));
  await seed_car(visits.get(owner), people[owner].garage, car);
}
