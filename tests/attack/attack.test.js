/// The whole platform under attack: every suite says how many cases it tried, and none may be accepted.
import { after, before, describe } from 'node:test';

import { hosts } from './suites/hosts.js';
import { matrix } from './suites/matrix.js';
import { oidc } from './suites/oidc.js';
import { sessions } from './suites/sessions.js';
import { siblings } from './suites/siblings.js';
import { tokens } from './suites/tokens.js';
import { unlisted } from './suites/unlisted.js';
import { World } from './world.js';

describe('the platform under attack', { concurrency: 1 }, () => {
  const stage = {};
  before(async () => {
    stage.world = await World.start();
  }, { timeout: 1_800_000 });
  after(() => stage.world?.stop(), { timeout: 180_000 });

  for (const suite of [matrix, tokens, hosts, oidc, siblings, sessions, unlisted]) suite(stage);
});
