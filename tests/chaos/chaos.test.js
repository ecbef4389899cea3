/// The platform is hurt while it works: what was acknowledged is there, nothing is half-made, every operation ends.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';

import { until } from '../journeys/platform.js';
import { acknowledged, assert_kept, refused, stop, writer } from './load.js';
import { Stage } from './stage.js';

const cycles = Number(process.env.MVP_CHAOS_CYCLES ?? 1000);

describe('chaos', { concurrency: 1 }, () => {
  let stage;
  before(async () => {
    stage = await Stage.start();
  }, { timeout: 1_800_000 });
  after(() => stage?.stop(), { timeout: 180_000 });

  test('every process of a tenant and of the platform is killed under write load: what was acknowledged is there', async () => {
    await stage.provide('loaded');
    const loads = [1, 2, 3].map((number) => writer(stage, 'loaded', `write-${number}`));
    let killed = 0;
    for (const [name, slug] of [['garage', 'loaded'], ['postgres', 'loaded'], ['redis', 'loaded'], ['node'], ['tenants'], ['postgres', 'loaded'],
      ['node'], ['garage', 'loaded'], ['postgres'], ['redis'], ['landing'], ['node']]) {
      const before_kill = acknowledged(loads);
      killed += stage.kill(name, slug);
      await until(`writes go on after ${name}`, () => acknowledged(loads) > before_kill + 5, { every_ms: 20 });
    }
    await stop(loads);
    assert.ok(killed >= 10, `only ${killed} were alive to be killed`);
    await stage.until_whole();
    assert_kept(stage, 'loaded', loads);
    console.log(`chaos load: ${acknowledged(loads)} writes acknowledged, ${refused(loads)} refused, ${killed} kills`);
  }, { timeout: 600_000 });

  test('control plane and agent are killed at many instants of founding tenants: each is whole or not there, nothing is left over', async () => {
    const delays = [0, 5, 10, 20, 30, 45, 60, 80, 100, 130, 170, 220];
    for (const [index, delay] of delays.entries()) {
      for (const victim of ['tenants', 'node']) {
        const slug = `half-made-${victim}-${index}`;
        const asked = stage.found(slug);
        await pause(delay);
        stage.kill(victim);
        await asked;
        await stage.until_whole();
        // A request that died unanswered may be repeated by whoever made it.
        await until(`${slug} is there`, async () => [201, 202, 409].includes((await stage.found(slug)).status));
        await until(`${slug} serves`, async () => (await stage.garage(slug, '/api/vehicles')).status === 200, { every_ms: 50 });
      }
    }
    await stage.until_whole();
    assert.deepEqual(stage.orphans(), []);
    console.log(`chaos founding: ${delays.length * 2} kills`);
  }, { timeout: 900_000 });

  test('two operators found the same tenant at once: one does, the other is told', async () => {
    const answers = await Promise.all(Array.from({ length: 6 }, () => stage.found('wanted-by-many')));
    assert.deepEqual(answers.map(({ status }) => (status < 300 ? 'founded' : status)).sort(), [409, 409, 409, 409, 409, 'founded'].sort());
    await until('it serves', async () => (await stage.garage('wanted-by-many', '/api/vehicles')).status === 200);
  }, { timeout: 120_000 });

  test('a stack is killed while it wakes: the waiting request is answered from its database', async () => {
    await stage.provide('woken');
    assert.ok(await stage.write('woken', 'before'));
    for (const [victim, delay] of [['postgres', 0], ['postgres', 10], ['redis', 5], ['garage', 15], ['garage', 30], ['postgres', 25]]) {
      await stage.hibernate('woken');
      const asked = stage.garage('woken', '/api/vehicles');
      await pause(delay);
      stage.kill(victim, 'woken');
      await asked;
      await until('it answers', async () => (await stage.garage('woken', '/api/vehicles')).status === 200, { every_ms: 20 });
    }
    assert.deepEqual(stage.written('woken'), ['before']);
  }, { timeout: 300_000 });

  test(`${cycles} times asleep and awake with a write each: nothing is refused and nothing is lost`, async () => {
    await stage.provide('cycled');
    const load = { acknowledged: [], refused: 0 };
    for (let number = 0; number < cycles; ++number) {
      const { status, text: why } = await stage.hibernate('cycled');
      assert.equal(status, 200, why);
      const text = `cycle-${number}`;
      if (await stage.write('cycled', text)) load.acknowledged.push(text);
      else ++load.refused;
    }
    assert.equal(load.refused, 0);
    assert_kept(stage, 'cycled', [load]);
    console.log(`chaos cycles: ${cycles}, none refused`);
  }, { timeout: 1_200_000 });

  test('nothing on the machine belongs to nobody', async () => {
    await stage.until_whole();
    assert.deepEqual(stage.orphans(), []);
  }, { timeout: 120_000 });
});
