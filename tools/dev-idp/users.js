/// The people who can sign in, kept in users.json.
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';

import { json_of, replace_file } from './durable.js';
import { hash_of, is_password } from './passwords.js';

export const seeded_password = 'motovault';

const seeds = [
  { sub: 'auth0|olivia', email: 'olivia@motovaultpro.localhost', name: 'Olivia Owner', part: 'platform admin' },
  { sub: 'auth0|adam', email: 'adam@demo-tenant.example', name: 'Adam Admin', part: 'admin of demo-tenant' },
  { sub: 'auth0|mia', email: 'mia@demo-tenant.example', name: 'Mia Member', part: 'member of demo-tenant' },
  { sub: 'auth0|vera', email: 'vera@demo-tenant.example', name: 'Vera Viewer', part: 'viewer of demo-tenant' },
  { sub: 'auth0|dora', email: 'dora@demo-tenant.example', name: 'Dora Owner', part: 'owner of demo-tenant' },
  { sub: 'auth0|carl', email: 'carl@acme-corp.example', name: 'Carl Owner', part: 'owner of acme-corp' },
];

/// For the sign-in page: whom a developer can be without signing up.
export const seeded_people = seeds.map(({ email, name, part }) => ({ email, name, part }));

const canonical = (email) => email.trim().toLowerCase();

/// What is wrong with a sign-up, by field; empty if nothing is.
export function flaws_of({ name, email, password }) {
  const flaws = {};
  if (name.trim().length < 1 || name.length > 100) flaws.name = 'Tell us your name, in at most 100 characters.';
  if (email.length > 254 || !/^[^\s@<>"]+@[^\s@<>"]+\.[^\s@<>"]+$/.test(email.trim())) flaws.email = 'This is not an e-mail address.';
  if (password.length < 8) flaws.password = 'At least 8 characters, please.';
  if (password.length > 128) flaws.password = 'At most 128 characters, please.';
  return flaws;
}

export class Users {
  #path;
  #by_sub = new Map();
  #by_email = new Map();
  #nobody;

  /// Reads users.json in `state_dir` and adds the seeded people who are not in it.
  static async open(state_dir) {
    const users = new Users();
    users.#path = join(state_dir, 'users.json');
    users.#nobody = await hash_of(randomBytes(16).toString('hex'));
    for (const user of json_of(users.#path) ?? []) users.#keep(user);
    const missing = seeds.filter(({ sub }) => !users.#by_sub.has(sub));
    for (const { sub, email, name } of missing) {
      users.#keep({ sub, email, name, email_verified: true, password: await hash_of(seeded_password) });
    }
    if (missing.length) users.#save();
    return users;
  }

  by_sub(sub) {
    return this.#by_sub.get(sub);
  }

  /// @returns those with this address, in a list.
  by_email(email) {
    const user = this.#by_email.get(canonical(email));
    return user ? [user] : [];
  }

  /// Merges at the first level; null takes a member away. @returns the user, or undefined if there is none.
  merge_app_metadata(sub, changes) {
    const user = this.#by_sub.get(sub);
    if (!user) return undefined;
    const members = Object.entries({ ...user.app_metadata, ...changes }).filter(([, value]) => value !== null);
    const merged = { ...user, app_metadata: Object.fromEntries(members) };
    this.#keep(merged);
    this.#save();
    return merged;
  }

  /// @returns the user, or undefined; takes as long for an unknown address as for a wrong password.
  async authenticated(email, password) {
    const user = this.#by_email.get(canonical(email));
    const is_right = await is_password(password, user?.password ?? this.#nobody);
    return user && is_right ? user : undefined;
  }

  /// Adds a person; undefined if the address is taken. The address stays unverified: no mail is sent from here.
  async sign_up({ name, email, password }) {
    const hash = await hash_of(password);
    if (this.#by_email.has(canonical(email))) return undefined;
    const user = {
      sub: `auth0|${randomBytes(12).toString('hex')}`,
      email: canonical(email),
      name: name.trim(),
      email_verified: false,
      password: hash,
    };
    this.#keep(user);
    this.#save();
    return user;
  }

  #keep(user) {
    this.#by_sub.set(user.sub, user);
    this.#by_email.set(canonical(user.email), user);
  }

  #save() {
    replace_file(this.#path, `${JSON.stringify([...this.#by_sub.values()], null, 2)}\n`);
  }
}
