/// What a garage looks like on a desk and on a phone.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { people } from '../../../tools/seed/people.js';
import { is_too_wide, new_person, picture, sign_in } from '../browser.js';

export function screens(stage) {
  for (const [device, size] of Object.entries({ desktop: { width: 1280, height: 900 }, phone: { width: 390, height: 844 } })) {
    test(`the garage fits a ${device}`, async () => {
      const page = await new_person(stage.browser, size);
      await page.goto(`${stage.platform.origin()}/`);
      await page.getByRole('heading', { level: 1 }).waitFor();
      await picture(page, `landing-${device}`);
      await sign_in(page, stage.platform, 'demo-tenant', people.mia.email);
      await page.getByRole('link', { name: 'Family Golf' }).waitFor();
      assert.equal(await is_too_wide(page), false, 'the list of vehicles scrolls sideways');
      await picture(page, `vehicles-${device}`);
      await page.getByRole('link', { name: 'Family Golf' }).click();
      await page.getByRole('heading', { name: 'Family Golf', level: 1 }).waitFor();
      for (const tab of ['Fuel', 'Economy', 'Odometer']) {
        await page.getByRole('navigation', { name: 'Vehicle' }).getByRole('link', { name: tab }).click();
        await page.waitForLoadState('networkidle');
        assert.equal(await is_too_wide(page), false, `${tab} scrolls sideways`);
        await picture(page, `${tab.toLowerCase()}-${device}`);
      }
      assert.deepEqual(page.flaws, []);
      await page.context().close();
    });
  }
}
