/// The whole platform, as its people and its operator meet it. The scenarios run one after the other and build upon each other.
import { after, before, describe } from 'node:test';

import { launch } from './browser.js';
import { Platform } from './platform.js';
import { bad_inputs } from './scenarios/bad_inputs.js';
import { databases } from './scenarios/databases.js';
import { guide } from './scenarios/guide.js';
import { identity_mirror } from './scenarios/identity_mirror.js';
import { invitations } from './scenarios/invitations.js';
import { joining } from './scenarios/joining.js';
import { kills } from './scenarios/kills.js';
import { new_garage } from './scenarios/new_garage.js';
import { screens } from './scenarios/screens.js';

describe('the platform', { concurrency: 1 }, () => {
  const stage = {};

  before(async () => {
    stage.platform = await Platform.start();
    stage.browser = await launch();
  }, { timeout: 1_800_000 });

  after(async () => {
    await stage.browser?.close();
    await stage.platform?.stop();
  }, { timeout: 180_000 });

  for (const scenarios of [guide, joining, identity_mirror, invitations, screens, new_garage, databases, bad_inputs, kills]) scenarios(stage);
});
