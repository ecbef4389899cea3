/// Development OpenID provider: `node main.js`, told what to do by MVP_* (settings.js).
import { serve } from './server.js';
import { Refusal, settings_from } from './settings.js';

const log = (text) => console.log(`dev-idp: ${text}`);

try {
  const settings = settings_from(process.env);
  const server = await serve(settings, log);
  for (const signal of ['SIGTERM', 'SIGINT']) {
    process.once(signal, async () => {
      await server.close();
      process.exit(0);
    });
  }
  log(`listening on http://${settings.host}:${server.port}, issuer ${settings.issuer}`);
} catch (error) {
  const is_expected = error instanceof Refusal || error.code === 'EADDRINUSE';
  console.error(`dev-idp: ${is_expected ? error.message : error.stack}`);
  process.exit(1);
}
