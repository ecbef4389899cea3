/// Coming in by an invitation, and asking to join and thinking better of it.
import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';

import { member_visit } from '../../../tools/seed/sign_in.js';
import { people } from '../../../tools/seed/people.js';
import { enter, is_too_wide, new_person, picture } from '../browser.js';

const undecided = { name: 'Wanda Wavering', email: 'wanda@newcomer.example', password: 'a-long-enough-password' };

/// What the mail's link ends in, made as the sender of mails makes it: this platform has no SMTP server.
function token_of(platform, invitation) {
  const hmac = (key, text) => createHmac('sha256', key).update(text);
  const key = hmac(readFileSync(join(platform.var_dir, 'secrets', 'tenants_signing_key.pem')), 'invitation tokens, version 1').digest();
  return hmac(key, invitation).digest('base64url');
}

/// The page on a desk and on a phone.
async function pictures(page, name) {
  for (const [device, size] of Object.entries({ desktop: { width: 1280, height: 900 }, phone: { width: 390, height: 844 } })) {
    await page.setViewportSize(size);
    assert.equal(await is_too_wide(page), false, `${name} scrolls sideways on a ${device}`);
    await picture(page, `${name}-${device}`);
  }
}

async function ask_to_join(page, garage) {
  await page.getByLabel('Garage name').fill(garage);
  await page.getByRole('button', { name: 'Continue' }).click();
}

export function invitations(stage) {
  test("an invitation's link leads from a stranger's browser into the garage, and its token into no address", async () => {
    const { platform, browser } = stage;
    stage.carl = await member_visit(platform.settings, people.carl);
    const invited = await stage.carl.api('acme-corp', '/api/invitations', { method: 'POST', json: { email: people.vera.email, role: 'member' } });
    assert.equal(invited.status, 201, invited.text);
    stage.token = token_of(platform, invited.body.id);
    const page = await new_person(browser);
    const asked = [];
    page.on('request', (request) => asked.push(request.url()));
    await page.goto(`${platform.origin()}/invitation#${stage.token}`);
    await page.getByRole('heading', { name: 'Invitation to Acme Corp' }).waitFor();
    await page.getByText(`Carl Owner invites ${people.vera.email} to Acme Corp as a member`).waitFor();
    assert.equal(page.url(), `${platform.origin()}/invitation`);
    await pictures(page, 'invitation');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('heading', { name: 'Welcome back' }).waitFor();
    assert.equal(await page.getByLabel('E-mail address').inputValue(), people.vera.email);
    await enter(page, people.vera.email);
    await page.waitForURL(`${platform.origin()}/invitation`);
    await page.getByRole('button', { name: 'Join Acme Corp' }).waitFor();
    await pictures(page, 'invitation-join');
    await page.getByRole('button', { name: 'Join Acme Corp' }).click();
    await page.getByText('You belong to Acme Corp now.').waitFor();
    await page.waitForURL(`${platform.origin('acme-corp')}/**`);
    assert.deepEqual(asked.filter((url) => url.includes(stage.token) && !url.endsWith(`#${stage.token}`)), []);
    assert.deepEqual(page.flaws, []);
    stage.vera = page;
  });

  test('the same link says that it was used', async () => {
    await stage.vera.goto(`${stage.platform.origin()}/invitation#${stage.token}`);
    await stage.vera.getByText('This invitation has been used already').waitFor();
    await pictures(stage.vera, 'invitation-used');
  });

  test('an invitation to somebody else says whose it is', async () => {
    const invited = await stage.carl.api('acme-corp', '/api/invitations', { method: 'POST', json: { email: 'somebody.with.a.very.long.address@newcomer.example', role: 'viewer' } });
    await stage.vera.goto(`${stage.platform.origin()}/invitation#${token_of(stage.platform, invited.body.id)}`);
    await stage.vera.getByRole('button', { name: 'Sign in with the invited address' }).waitFor();
    await pictures(stage.vera, 'invitation-other-address');
  });

  test('whoever belongs to two garages chooses one after signing in, and is taken back to neither by the start page', async () => {
    const page = stage.vera;
    await page.goto(`${stage.platform.origin()}/login`);
    const garages = page.getByRole('list', { name: 'Garages' });
    await garages.getByRole('link', { name: /Acme Corp/ }).waitFor();
    assert.equal(await garages.getByRole('listitem').count(), 2);
    assert.match(await garages.getByRole('listitem').first().innerText(), /Acme Corp/);
    await pictures(page, 'which-garage');
    await page.goto(`${stage.platform.origin()}/`);
    await page.getByRole('heading', { name: 'Your garages' }).waitFor();
    await garages.getByRole('link', { name: /Demo Garage/ }).waitFor();
    await pictures(page, 'home-signed-in');
    await page.goto(`${stage.platform.origin()}/access-denied?tenant=roadrunner`);
    await page.getByText('roadrunner has not let you in').waitFor();
    assert.deepEqual(page.flaws, []);
    await page.context().close();
  });

  test('the mails of a platform without an SMTP server are kept for the operator', async () => {
    const listed = await stage.platform.mvp('mail', 'list', '--state', 'skipped');
    assert.equal(listed.status, 0, listed.output);
    assert.match(listed.output, new RegExp(`${people.vera.email}.*No SMTP server is set`));
    const retried = await stage.platform.mvp('mail', 'retry', '--all');
    assert.match(retried.output, /mails? (is|are) on (its|their) way again/);
  });

  test('a request is withdrawn, and the garage no longer sees it', async () => {
    const page = await new_person(stage.browser);
    stage.wanda = page;
    await page.goto(`${stage.platform.origin()}/signup`);
    await ask_to_join(page, 'acme-corp');
    await page.getByRole('button', { name: 'Sign up', exact: true }).click();
    await page.getByRole('heading', { name: 'Create your account' }).waitFor();
    await page.getByLabel('Your name').fill(undecided.name);
    await page.getByLabel('E-mail address').fill(undecided.email);
    await page.getByLabel('Password', { exact: true }).fill(undecided.password);
    await page.getByRole('button', { name: 'Create account' }).click();
    await page.getByRole('heading', { name: 'Waiting for Acme Corp' }).waitFor();
    await pictures(page, 'request-pending');
    await page.getByRole('button', { name: 'Withdraw request' }).click();
    await page.getByRole('heading', { name: 'Withdraw your request?' }).waitFor();
    await pictures(page, 'request-withdraw');
    await page.getByRole('button', { name: 'Withdraw', exact: true }).click();
    await page.getByRole('heading', { name: 'You have withdrawn your request to Acme Corp' }).waitFor();
    await pictures(page, 'request-withdrawn');
    const waiting = await stage.carl.api('acme-corp', '/api/signups?status=pending');
    assert.deepEqual(waiting.body.items.filter(({ user_email }) => user_email === undecided.email), []);
  });

  test('a rejection appears on the page that waits for it, with its reason', async () => {
    const page = stage.wanda;
    await page.getByRole('link', { name: 'Ask again' }).click();
    await page.getByRole('button', { name: 'Request to join' }).click();
    await page.getByRole('heading', { name: 'Waiting for Acme Corp' }).waitFor();
    const { body } = await stage.carl.api('acme-corp', '/api/signups?status=pending');
    const { id } = body.items.find(({ user_email }) => user_email === undecided.email);
    const rejected = await stage.carl.api('acme-corp', `/api/signups/${id}/reject`, { method: 'PUT', json: { reason: 'Staff only.' } });
    assert.equal(rejected.status, 200, rejected.text);
    await page.getByText('The reason they give: Staff only.').waitFor();
    await page.getByText(/You may ask again from/).waitFor();
    await pictures(page, 'request-rejected');
    await page.goto(`${stage.platform.origin()}/access-denied?tenant=acme-corp`);
    await page.getByText('The reason they give: Staff only.').waitFor();
    await pictures(page, 'access-denied');
    assert.deepEqual(page.flaws, []);
    await page.context().close();
  });
}
