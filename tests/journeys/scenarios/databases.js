/// The guide's look into the databases.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { cars } from '../../../tools/seed/cars.js';
import { people } from '../../../tools/seed/people.js';

const seeded = (slug) => cars.filter(({ owner }) => people[owner].garage === slug).map(({ vehicle }) => vehicle.nickname).sort();

export function databases(stage) {
  test('the platform knows every tenant', () => {
    const rows = stage.platform.sql('platform', 'SELECT slug, status FROM tenants ORDER BY slug').split('\n');
    for (const slug of ['acme-corp', 'admin', 'demo-tenant']) assert.ok(rows.includes(`${slug}|active`), rows.join(', '));
  });

  test('no request to join is left waiting', () => {
    assert.equal(stage.platform.sql('platform', "SELECT count(*) FROM tenant_signups WHERE status = 'pending'"), '0');
    assert.notEqual(stage.platform.sql('platform', "SELECT count(*) FROM tenant_signups WHERE status = 'approved'"), '0');
  });

  test('each garage holds its own vehicles and nobody else’s', () => {
    const of = (slug) => stage.platform.garage_sql(slug, 'SELECT nickname FROM vehicles ORDER BY nickname').split('\n').sort();
    assert.deepEqual(of('acme-corp'), seeded('acme-corp'));
    const demo = of('demo-tenant');
    for (const nickname of seeded('demo-tenant')) assert.ok(demo.includes(nickname), nickname);
    for (const nickname of seeded('acme-corp')) assert.ok(!demo.includes(nickname), nickname);
    assert.notEqual(demo.length, of('acme-corp').length);
  });
}
