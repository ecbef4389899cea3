/// The scenarios of the guide.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { people } from '../../../tools/seed/people.js';
import { ask, enter, new_person, sign_in } from '../browser.js';

export function guide(stage) {
  test('the public site shows its home page to a stranger', async () => {
    const page = await new_person(stage.browser);
    await page.goto(`${stage.platform.origin()}/`);
    await page.getByRole('heading', { name: 'Know what your vehicles really use' }).waitFor();
    await page.getByRole('button', { name: 'Sign up' }).waitFor();
    assert.deepEqual(page.flaws, []);
    await page.context().close();
  });

  test('the platform garage sends a stranger to the identity provider', async () => {
    const visitor = stage.platform.visitor();
    const answer = await visitor.open(`${stage.platform.origin('admin')}/auth/login?returnTo=%2F`);
    assert.equal(answer.status, 303);
    assert.equal(new URL(answer.headers.location).origin, stage.platform.origin('auth'));
    const api = await visitor.api('admin', '/api/vehicles');
    assert.equal(api.status, 401);
  });

  test('olivia sees all tenants at the platform garage', async () => {
    const page = await new_person(stage.browser);
    await sign_in(page, stage.platform, 'admin', people.olivia.email);
    await page.getByRole('navigation', { name: 'Garage' }).getByRole('link', { name: 'Platform' }).click();
    await page.getByRole('heading', { name: 'Platform', level: 1 }).waitFor();
    for (const slug of ['demo-tenant', 'acme-corp']) await page.getByRole('link', { name: slug, exact: true }).first().waitFor();
    await page.getByRole('button', { name: 'Create tenant' }).waitFor();
    assert.deepEqual(page.flaws, []);
    await page.context().close();
  });

  test('a member of a garage finds no administration there', async () => {
    const page = await new_person(stage.browser);
    await sign_in(page, stage.platform, 'demo-tenant', people.mia.email);
    await page.getByRole('link', { name: 'Family Golf' }).waitFor();
    const navigation = page.getByRole('navigation', { name: 'Garage' });
    for (const name of ['Platform', 'Sign-ups']) assert.equal(await navigation.getByRole('link', { name }).count(), 0, name);
    assert.equal((await ask(page, '/api/admin/tenants')).status, 404);
    assert.equal((await ask(page, '/api/signups')).status, 403);
    await page.context().close();
  });

  test('a wrong password is refused without saying which part is wrong', async () => {
    const page = await new_person(stage.browser);
    await page.goto(`${stage.platform.origin('demo-tenant')}/auth/login?returnTo=%2F`);
    await enter(page, people.mia.email, 'not-the-password');
    await page.getByRole('alert').filter({ hasText: 'The e-mail address or the password is wrong.' }).waitFor();
    await page.context().close();
  });
}
