/// Chromium, and the pages that every journey passes through.
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from 'playwright-core';

import { password } from '../../tools/seed/people.js';
import { root } from './platform.js';

const screenshots = join(root, 'build/test/screenshots');

export function launch() {
  const executablePath = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(existsSync);
  if (!executablePath) throw new Error('there is no Chromium on this machine');
  return chromium.launch({ executablePath, args: [
    '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync',
  ] });
}

/// A person's own browser: nothing of anybody else's session. What goes wrong in the page is collected in `page.flaws`.
export async function new_person(browser, { width = 1280, height = 900 } = {}) {
  const context = await browser.newContext({ viewport: { width, height }, locale: 'en-GB', timezoneId: 'Europe/Berlin', reducedMotion: 'reduce' });
  context.setDefaultTimeout(20_000);
  const page = await context.newPage();
  page.flaws = [];
  page.on('pageerror', (error) => page.flaws.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error' && /Content Security Policy/.test(message.text())) page.flaws.push(message.text());
  });
  return page;
}

/// Fills in the provider's sign-in form.
export async function enter(page, email, secret = password) {
  await page.getByRole('heading', { name: 'Welcome back' }).waitFor();
  await page.getByLabel('E-mail address').fill(email);
  await page.getByLabel('Password', { exact: true }).fill(secret);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
}

/// Opens a garage and signs in there.
export async function sign_in(page, platform, slug, email, path = '/') {
  await page.goto(platform.origin(slug) + path);
  const garage = page.getByRole('button', { name: 'Sign in', exact: true });
  await garage.click();
  await enter(page, email);
  await page.waitForURL(`${platform.origin(slug)}/**`);
}

export async function picture(page, name) {
  mkdirSync(screenshots, { recursive: true });
  await page.waitForLoadState('networkidle');
  await page.screenshot({ path: join(screenshots, `${name}.png`), fullPage: true });
}

/// Whether the page is wider than the window: a phone would scroll sideways.
export const is_too_wide = (page) => page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth);

/// Asks the API of the page's own site, with the page's session. @returns {{status, body}}
export const ask = (page, path) => page.evaluate(async (asked) => {
  const answer = await fetch(asked, { headers: { 'X-MVP-CSRF': '1' } });
  return { status: answer.status, body: await answer.json() };
}, path);
