/// The platform that is attacked: its people, their tokens and cookies, and what belongs to whom.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { people as seeded } from '../../tools/seed/people.js';
import { Platform, until } from '../journeys/platform.js';
import { operations } from './contract.js';
import { Client, Person, random } from './identity_provider.js';
import { send } from './wire.js';

export const own = 'demo-tenant';
export const other = 'acme-corp';
/// A garage that may be broken.
export const spare = 'spare-garage';
const long_password = 'a-long-enough-password';

export class World {
  static async start() {
    const world = new World();
    world.platform = await Platform.start();
    try {
      await world.#populate();
    } catch (error) {
      await world.stop();
      throw error;
    }
    return world;
  }

  get edge_port() {
    return this.platform.edge_port;
  }
  get tenants_port() {
    return Number(this.platform.env.MVP_TENANTS_PORT);
  }
  get catalog_port() {
    return Number(this.platform.env.MVP_CATALOG_PORT);
  }
  host(slug) {
    return new URL(this.platform.origin(slug)).host;
  }
  file(...path) {
    return readFileSync(join(this.platform.var_dir, ...path), 'utf8').trim();
  }
  client(slug = own) {
    return new Client({ id: 'mvp-garage', secret: this.file('secrets', 'oidc_garage_secret'), provider: this.platform.origin('auth'),
      redirect_uri: `${this.platform.origin(slug)}/auth/callback` });
  }
  landing_client() {
    return new Client({ id: 'mvp-landing', secret: this.file('secrets', 'oidc_landing_secret'), provider: this.platform.origin('auth'),
      redirect_uri: `${this.platform.origin()}/auth/callback` });
  }

  /// A call of the control plane with a person's or a service's token.
  control(token, method, path, json) {
    const body = json && JSON.stringify(json);
    return send(this.tenants_port, { method, path: `/api/v1${path}`, body, headers: { ...(token && { Authorization: `Bearer ${token}` }), ...(body
      && { 'Content-Type': 'application/json' }) } });
  }
  /// The same, where only success will do. @returns the body.
  async must(token, method, path, json) {
    const answer = await this.control(token, method, path, json);
    if (answer.status >= 300) throw new Error(`${method} ${path}: ${answer.status} ${answer.text}`);
    return answer.text && JSON.parse(answer.text);
  }

  async service_token(caller, tenant) {
    const secret = tenant ? readFileSync(join(this.platform.var_dir, 'stacks', this.platform.stack(tenant).stack_id, 'secrets', 'service_secret'),
      'utf8').trim() : this.file('secrets', 'landing_secret');
    return (await this.must(undefined, 'POST', '/service-token', { caller, ...(tenant && { tenant }), secret })).token;
  }

  async set_member(slug, { sub, email, name }, role, state = 'active') {
    await this.must(this.people.olivia.token, 'PUT', `/tenants/${slug}/members/${encodeURIComponent(sub)}`, { email, name, role, state });
  }

  /// Somebody with an account and the cookies of their own garage and of the public site.
  async #known_person(key, { email }, secret) {
    const visitor = new Person(this.platform.settings);
    await visitor.enter(`${this.platform.origin()}/auth/login?returnTo=%2F`, { email, secret });
    const tokens = await this.client().tokens_of(visitor, email);
    this.people[key] = { ...seeded[key], key, email, visitor, tokens, token: tokens.access_token };
  }
  async #new_person(key) {
    const [email, name] = [`${key}-${crypto.randomUUID().slice(0, 8)}@attack.example`, `${key} attacker`];
    const visitor = new Person(this.platform.settings);
    await visitor.enter(`${this.platform.origin()}/auth/login?returnTo=%2F&screen_hint=signup`, { email, secret: long_password, sign_up_as: name });
    const tokens = await this.client().tokens_of(visitor, email);
    const { sub } = JSON.parse((await this.control(tokens.access_token, 'GET', '/me')).text);
    this.people[key] = { key, email, name, sub, secret: long_password, visitor, tokens, token: tokens.access_token };
  }

  async #populate() {
    this.people = {};
    for (const key of ['olivia', 'dora', 'adam', 'mia', 'vera', 'carl']) await this.#known_person(key, seeded[key]);
    for (const key of ['stranger', 'pending', 'suspended', 'ada', 'twin', 'waiting', 'leaver']) await this.#new_person(key);
    const { people } = this;
    await this.must(people.olivia.token, 'POST', '/tenants?wait=60', { id: spare, name: 'Spare' });
    await this.set_member(own, people.suspended, 'member');
    await this.set_member(own, people.suspended, 'member', 'suspended');
    await this.set_member(other, people.ada, 'admin');
    for (const slug of [own, other]) await this.set_member(slug, people.twin, 'member');
    this.signups = {
      [own]: (await this.must(people.pending.token, 'POST', `/tenants/${own}/signups`)).id,
      [other]: (await this.must(people.waiting.token, 'POST', `/tenants/${other}/signups`)).id,
    };
    this.invitations = { [own]: await this.new_invitation(own), [other]: await this.new_invitation(other) };
    this.mail = (await this.must(people.olivia.token, 'GET', '/mails?limit=1')).items[0].id; // of an invitation
    this.operations = { [own]: await this.#operation_of(own), [other]: await this.#operation_of(other) };
    await this.#sign_in_at_home();
    this.sessions = { [own]: await this.new_session(own, people.vera), [other]: await this.new_session(other, people.carl) };
    this.vehicles = { [own]: await this.new_vehicle(own, people.mia.visitor), [other]: await this.new_vehicle(other, people.carl.visitor) };
    this.api_keys = { [own]: await this.new_api_key(own, people.mia.visitor), [other]: await this.new_api_key(other, people.ada.visitor) };
    const answers = async () => (await send(this.catalog_port, { path: '/ready' })).status === 200;
    await until('the catalogue is there', answers, { within_ms: 180_000 });
  }

  async #operation_of(slug) {
    return (await this.must(this.people.olivia.token, 'GET', `/operations?tenant=${slug}`)).items[0].id;
  }

  /// Everybody gets a session at the garage under attack; members of the other one get theirs too.
  async #sign_in_at_home() {
    for (const { visitor, key } of Object.values(this.people)) {
      for (const slug of ['carl', 'ada', 'twin'].includes(key) ? [own, other] : [own]) {
        await visitor.follow(`${this.platform.origin(slug)}/auth/login?returnTo=%2F`);
        if (!visitor.session_at(slug)) throw new Error(`${key} has no session at ${slug}`);
      }
    }
    await until('the new memberships have arrived', async () => (await this.people.twin.visitor.api(own, '/api/vehicles')).status === 200
      && (await this.people.ada.visitor.api(other, '/api/vehicles')).status === 200 && (await this.people.suspended.visitor.api(own, '/api/vehicles')).status === 403);
  }

  /// A car with a fill-up and a reading. @returns {{vehicle, fuel_log, reading}} ids.
  async new_vehicle(slug, visitor, nickname = `Target of ${slug}`) {
    const post = async (path, json) => (await this.#made(slug, visitor, path, json)).id;
    const vehicle = await post('/api/vehicles', { nickname });
    return {
      vehicle,
      fuel_log: await post(`/api/vehicles/${vehicle}/fuel-logs`, { filled_at: '2024-05-01T10:00:00Z', volume_ml: 40_000, odometer_m: 1_000_000 }),
      reading: await post(`/api/vehicles/${vehicle}/odometer`, { read_at: '2024-05-02T10:00:00Z', odometer_m: 1_100_000 }),
    };
  }

  /// @returns an id; of nothing while the contract has no invitations.
  async new_invitation(slug) {
    if (!operations('tenants').some(({ id }) => id === 'invite')) return crypto.randomUUID();
    const email = `invited-${crypto.randomUUID().slice(0, 8)}@attack.example`;
    return (await this.must(this.people.olivia.token, 'POST', `/tenants/${slug}/invitations`, { email, role: 'viewer' })).id;
  }
  /// Signs somebody in with one more browser. @returns the id of that session.
  async new_session(slug, { email, secret }) {
    const browser = new Person(this.platform.settings);
    await browser.enter(`${this.platform.origin(slug)}/auth/login?returnTo=%2F`, { email, secret });
    const { status, text, body } = await browser.api(slug, '/auth/sessions');
    if (status !== 200) throw new Error(`the sessions of ${email} at ${slug}: ${status} ${text}`);
    return body.items.find(({ is_current }) => is_current).id;
  }
  /// @returns {{id, key}}
  async new_api_key(slug, visitor) {
    const { api_key, key } = await this.#made(slug, visitor, '/api/api-keys', { name: 'Attacked', scopes: ['write'] });
    return { id: api_key.id, key };
  }
  async #made(slug, visitor, path, json) {
    const answer = await visitor.api(slug, path, { method: 'POST', json });
    if (answer.status !== 201) throw new Error(`POST ${path} at ${slug}: ${answer.status} ${answer.text}`);
    return answer.body;
  }

  /// One line per table of what a tenant owns, wherever it is kept: equal lines, equal rows.
  checksum(slug) {
    // When a key was last used is written by using it.
    const digest = (rows) => `SELECT md5(coalesce(string_agg(r.row, '|' ORDER BY r.row), '')) FROM (SELECT (to_jsonb(t) - 'last_used_at')::text AS row FROM (${rows}) AS t) AS r`;
    const named = (table) => `SELECT table_name FROM information_schema.${table} WHERE table_schema = 'public'`;
    const tables = this.platform.garage_sql(slug, `${named('tables')} AND table_type = 'BASE TABLE' ORDER BY 1`).split('\n');
    const shared = this.platform.sql('platform', `${named('columns')} AND column_name = 'tenant_id' ORDER BY 1`).split('\n');
    // Anybody may ask to join; what was asked before must stay as it was.
    const rows_of = (table) => (table === 'tenant_signups' ? `SELECT * FROM tenant_signups WHERE id = '${this.signups[slug]}'`
      : `SELECT * FROM "${table}" WHERE tenant_id = (SELECT id FROM tenants WHERE slug = '${slug}')`);
    return [
      ...tables.map((table) => `${table} ${this.platform.garage_sql(slug, digest(`SELECT * FROM "${table}"`))}`),
      ...shared.map((table) => `${table} ${this.platform.sql('platform', digest(rows_of(table)))}`),
      `tenants ${this.platform.sql('platform', digest(`SELECT * FROM tenants WHERE slug = '${slug}'`))}`,
    ];
  }

  unknown() {
    return { uuid: crypto.randomUUID(), slug: 'nobody-here', sub: `auth0|${random()}` };
  }

  stop() {
    return this.platform?.stop();
  }
}
