import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';

import { render } from './edge.js';

let root;
before(() => (root = mkdtempSync(join(tmpdir(), 'mvp-render-'))));
after(() => rmSync(root, { recursive: true, force: true }));

const values = { PORT: '8080', DOMAIN: 'garage.example', VAR_DIR: '/v', RUN_DIR: '/v/run', WEB_LANDING: '/l', WEB_GARAGE: '/g', IDP_PORT: '8090' };
const run = (out, changes = {}) => spawnSync(render, [out, ...Object.entries({ ...values, ...changes }).filter(([, value]) => value !== null).map((pair) => pair.join('='))], { encoding: 'utf8' });

test('the domain is escaped where it is a regular expression', () => {
  const out = join(root, 'nginx.conf');
  assert.equal(run(out).status, 0);
  const text = readFileSync(out, 'utf8');
  assert.match(text, /\[a-z0-9\]\)\\\.garage\\\.example\$"/);
  assert.match(text, /server_name garage\.example;/);
});

test('a missing value is named and nothing is written', () => {
  const out = join(root, 'missing.conf');
  const { status, stderr } = run(out, { IDP_PORT: null });
  assert.equal(status, 2);
  assert.match(stderr, /@IDP_PORT@/);
  assert.ok(!existsSync(out));
});

test('a value cannot bring a directive with it', () => {
  for (const value of ['8080; autoindex on', '8080;', '8080}', '80 80', '$host', '']) {
    const out = join(root, 'evil.conf');
    assert.equal(run(out, { PORT: value }).status, 2, value);
    assert.ok(!existsSync(out));
  }
});
