/// Control plane and agent die at every instant they have a name for, forwards and on the way back.
import assert from 'node:assert/strict';
import { existsSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';

import { until } from '../journeys/platform.js';
import { Failpoints, dies, without_supervisor } from './failpoints.js';
import { Stage } from './stage.js';

describe('failpoints', { concurrency: 1 }, () => {
  const points = new Failpoints();
  const covered = { tenants: new Set(), node: new Set() };
  let stage, listed, deaths = 0, tenants = 0;

  before(async () => {
    stage = await Stage.start({ environment: points.environment });
    listed = { tenants: Failpoints.listed(stage.platform, 'tenants'), node: Failpoints.listed(stage.platform, 'node') };
  }, { timeout: 600_000 });
  after(async () => {
    await stage?.stop();
    points.remove();
  }, { timeout: 180_000 });

  /// A tenant of its own with a write that was acknowledged, after these changes.
  async function tenant(changes = []) {
    const slug = `hit-${++tenants}`;
    await stage.provide(slug);
    assert.ok(await stage.write(slug, 'kept'));
    for (const what of changes) await stage.change(slug, what);
    return slug;
  }
  async function is_whole(slug, status) {
    await stage.until_whole();
    assert.equal(await stage.status(slug), status);
    assert.deepEqual(stage.orphans(), []);
  }
  /// It is so, and who has it open reads what was acknowledged.
  async function is_kept(slug, status) {
    await is_whole(slug, status);
    if (status === 'archived') await stage.change(slug, 'restore');
    if (status !== 'active') await stage.change(slug, 'resume');
    await until(`${slug} serves`, async () => (await stage.garage(slug, '/api/vehicles')).status === 200, { every_ms: 20 });
    assert.deepEqual(stage.written(slug), ['kept']);
  }
  async function is_gone(slug) {
    await is_whole(slug, 'purged');
    assert.equal(stage.platform.sql('platform', `SELECT count(*) FROM memberships m JOIN tenants t ON t.id = m.tenant_id WHERE t.slug = '${slug}'`), '0');
  }

  const all_fired = (names) => until(`${names.join(', ')} fire`, () => points.armed(names).length === 0, { every_ms: 20 });
  const of_operation = (kind, is_undo) => listed.tenants.filter((name) => name.startsWith(`${kind}.`) && name.includes('.undo.') === is_undo);

  function mark(program, names) {
    for (const name of names) covered[program].add(name);
    deaths += names.length;
  }

  // What each kind of operation begins from, how it is asked for, and what the tenant is after it and after it was undone.
  const operations = [
    { kind: 'create', ends: 'active', undone: 'failed' },
    { kind: 'resume', from: ['suspend'], ends: 'active', undone: 'suspended' },
    { kind: 'archive', from: ['suspend'], ends: 'archived', undone: 'suspended' },
    { kind: 'restore', from: ['suspend', 'archive'], ends: 'suspended', undone: 'archived' },
    { kind: 'purge', from: ['suspend', 'archive'], body: (slug) => ({ confirm: slug, force: true }), ends: 'purged' },
    { kind: 'rename', body: (slug) => ({ to: `new-${slug}` }), ends: 'active', undone: 'active' },
    { kind: 'move_plan', path: 'plan', body: () => ({ plan: 'standard' }), ends: 'active', undone: 'active' },
    { kind: 'hibernate', ends: 'active', undone: 'active' },
    { kind: 'wake', from: ['hibernate'], ends: 'active', undone: 'active' },
  ];
  const path_of = ({ kind, path = kind }, slug) => (kind === 'create' ? '/tenants' : `/tenants/${slug}/${path}`);
  const body_of = ({ kind, body = () => ({}) }, slug) => (kind === 'create' ? stage.tenant(slug) : body(slug));

  for (const operation of operations) {
    const { kind } = operation;
    test(`the control plane dies around every step of ${kind}: it ends as if nothing had been`, async () => {
      const names = of_operation(kind, false);
      const slug = kind === 'create' ? `hit-${++tenants}` : await tenant(operation.from);
      points.arm(names);
      await stage.begin(path_of(operation, slug), body_of(operation, slug));
      await all_fired(names);
      mark('tenants', names);
      if (kind === 'create') return is_whole(slug, 'active');
      if (kind === 'purge') return is_gone(slug);
      const now = kind === 'rename' ? `new-${slug}` : slug;
      stage.renamed(slug, now);
      await is_kept(now, operation.ends);
    }, { timeout: 120_000 });

    if (!operation.undone) continue;
    test(`the control plane dies around every step of taking ${kind} back: the tenant is as before`, async () => {
      const names = of_operation(kind, true);
      const slug = kind === 'create' ? `hit-${++tenants}` : await tenant(operation.from);
      await without_supervisor(stage.platform, async () => {
        await dies(stage.platform.processes().node.pid);
        const { body } = await stage.begin(path_of(operation, slug), body_of(operation, slug));
        await cancelled_with(names, body.operation.id);
      });
      await all_fired(names);
      mark('tenants', names);
      if (kind !== 'create') return is_kept(slug, operation.undone);
      await is_whole(slug, 'failed');
      assert.ok(!existsSync(join(stage.platform.var_dir, 'tenants', slug)));
    }, { timeout: 120_000 });
  }

  /// The agent is away: the operation waits for it, and is cancelled there. The first of the points kills who answers.
  async function cancelled_with(names, operation) {
    await until('it waits for the agent', async () => {
      const { body } = await stage.operator('GET', `/operations/${operation}`);
      return body?.state === 'pending' && body.error;
    }, { every_ms: 20 });
    points.arm(names);
    const { status } = await stage.operator('POST', `/operations/${operation}/cancel`, {});
    assert.ok([0, 200, 202].includes(status), `${status}`);
  }

  /// The node knows the tenant by another name than the database does.
  async function rename_behind_its_back(slug) {
    const { status } = await stage.node('POST', `/v1/stacks/${slug}/rename`, { stack_id: stage.platform.stack(slug).stack_id, to: `other-${slug}` });
    assert.equal(status, 200);
  }
  const repair_of = (slug) => stage.platform.sql('platform', `SELECT o.id FROM operations o JOIN tenants t ON t.id = o.tenant_id WHERE t.slug = '${slug}' AND o.kind = 'repair'`);

  test('the control plane dies around the step of a repair: the stack is as the database has it', async () => {
    const names = of_operation('repair', false);
    const slug = await tenant();
    await rename_behind_its_back(slug);
    points.arm(names);
    await dies(stage.platform.processes().tenants.pid);
    await all_fired(names);
    mark('tenants', names);
    await is_kept(slug, 'active');
  }, { timeout: 120_000 });

  test('the control plane dies around the step of taking a repair back: the next one repairs', async () => {
    const names = of_operation('repair', true);
    const slug = await tenant();
    await rename_behind_its_back(slug);
    const { node, tenants: control_plane } = stage.platform.processes();
    process.kill(node.pid, 'SIGSTOP');  // the comparison waits for its answer
    await dies(control_plane.pid);
    await until('another control plane serves', async () => (await stage.operator('GET', '/tenants?limit=1')).status === 200, { every_ms: 20 });
    await without_supervisor(stage.platform, async () => {
      points.arm(['rename.recorded']);
      process.kill(node.pid, 'SIGCONT');
      await all_fired(['rename.recorded']);
      await cancelled_with(names, await until('there is a repair', () => repair_of(slug)));
    });
    await all_fired(names);
    mark('tenants', names);
    await stage.until_whole();
    await dies(stage.platform.processes().tenants.pid);
    await until('the stack has its name', async () => (await stage.node('GET', `/v1/stacks/${slug}`)).status === 200);
    await is_kept(slug, 'active');
  }, { timeout: 120_000 });

  /// Changes that pass the agent's points of that beginning, again until each has killed it.
  async function agent_dies(prefixes, drive) {
    const names = listed.node.filter((name) => prefixes.some((prefix) => name === prefix || name.startsWith(`${prefix}.`)));
    assert.ok(names.length > 0);
    for (let left = names; left.length > 0; left = points.armed(left)) {
      points.arm(left);
      await drive();
      assert.ok(points.armed(left).length < left.length, `passed by: ${left}`);
    }
    mark('node', names);
  }

  test('the agent dies between the steps of making a stack: it is made', async () => {
    await agent_dies(['provision.named', 'provision.known', 'provision.claimed', 'provision.recorded', 'secrets', 'socket', 'link', 'passwords', 'database'], async () => {
      await is_kept(await tenant(), 'active');
    });
  }, { timeout: 120_000 });

  test('the agent dies between copying a cluster and naming it: it is made', async () => {
    const templates = join(stage.platform.var_dir, 'node/templates');
    const spares = join(templates, readdirSync(templates).find((name) => !name.startsWith('.')), 'spare');
    renameSync(spares, `${spares}.away`);
    writeFileSync(spares, '');  // no spare to be had, and none made
    await agent_dies(['provision.copied'], async () => is_kept(await tenant(), 'active'));
    rmSync(spares);
    renameSync(`${spares}.away`, spares);
  }, { timeout: 120_000 });

  test('the agent dies after migrating a database and before knowing it: it is migrated', async () => {
    const slug = await tenant(['hibernate']);
    await agent_dies(['schema'], async () => {
      await without_supervisor(stage.platform, async () => {
        await dies(stage.platform.processes().node.pid);
        const file = join(stage.platform.var_dir, 'tenants', slug, 'stack.json');
        writeFileSync(file, JSON.stringify({ ...JSON.parse(readFileSync(file, 'utf8')), schema: 'an older one' }));
      });
      await stage.change(slug, 'wake');
      await is_kept(slug, 'active');
    });
  }, { timeout: 120_000 });

  test('the agent dies while a stack falls asleep and wakes: it does', async () => {
    const slug = await tenant();
    await agent_dies(['hibernate', 'wake'], async () => {
      await stage.change(slug, 'hibernate');
      await stage.change(slug, 'wake');
      await is_kept(slug, 'active');
    });
  }, { timeout: 120_000 });

  test('the agent dies between the steps of renaming: the new name serves, the old one is gone', async () => {
    let slug = await tenant();
    await agent_dies(['rename'], async () => {
      const to = `${slug}x`;
      await stage.change(slug, 'rename', { to });
      stage.renamed(slug, to);
      assert.ok(!existsSync(join(stage.platform.var_dir, 'tenants', slug)));
      slug = to;
      await is_kept(slug, 'active');
    });
  }, { timeout: 120_000 });

  test('the agent dies between the steps of packing and unpacking: everything is in the archive, and back out of it', async () => {
    const slug = await tenant(['suspend']);
    await agent_dies(['archive', 'packed', 'restore'], async () => {
      await stage.change(slug, 'archive');
      await is_whole(slug, 'archived');
      await stage.change(slug, 'restore', { to: 'active' });
      await is_kept(slug, 'active');
      await stage.change(slug, 'suspend');
    });
  }, { timeout: 180_000 });

  test('the agent dies between the steps of removing: everything is gone', async () => {
    await agent_dies(['remove'], async () => {
      const slug = await tenant(['suspend', 'archive']);
      await stage.change(slug, 'purge', { confirm: slug, force: true });
      await is_gone(slug);
    });
  }, { timeout: 120_000 });

  test('a stack that the agent was about to make is not left over when its tenant is taken back', async () => {
    for (const name of ['provision.named', 'provision.known', 'provision.claimed', 'link.prepared']) {
      const slug = `hit-${++tenants}`;
      points.arm([name]);
      await without_supervisor(stage.platform, async () => {
        const { body } = await stage.begin('/tenants', stage.tenant(slug));
        await all_fired([name]);
        await cancelled_with([], body.operation.id);
      });
      await is_whole(slug, 'failed');
    }
  }, { timeout: 120_000 });

  test('every failpoint has killed', () => {
    for (const program of ['tenants', 'node']) assert.deepEqual(listed[program].filter((name) => !covered[program].has(name)), [], program);
    console.log(`chaos failpoints: ${deaths} deaths`);
  });
});
