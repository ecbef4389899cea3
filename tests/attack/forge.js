/// Tokens that nobody should believe, byte by byte: a library would refuse to make most of them.
import { constants, createHmac, createPrivateKey, createPublicKey, generateKeyPairSync, sign as sign_with } from 'node:crypto';

const b64 = (value) => Buffer.from(value).toString('base64url');
const json = (value) => (typeof value === 'string' ? value : JSON.stringify(value));

/// The parts of a compact token. `header` and `payload` may be text, to say what JSON.stringify cannot.
export function compact(header, payload, sign) {
  const signed = `${b64(json(header))}.${b64(json(payload))}`;
  return `${signed}.${sign ? sign(Buffer.from(signed)).toString('base64url') : ''}`;
}
export const rs256 = (key) => (bytes) => sign_with('sha256', bytes, key);
export const ps256 = (key) => (bytes) => sign_with('sha256', bytes, { key, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 32 });
export const es256 = (key) => (bytes) => sign_with('sha256', bytes, { key, dsaEncoding: 'ieee-p1363' });
export const eddsa = (key) => (bytes) => sign_with(null, bytes, key);
export const hs256 = (secret) => (bytes) => createHmac('sha256', secret).update(bytes).digest();
export const bytes_of = (text) => () => Buffer.from(text, 'latin1');

export const parts_of = (token) => token.split('.').slice(0, 2).map((part) => JSON.parse(Buffer.from(part, 'base64url').toString()));

/// A key of the attacker's own.
export const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 });
export const short_rsa = generateKeyPairSync('rsa', { modulusLength: 1024 });
export const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' });
export const ed = generateKeyPairSync('ed25519');
export const private_key = (jwk) => createPrivateKey({ key: jwk, format: 'jwk' });

/// The public key in every form somebody may have taken for an HMAC secret.
export function public_forms(jwk) {
  const key = createPublicKey({ key: jwk, format: 'jwk' });
  const spki = key.export({ type: 'spki', format: 'pem' });
  const { kty, n, e } = jwk;
  return {
    'PEM (SPKI)': spki, 'PEM without the last line break': spki.trim(), 'PEM (PKCS 1)': key.export({ type: 'pkcs1', format: 'pem' }),
    'DER (SPKI)': key.export({ type: 'spki', format: 'der' }), 'DER (PKCS 1)': key.export({ type: 'pkcs1', format: 'der' }),
    'JWK': JSON.stringify({ kty, n, e }), 'JWK in another order': JSON.stringify({ e, kty, n }), 'modulus': Buffer.from(n, 'base64url'), 'modulus as text': n,
    'nothing': '', 'NUL': '\0', 'kid': jwk.kid,
  };
}
