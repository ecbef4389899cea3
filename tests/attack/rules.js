/// Who may call what, from x-access alone. A new word in a contract has no rule here and fails the suite.
import { other, own } from './world.js';

const ranks = ['viewer', 'member', 'admin', 'owner'];
const has = (role, least) => ranks.indexOf(role) >= ranks.indexOf(least);
const is_person = ({ kind }) => kind === 'person';
const is_known = ({ kind }) => kind !== 'nobody';

/// By service and x-access: 'allowed' or 'refused'. `at`: the garage that a request is about; undefined for none that exists.
const garage = {
  anyone: () => 'allowed',
  signed_in: (who, at) => (who.roles[at] ? 'allowed' : 'refused'),
  viewer: (who, at) => (has(who.roles[at], 'viewer') ? 'allowed' : 'refused'),
  member: (who, at) => (has(who.roles[at], 'member') ? 'allowed' : 'refused'),
  admin: (who, at) => (has(who.roles[at], 'admin') ? 'allowed' : 'refused'),
  platform_admin: (who, at) => (at === 'admin' && who.is_platform_admin ? 'allowed' : 'refused'),
  leaver: (who, at) => (who.roles[at] ? 'untested' : 'refused'),
};
/// Whoever asked to join may take it back; trying that would lose the request that others attack.
const requester = (who, at) => (who.signup && who.signup === at ? 'untested' : 'refused');
const landing = {
  anyone: () => 'allowed',
  requester,
  signed_in: (who) => (is_person(who) ? 'allowed' : 'refused'),
};
const tenants = {
  anyone: () => 'allowed',
  user: (who) => (is_person(who) ? 'allowed' : 'refused'),
  tenant_member: (who, at) => (who.is_platform_admin || has(who.roles[at], 'viewer') ? 'allowed' : 'refused'),
  tenant_admin: (who, at) => (who.is_platform_admin || has(who.roles[at], 'admin') ? 'allowed' : 'refused'),
  platform_admin: (who) => (who.is_platform_admin ? 'allowed' : 'refused'),
  operator: () => 'refused',
  garage_service: (who, at) => (who.kind === 'garage' && who.tenant === at ? 'allowed' : 'refused'),
  leaver: (who, at) => (who.roles[at] ? 'untested' : 'refused'),
  requester,
  landing_service: (who) => (who.kind === 'landing' ? 'allowed' : 'refused'),
};
const catalog = {
  anyone: () => 'allowed',
  caller: (who) => (is_known(who) ? 'allowed' : 'refused'),
};
const rules = { garage, landing, tenants, catalog };

/// Operations whose x-access lets any person ask, and whose own rule is about the object.
const by_object = { 'tenants approve_signup': 'tenant_admin', 'tenants reject_signup': 'tenant_admin', 'tenants withdraw_signup': 'requester',
  'landing withdraw_signup': 'requester',
  'tenants leave_tenant': 'leaver', 'garage leave': 'leaver' };

export function verdict(operation, who, at) {
  const access = by_object[`${operation.service} ${operation.id}`] ?? operation.access;
  const rule = rules[operation.service]?.[access];
  if (!rule) throw new Error(`${operation.service} ${operation.id}: no rule for x-access ${access}: add one to tests/attack/rules.js`);
  if (who.kind === 'key' && access !== 'anyone' && !(operation.service === 'garage' && who.tenant === at
    && operation.scopes.some((scope) => who.scopes.includes(scope)))) return 'refused';
  return rule(who, at);
}

/// Everybody who calls: {what, kind, roles, token, visitor: with sessions}.
export async function callers(world) {
  const { people } = world;
  const person = (what, key, roles, is_platform_admin = false) => ({ what, kind: 'person', roles, is_platform_admin, token: people[key].token,
    visitor: people[key].visitor, email: people[key].email, secret: people[key].secret });
  const service = (what, kind, tenant, token) => ({ what, kind, tenant, roles: {}, token });
  const key = (what, slug) => ({ what, kind: 'key', tenant: slug, scopes: ['read', 'write'], roles: { [slug]: 'member' }, token: world.api_keys[slug].key });
  return [
    { what: 'anonymous', kind: 'nobody', roles: {} },
    person('without membership', 'stranger', {}),
    { ...person('pending', 'pending', {}), signup: own },
    person('viewer', 'vera', { [own]: 'viewer' }),
    person('member', 'mia', { [own]: 'member' }),
    person('admin', 'adam', { [own]: 'admin' }),
    person('owner', 'dora', { [own]: 'owner' }),
    person('suspended member', 'suspended', {}),
    person("another tenant's admin", 'ada', { [other]: 'admin' }),
    person("another tenant's owner", 'carl', { [other]: 'owner' }),
    person('platform admin', 'olivia', { admin: 'owner' }, true),
    service("another tenant's service", 'garage', other, await world.service_token('garage', other)),
    service("this tenant's service", 'garage', own, await world.service_token('garage', own)),
    service('public site', 'landing', undefined, await world.service_token('landing')),
    key("a member's API key", own), key("another tenant's API key", other),
  ];
}
