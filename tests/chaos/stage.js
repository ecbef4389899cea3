/// The platform that is hurt: a member with a token, tenants of their own, and what must be true of all of it afterwards.
import { randomUUID } from 'node:crypto';
import { existsSync, readFileSync, readdirSync, readlinkSync } from 'node:fs';
import { request } from 'node:http';
import { join } from 'node:path';

import { Client, Person } from '../attack/identity_provider.js';
import { Platform, until } from '../journeys/platform.js';
import { people } from '../../tools/seed/people.js';

export class Stage {
  #cars = new Map();

  /// @param place of the platform, see there.
  static async start(place = {}) {
    const stage = new Stage();
    stage.platform = await Platform.start(['--no-demo'], place);
    stage.member = new Person(stage.platform.settings);
    stage.client = new Client({ id: 'mvp-landing', secret: readFileSync(join(stage.platform.var_dir, 'secrets', 'oidc_landing_secret'), 'utf8').trim(),
      provider: stage.platform.origin('auth'), redirect_uri: `${stage.platform.origin()}/auth/callback` });
    await stage.token();
    return stage;
  }

  /// Access tokens last for minutes, chaos longer.
  async token() {
    if (!this.held || Date.now() - this.held_at > 120_000) {
      this.held = (await this.client.tokens_of(this.member, people.mia.email)).access_token;
      this.held_at = Date.now();
      this.sub = JSON.parse(Buffer.from(this.held.split('.')[1], 'base64url')).sub;
    }
    return this.held;
  }

  /// One request on a connection of its own. @returns {{status, body}}; status 0 when there was no answer.
  #send(where, { method = 'GET', path, headers = {}, json }) {
    const content = json === undefined ? undefined : JSON.stringify(json);
    return new Promise((resolve) => {
      const sent = request({ ...where, agent: false, method, path, timeout: 60_000, headers: {
        ...headers, ...(content && { 'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(content) }),
      } }, (answer) => {
        let text = '';
        answer.setEncoding('utf8').on('data', (chunk) => (text += chunk)).on('error', () => resolve({ status: 0 }))
          .on('end', () => resolve({ status: answer.statusCode, text, body: /json/.test(answer.headers['content-type'] ?? '') && text ? JSON.parse(text) : undefined }));
      });
      sent.on('timeout', () => sent.destroy()).on('error', () => resolve({ status: 0 })).end(content);
    });
  }

  /// As a member, through the edge.
  async garage(slug, path, options = {}) {
    return this.#send({ host: '127.0.0.1', port: this.platform.edge_port }, { path, ...options,
      headers: { Host: new URL(this.platform.origin(slug)).host, Authorization: `Bearer ${await this.token()}` } });
  }
  /// As the operator of this machine.
  operator(method, path, json, headers = {}) {
    return this.#send({ socketPath: join(this.platform.var_dir, 'run', 'tenants.sock') }, { method, path: `/api/v1${path}`, json, headers: { Host: 'tenants', ...headers } });
  }
  node(method, path, json) {
    return this.#send({ socketPath: join(this.platform.var_dir, 'run', 'node.sock') }, { method, path, json, headers: { Host: 'node' } });
  }

  /// The largest plan: its limits bound no load of a test.
  found(slug) {
    return this.operator('POST', '/tenants', this.tenant(slug));
  }
  tenant(slug) {
    return { id: slug, name: slug, plan: 'business', admin_user_id: this.sub, admin_email: people.mia.email };
  }

  /// Asks for a change until it is answered, whoever dies meanwhile; it is begun once. @returns the answer: the tenant and the operation.
  async begin(path, json = {}) {
    const key = { 'Idempotency-Key': randomUUID() };
    return until(`POST ${path} is answered`, async () => {
      const answer = await this.operator('POST', path, json, key);
      return answer.status !== 0 && answer.status < 500 && answer;
    }, { every_ms: 30 });
  }
  /// The same, until it is over. @throws if it does not end well.
  async change(slug, what, json) {
    const { status, body } = await this.begin(what === 'create' ? '/tenants?wait=60' : `/tenants/${slug}/${what}?wait=60`, json);
    if (![200, 201].includes(status)) throw new Error(`${what} of ${slug}: ${status} ${JSON.stringify(body)}`);
    return body;
  }
  async status(slug) {
    return (await this.operator('GET', `/tenants/${slug}`)).body?.status;
  }

  /// A tenant that serves its owner.
  async provide(slug) {
    await this.found(slug);
    await until(`${slug} serves`, async () => (await this.garage(slug, '/api/vehicles')).status === 200, { every_ms: 20 });
  }
  hibernate(slug) {
    return this.node('PUT', `/v1/stacks/${slug}`, { state: 'hibernated', stack_id: this.platform.stack(slug).stack_id });
  }

  /// The vehicle that all is written about: a plan counts vehicles.
  async #car(slug) {
    if (!this.#cars.has(slug)) {
      const { body } = await this.garage(slug, '/api/vehicles', { method: 'POST', json: { nickname: 'Car' } });
      if (body?.id) this.#cars.set(slug, body.id);
    }
    return this.#cars.get(slug);
  }
  renamed(from, to) {
    this.#cars.set(to, this.#cars.get(from));
  }
  /// Stores an odometer reading with that note. @returns whether that was acknowledged.
  async write(slug, note) {
    const car = await this.#car(slug);
    const json = { read_at: '2024-01-01T00:00:00Z', odometer_m: 1000, note };
    return car !== undefined && (await this.garage(slug, `/api/vehicles/${car}/odometer`, { method: 'POST', json })).status === 201;
  }
  /// Notes in the tenant's database, as they are there.
  written(slug) {
    return this.platform.garage_sql(slug, 'SELECT note FROM odometer_readings ORDER BY note').split('\n').filter(Boolean);
  }

  /// Kills one of the platform's own processes or of a tenant's, if it lives at this moment.
  kill(name, slug) {
    const { pid } = (slug ? this.platform.stack(slug).processes : this.platform.processes())[name] ?? {};
    if (!pid) return false;
    try {
      process.kill(pid, 'SIGKILL');
      return true;
    } catch {
      return false;
    }
  }

  async until_whole() {
    await until('control plane and agent answer', async () => (await this.operator('GET', '/tenants?limit=1')).status === 200
      && (await this.node('GET', '/health')).status === 200, { every_ms: 50 });
    await until('every operation has ended', () => this.platform.sql('platform', "SELECT count(*) FROM operations WHERE state IN ('pending', 'running')") === '0');
  }

  /// What is on the machine and belongs to no tenant of the database. @returns a list of sentences, empty when all is well.
  orphans() {
    const { var_dir } = this.platform;
    const known = new Set(this.platform.sql('platform', 'SELECT stack_id FROM stacks').split('\n'));
    const live = new Set(this.platform.sql('platform', "SELECT slug FROM tenants WHERE status IN ('active', 'suspended', 'provisioning')").split('\n'));
    const found = [];
    for (const id of readdirSync(join(var_dir, 'stacks'))) if (!known.has(id)) found.push(`directory ${id}`);
    for (const slug of readdirSync(join(var_dir, 'tenants'))) if (!live.has(slug)) found.push(`name ${slug}`);
    const packed = new Set(this.platform.sql('platform', "SELECT s.stack_id FROM stacks s JOIN tenants t ON t.id = s.tenant_id WHERE t.status = 'archived'").split('\n'));
    const archives = join(var_dir, 'archives');
    if (existsSync(archives)) for (const name of readdirSync(archives)) if (!packed.has(name.replace(/\.tar\.zst$/, ''))) found.push(`archive ${name}`);
    for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
      const stack = stack_of(pid, var_dir);
      if (stack && !known.has(stack)) found.push(`process ${pid} of ${stack}`);
    }
    return found;
  }

  stop() {
    return this.platform?.stop();
  }
}

/// The stack in whose directory a process works; undefined for all others.
function stack_of(pid, var_dir) {
  try {
    const directory = readlinkSync(`/proc/${pid}/cwd`);
    return directory.startsWith(`${var_dir}/stacks/`) ? directory.slice(`${var_dir}/stacks/`.length).split('/')[0] : undefined;
  } catch {
    return undefined;  // ended since, or not ours to look at
  }
}
