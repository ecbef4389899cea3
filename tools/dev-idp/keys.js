/// The keys that outlive the process: a restart must not make issued tokens and cookies worthless.
import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { join } from 'node:path';

import { json_of, replace_file } from './durable.js';

/// @returns {{jwks: {keys: object[]}, cookie_keys: string[]}} made on first use.
export function keys_in(state_dir) {
  const path = join(state_dir, 'keys.json');
  const kept = json_of(path);
  if (kept) return kept;
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const key = { ...privateKey.export({ format: 'jwk' }), use: 'sig', alg: 'RS256', kid: randomBytes(12).toString('base64url') };
  const made = { jwks: { keys: [key] }, cookie_keys: [randomBytes(32).toString('base64url')] };
  replace_file(path, JSON.stringify(made));
  return made;
}
