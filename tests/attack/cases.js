/// The cases of the matrix: every operation of every contract, by everybody, with everybody's ids.
import { operations, services } from './contract.js';
import { verdict } from './rules.js';
import { other, own, spare } from './world.js';

/// What stands for every parameter of a path. A parameter with a name that is not here fails the suite.
export function objects_of(world) {
  const unknown = world.unknown();
  const by_tenant = (record) => ({ own: record[own], other: record[other], unknown: unknown.uuid });
  const vehicles = (part) => ({ own: world.vehicles[own][part], other: world.vehicles[other][part], unknown: unknown.uuid });
  const slugs = { own, other, unknown: unknown.slug };
  return {
    tenant: slugs, id: slugs,
    sub: { own: world.people.vera.sub, other: world.people.carl.sub, unknown: unknown.sub },
    signup: by_tenant(world.signups), invitation: by_tenant(world.invitations), operation: by_tenant(world.operations),
    mail: { own: world.mail, other: world.mail, unknown: unknown.uuid },
    vehicle: vehicles('vehicle'), fuel_log: vehicles('fuel_log'), reading: vehicles('reading'),
    session: by_tenant(world.sessions),
    key: { own: world.api_keys[own].id, other: world.api_keys[other].id, unknown: unknown.uuid },
    vin: { own: '1HGCM82633A004352', other: '1HGCM82633A004352', unknown: '1HGCM82633A004352' },
  };
}

const malformed = "%27%3B%20DROP%20TABLE%20vehicles--%0D%0A..%5C..%2F";
const names_in = (path) => [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);

/// Which kind of id stands in which place: all of a kind, or our own outer object with another's inner one.
function patterns(names) {
  if (!names.length) return [['none', []]];
  const all = ['own', 'other', 'unknown', 'malformed'].map((kind) => [kind, names.map(() => kind)]);
  if (names.length === 1) return all;
  const mixed = ['other', 'unknown', 'malformed'].map((kind) => [`own/${kind}`, [...names.slice(0, -1).map(() => 'own'), kind]]);
  return [...all, ...mixed];
}

function path_with(operation, kinds, objects) {
  let place = 0;
  return operation.path.replace(/\{(\w+)\}/g, (_, name) => {
    const kind = kinds[place++];
    const values = objects[name];
    if (!values?.own || !values.other) throw new Error(`${operation.service} ${operation.id}: no sample for {${name}}: add one to tests/attack/cases.js`);
    return kind === 'malformed' ? malformed : encodeURIComponent(values[kind]);
  });
}

/// Changes without a body that do no harm when they succeed. Any other one has to lose an object made for it, or fails the suite.
const harmless = new Set(['request_to_join', 'resume_tenant', 'cancel_operation', 'admin_resume_tenant', 'log_out', 'retry_mail']);

const slug_of = { own, other };

/// The garage a request is about: by its host, or by the tenant or the sign-up in its path.
function addressed(operation, names, kinds, host) {
  if (operation.service === 'garage') return host;
  const place = names.findIndex((name) => name === 'tenant' || name === 'signup');
  return place < 0 ? undefined : slug_of[kinds[place]];
}

/// Ways to a service: where, and what the caller shows.
const ways = {
  garage: [
    { host: own, by: 'cookie' }, { host: own, by: 'bearer' }, { host: other, by: 'cookie of another garage' }, { host: other, by: 'bearer' }, { host: 'admin',
      by: 'bearer' },
  ],
  landing: [{ by: 'cookie' }, { by: 'bearer' }],
  tenants: [{ by: 'bearer' }],
  catalog: [{ by: 'bearer' }],
};

const nobody = { what: 'anonymous', kind: 'nobody', roles: {} };

/// @returns 'refused' (by who asks), 'missing' (by what is asked for), 'allowed', or nothing where a case says nothing.
function expected(operation, who, way, at, kind) {
  const answer = verdict(operation, way.by === 'cookie of another garage' ? nobody : who, at);
  if (operation.access === 'anyone') return way.by === 'bearer' && way.host !== other ? 'allowed' : undefined;
  if (answer !== 'allowed') return answer === 'refused' ? 'refused' : undefined;
  const is_at_home = at === undefined || at === own || (at === 'admin' && (kind === 'none' || operation.access === 'platform_admin'));
  if (kind === 'own' || kind === 'none') return is_at_home ? 'allowed' : undefined;
  const has_objects = names_in(operation.path).some((name) => name !== 'vin');
  return has_objects && !who.is_platform_admin && is_at_home ? 'missing' : undefined;
}

/// @returns {{operation, who, way, at, kind, path, expected, what}[]}
export function cases(world, callers) {
  const objects = objects_of(world);
  const out = [];
  for (const service of services) {
    if (!ways[service]) throw new Error(`api/${service}.yaml: no way to that service: add one to tests/attack/cases.js`);
    for (const operation of operations(service)) {
      const names = names_in(operation.path);
      for (const [kind, kinds] of patterns(names)) for (const way of ways[service]) for (const who of callers) {
        if (way.by.startsWith('cookie') && !who.visitor) continue;
        const at = addressed(operation, names, kinds, way.host);
        const wanted = expected(operation, who, way, at, kind);
        if (!wanted) continue;
        const what = `${operation.method} ${operation.path} (${service}${way.host ? ` at ${way.host}` : ''}) by ${who.what} with ${way.by}, ${kind} id`;
        out.push({ operation, who, way, at, kind, path: path_with(operation, kinds, objects), expected: wanted, what });
      }
    }
  }
  return out;
}

/// A path whose objects may be lost: for callers who are allowed to lose them.
export async function harmless_path(world, { operation, who, path }) {
  const names = names_in(operation.path);
  if (operation.method === 'GET') return path;
  const objects = objects_of(world);
  const fresh = (values) => path_with(operation, names.map(() => 'own'), { ...objects, ...values });
  const both = (value) => ({ own: value, other: value });
  const garage = who.is_platform_admin ? spare : own;
  const is_safe = operation.method === 'DELETE' || operation.body || harmless.has(operation.id);
  if (!is_safe) throw new Error(`${operation.service} ${operation.id}: might do harm: add it to tests/attack/cases.js`);
  if (operation.method !== 'DELETE') return who.is_platform_admin && operation.access !== 'user' && names.includes('tenant') ? fresh({ tenant: both(spare) }) : path;
  if (names.includes('sub')) {
    const sub = `auth0|gone-${crypto.randomUUID()}`;
    await world.set_member(garage, { sub, email: 'gone@attack.example', name: 'Gone' }, 'viewer');
    return fresh({ tenant: both(garage), sub: both(sub) });
  }
  if (names.includes('invitation')) return fresh({ invitation: both(await world.new_invitation(own)) });
  if (names.includes('tenant')) return fresh({ tenant: both(spare) });
  if (names.includes('session')) return fresh({ session: both(await world.new_session(own, who)) });
  if (names.includes('key')) return fresh({ key: both((await world.new_api_key(own, who.visitor)).id) });
  if (!names.includes('vehicle')) throw new Error(`${operation.service} ${operation.id}: no object that may be lost: add one to tests/attack/cases.js`);
  const { vehicle, fuel_log, reading } = await world.new_vehicle(own, world.people.dora.visitor, 'To be lost');
  return fresh({ vehicle: both(vehicle), fuel_log: both(fuel_log), reading: both(reading) });
}
