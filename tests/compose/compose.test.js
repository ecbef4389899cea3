/// The platform and two tenants in containers, on a real engine. The tests run one after the other and build upon each other.
import assert from 'node:assert/strict';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';

import { Engine, obstacle } from './engine.js';
import { Platform } from './platform.js';

const why_not = obstacle();
if (why_not) console.log(`compose: skipped, ${why_not}.`);

const edge_port = 18080;
const services = ['backend', 'postgres', 'redis'];

describe('the platform in containers', { concurrency: 1, skip: why_not }, () => {
  let engine;
  let platform;
  const tenants = { 'acme-corp': 'carl@acme-corp.example', 'demo-tenant': 'dora@demo-tenant.example' };
  const all_containers = () => engine.docker('ps', '--all', '--format', '{{.Names}}').split('\n');
  const tenants_containers = () => Object.keys(tenants).flatMap((slug) => services.map((service) => `${slug}-${service}`));

  before(async () => {
    const begun = Date.now();
    engine = new Engine();
    await engine.build(process.env.MVP_TEST_BUILD ? ['--build-arg', `BUILD=${process.env.MVP_TEST_BUILD}`] : []);
    await engine.start();
    console.log(`compose: engine and images after ${Math.round((Date.now() - begun) / 1000)} s`);
    platform = new Platform(engine, { edge_port });
  }, { timeout: 900_000 });

  after(async () => {
    platform?.end();
    assert.deepEqual(await engine?.end() ?? [], [], 'the engine leaves no mount and no process');
  }, { timeout: 180_000 });

  test('the platform comes up healthy with one command', () => {
    platform.compose('up', '--detach', '--wait', '--wait-timeout', '180');
    assert.equal(platform.ask('', '/').status, 200);
    assert.equal(platform.ask('nobody', '/api/vehicles').status, 404);
  });

  for (const slug of Object.keys(tenants)) {
    test(`${slug} is provisioned, and the edge needed no reload`, () => {
      const edge = platform.inspect('mvp-nginx').State;
      platform.script('provision-tenant.sh', slug);
      assert.match(platform.script('update-nginx-for-tenant.sh', slug), /answers\.\n$/);
      assert.equal(platform.inspect('mvp-nginx').State.StartedAt, edge.StartedAt);
      for (const service of services) assert.equal(platform.inspect(`${slug}-${service}`).State.Health.Status, 'healthy');
    });
  }

  test('a stranger is refused by the garage itself', () => {
    const answer = platform.ask('acme-corp', '/api/vehicles');
    assert.equal(answer.status, 401);
    assert.match(answer.headers, /application\/problem\+json/);
  });

  test('an owner signs in at the edge and works in the garage', () => {
    platform.mvp('member', 'set', 'acme-corp', 'auth0|carl', '--email', tenants['acme-corp'], '--name', 'Carl', '--role', 'owner');
    const [made, list] = platform.visit(tenants['acme-corp'], 'acme-corp', [['POST', '/api/vehicles', { nickname: 'Van' }], ['GET', '/api/vehicles']]);
    assert.equal(made.status, 201);
    assert.deepEqual(list.body.items.map(({ nickname }) => nickname), ['Van']);
  });

  test("a tenant reaches its own database and, neither by name nor by address, another's", () => {
    const address = Object.values(platform.inspect('demo-tenant-postgres').NetworkSettings.Networks)[0].IPAddress;
    const reach = (host) => engine.docker('exec', 'acme-corp-backend', 'timeout', '3', 'bash', '-c', `exec 3<>/dev/tcp/${host}/5432`);
    assert.match(address, /^\d+\.\d+\.\d+\.\d+$/);
    reach('postgres');
    reach('acme-corp-postgres');
    for (const host of ['demo-tenant-postgres', address]) assert.throws(() => reach(host), `${host} is reached`);
    engine.docker('exec', 'demo-tenant-backend', 'timeout', '3', 'bash', '-c', `exec 3<>/dev/tcp/${address}/5432`);
  });

  test("a tenant reaches neither the platform's databases nor the engine", () => {
    for (const [container, port] of [['platform-postgres', 5432], ['mvp-platform-vehicles-db', 5432]]) {
      const address = Object.values(platform.inspect(container).NetworkSettings.Networks)[0].IPAddress;
      assert.throws(() => engine.docker('exec', 'acme-corp-backend', 'timeout', '3', 'bash', '-c', `exec 3<>/dev/tcp/${address}/${port}`), container);
    }
    for (const name of tenants_containers()) assert.ok(!platform.inspect(name).Mounts.some(({ Source }) => Source.includes('docker.sock')), name);
  });

  test('a garage listens on no network, and what it mounts is its own', () => {
    for (const slug of Object.keys(tenants)) {
      const listening = engine.docker('exec', `${slug}-backend`, 'cat', '/proc/net/tcp', '/proc/net/tcp6').split('\n').map((line) => line.trim().split(/\s+/)).filter((fields) => fields[3] === '0A');
      // The engine's name service is in there, on loopback.
      for (const [, where] of listening) assert.match(where, /^[0-9A-F]{4}007F:|^[0-9A-F]{6}7F:/);
      const { stack_id } = JSON.parse(readFileSync(join(platform.state, 'stacks', stack_of(slug), 'stack.json'), 'utf8'));
      for (const service of services)
        for (const { Source } of platform.inspect(`${slug}-${service}`).Mounts)
          assert.ok([`stacks/${stack_id}/`, `tenants/${slug}/`, 'secrets/oidc_garage_secret'].some((part) => Source.startsWith(join(platform.state, part))) || !Source.startsWith(platform.state), Source);
    }
  });

  const stack_of = (slug) => readdirSync(join(platform.state, 'stacks')).find((id) => JSON.parse(readFileSync(join(platform.state, 'stacks', id, 'stack.json'), 'utf8')).slug === slug);

  test('no container runs as root, may gain rights, write into its image, or use more than it may', () => {
    const names = all_containers();
    assert.ok(names.length >= 16, names.join());
    for (const name of names) {
      const { Config, HostConfig } = platform.inspect(name);
      assert.equal(Config.User, 'mvp', name);
      assert.equal(HostConfig.ReadonlyRootfs, true, name);
      assert.deepEqual(HostConfig.CapDrop, ['ALL'], name);
      assert.ok(!HostConfig.CapAdd?.length && !HostConfig.Privileged, name);
      assert.ok(HostConfig.SecurityOpt.includes('no-new-privileges:true') && !/unconfined/.test(HostConfig.SecurityOpt.join()), name);
      for (const limit of ['Memory', 'PidsLimit', 'NanoCpus']) assert.ok(HostConfig[limit] > 0, `${name} ${limit}`);
      assert.equal(HostConfig.MemorySwap, HostConfig.Memory, name);
    }
  });

  test('the kernel holds the limits, and every process has a user of its own', () => {
    for (const name of tenants_containers()) {
      const { State, HostConfig } = platform.inspect(name);
      assert.equal(memory_limit_of(State.Pid), HostConfig.Memory, name);
      assert.doesNotMatch(readFileSync(`/proc/${State.Pid}/status`, 'utf8'), /^Uid:\s+0\b/m);
    }
  });

  test('no secret is in an environment or a command line', () => {
    const secrets = [platform.state, ...readdirSync(join(platform.state, 'stacks')).map((id) => join(platform.state, 'stacks', id))]
      .flatMap((directory) => readdirSync(join(directory, 'secrets')).map((name) => readFileSync(join(directory, 'secrets', name), 'utf8').trim()));
    assert.ok(secrets.length > 20);
    for (const name of all_containers()) {
      const { Config, Args } = platform.inspect(name);
      const shown = JSON.stringify([Config.Env, Config.Cmd, Args]);
      assert.ok(!secrets.some((secret) => shown.includes(secret)), name);
    }
  });

  test('a database that is killed comes back with what was acknowledged', () => {
    process.kill(platform.inspect('acme-corp-postgres').State.Pid, 'SIGKILL');
    const [list] = patiently(() => platform.visit(tenants['acme-corp'], 'acme-corp', [['GET', '/api/vehicles']]), ([answer]) => answer.status === 200);
    assert.deepEqual(list.body.items.map(({ nickname }) => nickname), ['Van']);
  });

  test('the control plane that is killed comes back, and its agent is still there', () => {
    process.kill(platform.inspect('mvp-platform-tenants').State.Pid, 'SIGKILL');
    patiently(() => platform.mvp('status'), (text) => /tenants +ok/.test(text) && /node +ok/.test(text));
  });

  test("the agent's death disturbs no tenant, and a new agent knows them", () => {
    engine.docker('kill', 'mvp-platform-node');
    assert.equal(platform.ask('acme-corp', '/health').status, 200);
    platform.compose('up', '--detach', '--wait', '--wait-timeout', '120');
    assert.match(platform.mvp('tenant', 'list'), /acme-corp/);
    assert.equal(platform.stack('acme-corp').state, 'running');
  });

  test('a hibernated tenant runs nothing, answers 503, and has everything when it runs again', () => {
    const stack_id = stack_of('acme-corp');
    assert.equal(platform.stack('acme-corp', { state: 'hibernated', stack_id }).state, 'hibernated');
    for (const service of services) assert.equal(platform.inspect(`acme-corp-${service}`).State.Status, 'exited');
    const answer = platform.ask('acme-corp', '/health');
    assert.equal(answer.status, 503);
    assert.match(answer.headers, /retry-after: /);
    assert.equal(platform.ask('demo-tenant', '/health').status, 200);
    assert.equal(platform.stack('acme-corp', { state: 'running', stack_id }).state, 'running');
    const [list] = platform.visit(tenants['acme-corp'], 'acme-corp', [['GET', '/api/vehicles']]);
    assert.deepEqual(list.body.items.map(({ nickname }) => nickname), ['Van']);
  });

  test('a tenant that goes leaves no container, network, file or socket', () => {
    const stack_id = stack_of('demo-tenant');
    platform.stack('demo-tenant', { state: 'absent', stack_id });
    assert.deepEqual(all_containers().filter((name) => name.startsWith('demo-tenant')), []);
    assert.doesNotMatch(engine.docker('network', 'ls', '--format', '{{.Name}}'), /demo-tenant/);
    for (const path of [join('stacks', stack_id), join('tenants', 'demo-tenant')]) assert.ok(!existsSync(join(platform.state, path)), path);
    assert.equal(platform.ask('demo-tenant', '/health').status, 404);
    assert.equal(platform.ask('acme-corp', '/health').status, 200);
  });

  test('everything goes down', () => {
    platform.stack('acme-corp', { state: 'absent', stack_id: stack_of('acme-corp') });
    platform.compose('--profile', '*', 'down', '--volumes');
    assert.equal(engine.docker('ps', '--all', '--quiet'), '');
    assert.doesNotMatch(engine.docker('network', 'ls', '--format', '{{.Name}}'), /mvp/);
  });
});

/// What the kernel says, in either kind of cgroup hierarchy.
function memory_limit_of(pid) {
  const groups = readFileSync(`/proc/${pid}/cgroup`, 'utf8');
  const v1 = /^\d+:memory:(.+)$/m.exec(groups);
  const path = v1 ? join('/sys/fs/cgroup/memory', v1[1], 'memory.limit_in_bytes') : join('/sys/fs/cgroup', /^0::(.+)$/m.exec(groups)[1], 'memory.max');
  return Number(readFileSync(path, 'utf8'));
}

/// Until it holds, a minute at most; a failure meanwhile is one more try.
function patiently(ask, holds) {
  for (const end = Date.now() + 60_000; ;) {
    try {
      const answer = ask();
      if (holds(answer)) return answer;
    } catch (error) {
      if (Date.now() > end) throw error;
    }
    if (Date.now() > end) throw new Error('not within a minute');
  }
}
