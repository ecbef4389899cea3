/// Puts the parts together and listens.
import { createServer } from 'node:http';
import { mkdirSync } from 'node:fs';

import { guard } from './guard.js';
import { keys_in } from './keys.js';
import { management } from './management.js';
import { provider_of } from './provider.js';
import { sign_in } from './sign_in.js';
import { Users } from './users.js';

/// Starts the provider. @returns {{port: number, close: () => Promise<void>}} once it accepts connections.
export async function serve(settings, log) {
  mkdirSync(settings.state_dir, { recursive: true, mode: 0o700 });
  const users = await Users.open(settings.state_dir);
  const keys = keys_in(settings.state_dir);
  const provider = provider_of(settings, keys, users);
  const server = createServer();
  provider.use(guard(settings, () => server.address().port));
  provider.use(management(settings, keys, users));
  provider.use(sign_in(settings, provider, users));
  server.on('request', provider.callback());

  provider.on('authorization.success', (ctx) => log(`signed in ${ctx.oidc.account?.accountId} at ${ctx.oidc.client?.clientId}`));
  provider.on('authorization.error', (_ctx, error) => log(`authorization refused: ${error.error_description ?? error.message}`));
  provider.on('grant.error', (_ctx, error) => log(`token refused: ${error.error_detail ?? error.error_description ?? error.message}`));
  provider.on('end_session.error', (_ctx, error) => log(`sign-out refused: ${error.error_description ?? error.message}`));
  provider.on('backchannel.success', (_ctx, client, sub) => log(`told the platform that ${sub} left ${client.clientId}`));
  provider.on('backchannel.error', (_ctx, error, client, sub) => log(`the platform does not know that ${sub} left ${client.clientId}: ${error.message}`));
  provider.on('server_error', (_ctx, error) => log(`failed: ${error.stack}`));

  await new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(settings.port, settings.host, resolve);
  });
  return {
    port: server.address().port,
    close: () => new Promise((resolve) => {
      server.close(resolve);
      server.closeIdleConnections();
    }),
  };
}
