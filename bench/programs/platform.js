/// A whole platform without a demonstration, for the benches of tenants: prints where it is, then a person's access token for
/// each line on stdin, and stops the platform at the end of it.
/// usage: node bench/programs/platform.js
import { createInterface } from 'node:readline';

import { Client, Person } from '../../tests/attack/identity_provider.js';
import { Platform } from '../../tests/journeys/platform.js';
import { people } from '../../tools/seed/people.js';
import { readFileSync } from 'node:fs';

const platform = await Platform.start(['--no-demo']);
try {
  const { email } = people.mia;
  const person = new Person(platform.settings);
  const client = new Client({ id: 'mvp-landing', secret: readFileSync(`${platform.var_dir}/secrets/oidc_landing_secret`, 'utf8').trim(),
    provider: platform.origin('auth'), redirect_uri: `${platform.origin()}/auth/callback` });
  console.log(JSON.stringify({ var_dir: platform.var_dir, edge_port: platform.edge_port, domain: new URL(platform.origin()).hostname,
    pids: platform.processes() }));
  for await (const line of createInterface({ input: process.stdin })) {
    if (line === 'end') break;
    const { access_token } = await client.tokens_of(person, email);
    const { sub } = JSON.parse(Buffer.from(access_token.split('.')[1], 'base64url'));
    console.log(JSON.stringify({ token: access_token, sub, email }));
  }
} finally {
  await platform.stop();
}
