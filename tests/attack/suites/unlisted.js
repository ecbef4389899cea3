/// A garage that is not listed answers like none to everybody whom it has not invited.
import { test } from 'node:test';

import { until } from '../../journeys/platform.js';
import { callers } from '../rules.js';
import { Tally } from '../tally.js';
import { send } from '../wire.js';
import { other } from '../world.js';

const fewest_cases = 30;
const fingerprint = ({ status, text }) => `${status} ${text.replace(/"request_id":"[^"]*"/, '')}`;

export function unlisted(stage) {
  test('whoever is not invited cannot tell an unlisted garage from none', { timeout: 180_000 }, async () => {
    const { world } = stage;
    const tally = new Tally('unlisted', fewest_cases);
    const { olivia, stranger } = world.people;
    const path = `/api/v1/tenants/${other}`;
    const bearer = { Authorization: `Bearer ${olivia.token}` };
    const { headers } = await send(world.tenants_port, { path, headers: bearer });
    const change = async (is_listed, version) => send(world.tenants_port, { method: 'PUT', path, body: JSON.stringify({ settings: { signup: { is_listed } } }), headers: {
      ...bearer, 'If-Match': version, 'Content-Type': 'application/json',
    } });
    const changed = await change(false, headers.etag);
    if (changed.status !== 200) throw new Error(`the garage was not made unlisted: ${changed.status} ${changed.text}`);

    const same = async (what, ask) => {
      const answer_for = (slug) => until('looking up is open again', async () => { const answer = await ask(slug); return answer.status !== 429 && answer; },
        { within_ms: 70_000, every_ms: 1000 });
      const [a, b] = [fingerprint(await answer_for(other)), fingerprint(await answer_for('nobody-here'))];
      tally.note(what, a === b && a.startsWith('404') ? undefined : `${a} is not ${b}`);
    };
    for (const who of await callers(world)) {
      if (who.kind !== 'person' || who.is_platform_admin || who.roles[other]) continue;
      for (const [method, rest] of [['POST', '/signups'], ['GET', ''], ['GET', '/members'], ['GET', '/invitations']]) {
        await same(`${method} ${rest} by ${who.what}`, (slug) => send(world.tenants_port, { method, path: `/api/v1/tenants/${slug}${rest}`,
          headers: { Authorization: `Bearer ${who.token}` } }));
      }
    }
    await same('the public site shows it', (slug) => stranger.visitor.api(undefined, `/api/tenants/${slug}`));
    await same('the public site takes a request', (slug) => stranger.visitor.api(undefined, '/api/signups', { method: 'POST', json: { tenant: slug } }));
    await change(true, changed.headers.etag);
    tally.close();
  });
}
