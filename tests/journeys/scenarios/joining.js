/// From a stranger to a member whose car has a consumption.
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

import { people } from '../../../tools/seed/people.js';
import { ask, enter, new_person, sign_in } from '../browser.js';
import { root } from '../platform.js';

export const newcomer = { name: 'Nora Newcomer', email: 'nora@newcomer.example', password: 'a-long-enough-password' };
const own_export = fileURLToPath(new URL('../fixtures/fuelio.csv', import.meta.url));
const sample_export = join(root, '../shared/samples/fuelio-backup-sample.csv');

async function import_file(page, file) {
  await page.getByRole('navigation', { name: 'Vehicle' }).getByRole('link', { name: 'Import' }).click();
  await page.getByLabel('Export file').setInputFiles(file);
  await page.getByRole('button', { name: 'Check file' }).click();
  await page.getByRole('button', { name: /^Import \d+ fill-up/ }).click();
  await page.getByText(/\d+ fill-ups? imported/).waitFor();
}

export function joining(stage) {
  test('a stranger signs up for a garage at the identity provider and waits', async () => {
    const page = await new_person(stage.browser);
    await page.goto(`${stage.platform.origin()}/`);
    await page.getByRole('button', { name: 'Sign up' }).click();
    await page.getByLabel('Garage name').fill('demo-tenant');
    await page.getByRole('button', { name: 'Continue' }).click();
    await page.getByRole('heading', { name: 'Join Demo Garage' }).waitFor();
    await page.getByRole('button', { name: 'Sign up', exact: true }).click();
    await page.getByRole('heading', { name: 'Create your account' }).waitFor();
    await page.getByLabel('Your name').fill(newcomer.name);
    await page.getByLabel('E-mail address').fill(newcomer.email);
    await page.getByLabel('Password', { exact: true }).fill(newcomer.password);
    await page.getByRole('button', { name: 'Create account' }).click();
    await page.waitForURL('**/approval-pending');
    await page.getByRole('heading', { name: 'Waiting for Demo Garage' }).waitFor();
    assert.deepEqual(page.flaws, []);
    stage.nora = page;
  });

  test('before the approval the garage does not let the newcomer in', async () => {
    await stage.nora.goto(`${stage.platform.origin('demo-tenant')}/auth/login?returnTo=%2F`);
    await stage.nora.getByRole('heading', { name: 'You are not a member of this garage' }).waitFor();
    await stage.nora.goto(`${stage.platform.origin()}/approval-pending`);
    await stage.nora.getByRole('heading', { name: 'Waiting for Demo Garage' }).waitFor();
    assert.equal(stage.platform.sql('platform', `SELECT count(*) FROM tenant_signups WHERE status = 'pending' AND user_email = '${newcomer.email}'`), '1');
  });

  test("the garage's admin approves", async () => {
    const page = await new_person(stage.browser);
    await sign_in(page, stage.platform, 'demo-tenant', people.adam.email);
    await page.getByRole('navigation', { name: 'Garage' }).getByRole('link', { name: 'Sign-ups' }).click();
    const request = page.getByRole('list', { name: 'Requests' }).getByRole('listitem').filter({ hasText: newcomer.email });
    await request.getByRole('button', { name: 'Approve' }).click();
    await page.getByText(`${newcomer.name} is in`).waitFor();
    await request.waitFor({ state: 'detached' });
    await page.context().close();
  });

  test("the newcomer's page goes on to the garage by itself", async () => {
    await stage.nora.waitForURL(`${stage.platform.origin('demo-tenant')}/**`);
  });

  test('the new member signs in', async () => {
    await stage.nora.context().close();
    stage.nora = await new_person(stage.browser);
    await stage.nora.goto(`${stage.platform.origin('demo-tenant')}/auth/login?returnTo=%2Fvehicles`);
    await enter(stage.nora, newcomer.email, newcomer.password);
    await stage.nora.waitForURL(`${stage.platform.origin('demo-tenant')}/vehicles`);
    for (let attempt = 0; attempt < 20 && !(await stage.nora.getByRole('link', { name: 'Family Golf' }).isVisible()); ++attempt) {
      await stage.nora.waitForTimeout(500);
      await stage.nora.reload();
    }
    await stage.nora.getByRole('link', { name: 'Family Golf' }).waitFor();
  });

  test('a car is added by its VIN, from which the form is filled in', async () => {
    const page = stage.nora;
    await page.goto(`${stage.platform.origin('demo-tenant')}/vehicles/new`);
    await page.getByLabel('VIN', { exact: true }).fill('1hgcm82633a004352');
    await page.getByRole('button', { name: 'Decode VIN' }).click();
    await page.getByLabel('Decoded from the VIN').waitFor();
    assert.equal(await page.getByLabel('Year').inputValue(), '2003');
    assert.match(await page.getByLabel('Make').inputValue(), /^honda$/i);
    assert.match(await page.getByLabel('Model').inputValue(), /^accord$/i);
    await page.getByLabel('Name').fill("Nora's Accord");
    await page.getByRole('button', { name: 'Save vehicle' }).click();
    await page.getByRole('heading', { name: "Nora's Accord", level: 1 }).waitFor();
    await page.getByText('No fill-up yet').waitFor();
    stage.accord = new URL(page.url()).pathname.split('/')[2];
  });

  test('a Fuelio export is checked, imported, and not imported twice', async () => {
    const page = stage.nora;
    await import_file(page, own_export);
    assert.equal((await ask(page, `/api/vehicles/${stage.accord}/fuel-logs?limit=200`)).body.items.length, 60);
    await page.reload();
    await page.getByLabel('Export file').setInputFiles(own_export);
    await page.getByRole('button', { name: 'Check file' }).click();
    await page.getByText('Every fill-up of this file is here already.').waitFor();
  });

  test('the sample export of Fuelio is imported', async (context) => {
    if (!existsSync(sample_export)) return context.skip('the sample is not beside the repository');
    const visited = stage.nora;
    await visited.goto(`${stage.platform.origin('demo-tenant')}/vehicles/new`);
    await visited.getByLabel('Name').fill('Z3');
    await visited.getByRole('button', { name: 'Save vehicle' }).click();
    await visited.getByRole('heading', { name: 'Z3', level: 1 }).waitFor();
    await import_file(visited, sample_export);
    return undefined;
  });

  test('consumption and cost are shown', async () => {
    const page = stage.nora;
    await page.goto(`${stage.platform.origin('demo-tenant')}/vehicles/${stage.accord}/economy`);
    await page.getByText('from full tank to full tank.').first().waitFor();
    const main = await page.getByRole('main').innerText();
    assert.match(main, /L\/100\s?km/i);
    const { body: average } = await ask(page, `/api/vehicles/${stage.accord}/economy`);
    assert.ok(average.average_ml_per_100km > 8300 && average.average_ml_per_100km < 9700, `${average.average_ml_per_100km}`);
    assert.ok(average.cost_minor_per_100km > 1300 && average.cost_minor_per_100km < 1800, `${average.cost_minor_per_100km}`);
    const reasons = average.excluded.map(({ reason }) => reason);
    for (const reason of ['first_fill', 'partial_fill', 'missed_fill']) assert.ok(reasons.includes(reason), reason);
    await page.getByText((average.average_ml_per_100km / 1000).toFixed(1)).first().waitFor();
    assert.deepEqual(page.flaws, []);
  });

  test('a member of one garage is refused at another', async () => {
    const page = stage.nora;
    await page.goto(`${stage.platform.origin('acme-corp')}/auth/login?returnTo=%2F`);
    await page.getByRole('heading', { name: 'You are not a member of this garage' }).waitFor();
    const answer = await ask(page, '/api/vehicles');
    assert.equal(answer.status, 403);
    assert.equal(answer.body.code, 'not_a_member');
  });

  test('signing out ends the session', async () => {
    const page = stage.nora;
    await page.goto(`${stage.platform.origin('demo-tenant')}/vehicles`);
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.waitForURL((url) => url.pathname === '/' || url.host.startsWith('auth.'));
    await page.goto(`${stage.platform.origin('demo-tenant')}/vehicles`);
    await page.getByRole('heading', { name: 'Sign in to demo-tenant' }).waitFor();
    await page.context().close();
  });
}
