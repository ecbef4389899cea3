/// scrypt, in the form `scrypt$N$salt$hash`.
import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';

const derive = promisify(scrypt);
const cost = 16384;

export async function hash_of(password) {
  const salt = randomBytes(16);
  const hash = await derive(password, salt, 32, { N: cost });
  return ['scrypt', cost, salt.toString('base64url'), hash.toString('base64url')].join('$');
}

export async function is_password(password, stored) {
  const [, n, salt, hash] = stored.split('$');
  const expected = Buffer.from(hash, 'base64url');
  const actual = await derive(password, Buffer.from(salt, 'base64url'), expected.length, { N: Number(n) });
  return timingSafeEqual(actual, expected);
}
