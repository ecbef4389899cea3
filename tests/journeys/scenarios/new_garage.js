/// A garage made by the operator while everything runs.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { member_visit } from '../../../tools/seed/sign_in.js';
import { people } from '../../../tools/seed/people.js';
import { until } from '../platform.js';

export function new_garage(stage) {
  test('a garage made by the operator is usable at its address, with nothing restarted', async () => {
    const { platform } = stage;
    const visitor = platform.visitor();
    const url = `${platform.origin('roadrunner')}/health`;
    assert.equal((await visitor.open(url)).status, 404);
    const before = platform.processes();
    const created = await platform.mvp('tenant', 'create', 'roadrunner', '--name', 'Road Runner');
    assert.equal(created.status, 0, created.output);
    await until('roadrunner answers', async () => (await visitor.open(url)).status === 200);
    assert.deepEqual(platform.processes(), before);

    const { sub, email, name } = people.mia;
    const granted = await platform.mvp('member', 'set', 'roadrunner', sub, '--email', email, '--name', name, '--role', 'owner');
    assert.equal(granted.status, 0, granted.output);
    const owner = await member_visit(platform.settings, { email, garage: 'roadrunner' });
    const added = await owner.api('roadrunner', '/api/vehicles', { method: 'POST', json: { nickname: 'Rocket' } });
    assert.equal(added.status, 201, added.text);
    const listed = await owner.api('roadrunner', '/api/vehicles');
    assert.deepEqual(listed.body.items.map(({ nickname }) => nickname), ['Rocket']);
  });

  test('a garage that exists is not made again', async () => {
    const again = await stage.platform.mvp('tenant', 'create', 'roadrunner');
    assert.notEqual(again.status, 0);
    assert.match(again.output, /exist|taken|conflict/i);
  });
}
