/// Processes die without a word; the platform comes back, and what was acknowledged is there.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { member_visit } from '../../../tools/seed/sign_in.js';
import { people } from '../../../tools/seed/people.js';
import { until } from '../platform.js';

const garage = 'demo-tenant';
let hour = 0;

/// Stores a fill-up. @returns its id once the service has said 201.
async function acknowledged(visitor, vehicle) {
  const filled_at = `2024-01-01T${String(hour++).padStart(2, '0')}:00:00Z`;
  const { status, body, text } = await visitor.api(garage, `/api/vehicles/${vehicle}/fuel-logs`, { method: 'POST', json: { filled_at, volume_ml: 30_000 } });
  assert.equal(status, 201, text);
  return body.id;
}

async function find_log(visitor, vehicle, wanted) {
  const { status, body } = await visitor.api(garage, `/api/vehicles/${vehicle}/fuel-logs?limit=200`);
  return status === 200 && body.items.some(({ id }) => id === wanted);
}

async function dies(pid) {
  process.kill(pid, 'SIGKILL');
  await until(`${pid} is gone`, () => {
    try {
      process.kill(pid, 0);
      return false;
    } catch {
      return true;
    }
  }, { every_ms: 20 });
}

export function kills(stage) {
  test('a car to write fill-ups for', async () => {
    stage.mia = await member_visit(stage.platform.settings, people.mia);
    const { status, body, text } = await stage.mia.api(garage, '/api/vehicles', { method: 'POST', json: { nickname: 'Survivor' } });
    assert.equal(status, 201, text);
    stage.survivor = body.id;
  });

  for (const name of ['garage', 'redis', 'postgres']) {
    test(`the ${name} of a garage is killed: it comes back, the session and the fill-up with it`, async () => {
      const log = await acknowledged(stage.mia, stage.survivor);
      const { pid } = stage.platform.stack(garage).processes[name];
      await dies(pid);
      await until('the fill-up is there', () => find_log(stage.mia, stage.survivor, log));
      await until('another process runs', () => stage.platform.stack(garage).processes[name]?.pid !== pid);
      await acknowledged(stage.mia, stage.survivor);
    });
  }

  for (const name of ['tenants', 'catalog', 'landing', 'node']) {
    test(`${name} is killed: it comes back, and the garage goes on meanwhile`, async () => {
      const processes = stage.platform.processes();
      assert.ok(processes[name], Object.keys(processes).join(', '));
      await dies(processes[name].pid);
      assert.ok(await find_log(stage.mia, stage.survivor, await acknowledged(stage.mia, stage.survivor)));
      await until('another process runs', () => {
        const now = stage.platform.processes()[name];
        return now && now.pid !== processes[name].pid;
      });
      await until('people can still sign in', () => member_visit(stage.platform.settings, people.mia));
    });
  }
}
