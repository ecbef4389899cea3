/// Every route of every contract x everybody x everybody's ids.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { cases, harmless_path } from '../cases.js';
import { body_of, operations, query_of, services } from '../contract.js';
import { callers } from '../rules.js';
import { Tally } from '../tally.js';
import { each, send } from '../wire.js';
import { other, own } from '../world.js';

const fewest_cases = 11_800;
const volatile = new Set(['date', 'x-request-id', 'connection', 'keep-alive']);

/// Where a service listens and by what name.
function door(world, { operation, way }) {
  if (operation.service === 'tenants') return { port: world.tenants_port };
  if (operation.service === 'catalog') return { port: world.catalog_port };
  return { port: world.edge_port, host: world.host(way.host) };
}

function credentials(world, { operation, who, way }) {
  if (way.by === 'bearer') return who.token ? { Authorization: `Bearer ${who.token}` } : {};
  const slug = operation.service === 'garage' ? own : undefined;
  return { Cookie: who.visitor.cookies_at(slug), Origin: `http://${world.host(way.host)}`, 'Sec-Fetch-Site': 'same-origin', 'X-MVP-CSRF': '1' };
}

/// The attack carries all that would make it succeed; somebody who is allowed sends what changes nothing.
async function run(world, one) {
  const { operation, expected } = one;
  const content = body_of(operation);
  const is_harmless = expected === 'allowed' && operation.method !== 'GET';
  const path = (is_harmless ? await harmless_path(world, one) : one.path) + query_of(operation);
  const body = is_harmless && content ? '{"no_such_member":true}' : content?.text;
  const headers = { ...credentials(world, one), ...(content && { 'Content-Type': content.type }), ...(!is_harmless && operation.method === 'PUT'
    && { 'If-Match': '"1"' }) };
  const { port, host } = door(world, one);
  return send(port, { host, method: operation.method, path, headers, body });
}

function flaw_of({ expected, kind, operation, who }, { status, text }) {
  if (status >= 500) return `answered ${status}: ${text.slice(0, 200)}`;
  if (operation.access === 'anyone') return undefined;
  // Wrong API keys are counted; too many of them are refused unseen.
  const is_refusal = [401, 403, 404].includes(status) || (who.kind === 'key' && status === 429) || (kind.endsWith('malformed') && [400, 422].includes(status));
  if (expected === 'allowed') return is_refusal ? `refused although allowed: ${status} ${text.slice(0, 200)}` : undefined;
  return is_refusal ? undefined : `${expected}, yet answered ${status}: ${text.slice(0, 200)}`;
}

/// All of an answer that is not the request's own number or the clock.
function fingerprint({ status, headers, text }) {
  const told = Object.entries(headers).filter(([name]) => !volatile.has(name)).sort().map((pair) => pair.join(': '));
  return [status, ...told, text.replace(/"request_id":"[^"]*"/, '')].join('\n');
}

/// Pairs of cases that must not differ by a byte: another tenant's id, or one's own where one is a stranger, and an unknown one.
function* indistinguishable(all) {
  const by_key = new Map(all.filter(({ expected }) => expected !== 'allowed').map((one) => [key_of(one, one.kind), one]));
  for (const one of by_key.values()) {
    const { kind, who, operation } = one;
    if (who.is_platform_admin) continue; // They know every tenant.
    const is_unseen = ({ answer }) => who.kind === 'key' && answer.status === 429; // Locked out: that says nothing of any id.
    const is_stranger = operation.service === 'tenants' && !who.roles[own] && who.tenant !== own;
    const wanted = kind === 'other' || (kind === 'own' && is_stranger) ? 'unknown' : kind === 'own/other' ? 'own/unknown' : undefined;
    const counterpart = wanted && by_key.get(key_of(one, wanted));
    if (counterpart && !is_unseen(one) && !is_unseen(counterpart)) yield [one, counterpart];
  }
}
const key_of = ({ operation, who, way }, kind) => [operation.service, operation.id, way.host, way.by, who.what, kind].join(' ');

const shape_of = (path) => new RegExp(`^${path.replace(/\{\w+\}/g, '[^/]+')}$`);

/// The methods a path has by its service's own word: those of the 405.
async function reported_methods(world, operation) {
  const path = operation.path.replace(/\{\w+\}/g, 'x');
  const { port, host } = door(world, { operation, way: { host: operation.service === 'garage' ? 'admin' : undefined } });
  const answer = await send(port, { host, method: 'PATCH', path });
  assert.equal(answer.status, 405, `PATCH ${operation.service} ${path}: ${answer.status} ${answer.text}`);
  return answer.headers.allow.split(', ').sort();
}

export function matrix(stage) {
  test('nobody gets through to what is not theirs, and learns nothing from the refusal', { timeout: 240_000 }, async () => {
    const { world } = stage;
    const tally = new Tally('matrix', fewest_cases);
    const all = cases(world, await callers(world));
    const attempt = async (one) => {
      one.answer = await run(world, one);
      tally.note(one.what, flaw_of(one, one.answer));
    };
    const is_allowed = ({ expected }) => expected === 'allowed';
    // Good API keys come before the wrong ones lock their address out.
    const is_good_key = ({ who, way }) => who.kind === 'key' && who.tenant === way.host;
    await each(all.filter((one) => is_good_key(one) && is_allowed(one)), attempt);
    const [before_own, before_other] = [world.checksum(own), world.checksum(other)];
    await each(all.filter((one) => is_good_key(one) && !is_allowed(one)), attempt);
    await each(all.filter((one) => !is_good_key(one) && !is_allowed(one)), attempt);
    tally.note('what was refused has changed nothing at home', world.checksum(own).join() === before_own.join() ? undefined : 'it has');
    tally.note("what was refused has changed nothing at the other tenant's", world.checksum(other).join() === before_other.join() ? undefined : 'it has');
    for (const [one, counterpart] of indistinguishable(all)) {
      const [a, b] = [fingerprint(one.answer), fingerprint(counterpart.answer)];
      tally.note(`${one.what}, against an unknown one`, a === b ? undefined : `\n${a}\nis not\n${b}`);
    }
    await each(all.filter((one) => !is_good_key(one) && is_allowed(one)), attempt);
    tally.note("what was allowed has changed nothing at the other tenant's", world.checksum(other).join() === before_other.join() ? undefined : 'it has');
    tally.close();
  });

  test('the services have the methods of the contracts and no other', async () => {
    for (const service of services) {
      const all = operations(service).filter(({ path }) => ['tenants', 'catalog'].includes(service) || /^\/(api|auth)\//.test(path));
      for (const path of new Set(all.map((operation) => operation.path))) {
        const meant = all.filter((operation) => operation.path === path || shape_of(operation.path).test(path));
        const methods = [...new Set(meant.map(({ method }) => method))].sort();
        assert.deepEqual(await reported_methods(stage.world, all.find((operation) => operation.path === path)), methods, `${service} ${path}`);
      }
    }
  });
}
