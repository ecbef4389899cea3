/// What is wrong is refused, and the refusal says why.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { member_visit } from '../../../tools/seed/sign_in.js';
import { people } from '../../../tools/seed/people.js';

const garage = 'demo-tenant';
const json_type = { 'Content-Type': 'application/json' };
const csv_type = { 'Content-Type': 'text/csv' };

function assert_problem(answer, status, field) {
  assert.equal(answer.status, status, answer.text);
  assert.match(answer.headers['content-type'], /^application\/problem\+json/);
  assert.equal(answer.body.status, status);
  assert.ok(answer.body.title, 'a title');
  if (field) assert.equal(answer.body.field, field);
}

/// Name, path below the vehicle or of the API, options, status, field at fault.
const refusals = [
  ['JSON that does not parse', '/api/vehicles', { method: 'POST', body: '{"nickname":', headers: json_type }, 400],
  ['a body that is no object', '/api/vehicles', { method: 'POST', json: ['Golf'] }, 422],
  ['a member nobody knows', '/api/vehicles', { method: 'POST', json: { nickname: 'Golf', wheels: 4 } }, 422, '/wheels'],
  ['no name', '/api/vehicles', { method: 'POST', json: {} }, 422, '/nickname'],
  ['a VIN with forbidden letters', '/api/vehicles', { method: 'POST', json: { nickname: 'Golf', vin: 'IHGCM82633A00435O' } }, 422, '/vin'],
  ['a VIN that is too short', '/api/vehicles', { method: 'POST', json: { nickname: 'Golf', vin: '1HGCM8263' } }, 422, '/vin'],
  ['a body of the wrong type', '/api/vehicles', { method: 'POST', body: 'nickname=Golf', headers: { 'Content-Type': 'text/plain' } }, 415],
  ['a body that is far too large', '/api/vehicles', { method: 'POST', json: { nickname: 'Golf', notes: 'x'.repeat(3_000_000) } }, 413],
  ['a method that is not offered', '/api/vehicles', { method: 'DELETE' }, 405],
  ['an address that is none', '/api/no-such-thing', {}, 404],
  ['a vehicle that is not there', '/api/vehicles/00000000-0000-4000-8000-000000000000', {}, 404],
  ['a call that another site could have made', '/api/vehicles', { method: 'POST', json: { nickname: 'Golf' }, headers: { 'X-MVP-CSRF': '' } }, 403],
  ['a call from another origin', '/api/vehicles', { method: 'POST', json: { nickname: 'Golf' }, headers: { Origin: 'http://evil.example' } }, 403],
  ['a fill-up of no fuel', ':car/fuel-logs', { method: 'POST', json: { filled_at: '2030-01-01T00:00:00Z', volume_ml: 0 } }, 422, '/volume_ml'],
  ['a fill-up at no time', ':car/fuel-logs', { method: 'POST', json: { filled_at: 'yesterday', volume_ml: 40_000 } }, 422, '/filled_at'],
  ['an export of no known program', ':car/imports?dry_run=true', { method: 'POST', body: 'a,b,c\n1,2,3\n', headers: csv_type }, 422],
  ['a broken export', ':car/imports?dry_run=false', { method: 'POST', headers: csv_type, body:
    '"## Log"\n"Data","Odo (km)","Fuel (litres)","Full"\n"no date","far","much","1"\n' }, 422],
];

export function bad_inputs(stage) {
  test('somebody who may change vehicles is there', async () => {
    stage.mia = await member_visit(stage.platform.settings, people.mia);
    const { body } = await stage.mia.api(garage, '/api/vehicles');
    stage.golf = body.items.find(({ nickname }) => nickname === 'Family Golf').id;
  });

  for (const [what, path, options, status, field] of refusals) {
    test(`${what}: ${status}`, async () => {
      const answer = await stage.mia.api(garage, path.replace(':car', `/api/vehicles/${stage.golf}`), options);
      assert_problem(answer, status, field);
      if (status === 405) assert.match(answer.headers.allow, /GET/);
    });
  }

  test('what was refused has left nothing behind', async () => {
    const vehicles = (await stage.mia.api(garage, '/api/vehicles?limit=200')).body.items;
    assert.deepEqual(vehicles.filter(({ nickname }) => nickname === 'Golf'), []);
    const logs = (await stage.mia.api(garage, `/api/vehicles/${stage.golf}/fuel-logs?limit=200`)).body.items;
    assert.deepEqual(logs.filter(({ filled_at }) => filled_at > '2029'), []);
  });

  test('a viewer may look and not change', async () => {
    const vera = await member_visit(stage.platform.settings, people.vera);
    assert.equal((await vera.api(garage, '/api/vehicles')).status, 200);
    assert_problem(await vera.api(garage, '/api/vehicles', { method: 'POST', json: { nickname: 'Golf' } }), 403);
  });

  test('without a session there is nothing to see', async () => {
    assert_problem(await stage.platform.visitor().api(garage, '/api/vehicles'), 401);
  });

  test('a garage that is not there: 404', async () => {
    assert_problem(await stage.platform.visitor().api('nowhere-land', '/api/vehicles'), 404);
  });

  test('a host that is not ours: 421', async () => {
    const answer = await stage.platform.visitor().open('http://motovaultpro.com.evil.example/api/vehicles');
    assert.equal(answer.status, 421);
    assert.match(answer.headers['content-type'], /^application\/problem\+json/);
  });
}
