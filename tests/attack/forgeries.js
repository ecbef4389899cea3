/// The list of forged tokens. Each is refused by every service, whatever else it is good for.
import {
  bytes_of, compact, ec, ed, eddsa, es256, hs256, parts_of, private_key, ps256, public_forms, rs256, rsa, short_rsa,
} from './forge.js';

const now = () => Math.floor(Date.now() / 1000);
const attacker_jwk = { ...rsa.publicKey.export({ format: 'jwk' }), kid: 'attacker', use: 'sig', alg: 'RS256' };

/// @returns [what, token][] from a person's good access token and the provider's own signing key.
export function forgeries({ access_token, id_token, refresh_token }, provider_jwk, { service_token, service_key, issuer }) {
  const [header, claims] = parts_of(access_token);
  const key = private_key(provider_jwk);
  const genuine = rs256(key);
  const signed = (changes, head = {}) => compact({ ...header, ...head }, { ...claims, ...changes }, genuine);
  const without = (name) => compact(header, Object.fromEntries(Object.entries(claims).filter(([claim]) => claim !== name)), genuine);
  const raw_claims = (extra) => compact(header, `${JSON.stringify(claims).slice(0, -1)},${extra}}`, genuine);
  const raw_header = (extra) => compact(`${JSON.stringify(header).slice(0, -1)},${extra}}`, claims, genuine);
  const [good_head, good_body, good_signature] = access_token.split('.');
  const out = [];
  const add = (what, token) => out.push([what, token]);

  for (const alg of ['none', 'None', 'NONE', 'nOnE', 'none ', '', null, 0, false, 'RS256,none', ['none'], 'no\u006ee']) {
    add(`alg ${JSON.stringify(alg)}, no signature`, compact({ ...header, alg }, claims));
    add(`alg ${JSON.stringify(alg)}, the old signature`, `${compact({ ...header, alg }, claims)}${good_signature}`);
  }
  add('no alg', compact({ typ: header.typ, kid: header.kid }, claims, genuine));
  add('an empty signature', `${good_head}.${good_body}.`);
  add('no signature at all', `${good_head}.${good_body}`);
  add('four parts', `${access_token}.${good_signature}`);
  add('five parts', `${access_token}..`);
  add('a signature with a bit turned', `${good_head}.${good_body}.${good_signature[0] === 'A' ? 'B' : 'A'}${good_signature.slice(1)}`);
  add('a signature cut short', access_token.slice(0, -8));
  add('a signature made longer', `${access_token}AAAA`);
  add('the claims changed, the signature kept', `${good_head}.${compact({}, { ...claims, sub: 'auth0|olivia' }).split('.')[1]}.${good_signature}`);
  add('padding', `${good_head}=.${good_body}.${good_signature}`);
  add('standard base64', access_token.replaceAll('_', '/').replaceAll('-', '+') === access_token ? `${access_token}==` : access_token.replaceAll('_',
    '/').replaceAll('-', '+'));
  add('white space inside', `${good_head}. ${good_body}.${good_signature}`);
  add('nothing', '..');
  add('not base64', '!!.!!.!!');

  for (const [form, secret] of Object.entries(public_forms(provider_jwk))) {
    for (const alg of ['HS256', 'hs256', 'RS256']) add(`${alg} with the public key as ${form}`, compact({ ...header, alg }, claims, hs256(secret)));
  }
  for (const alg of ['HS384', 'HS512', 'RS384', 'RS512', 'PS384', 'ES384', 'ES512', 'ES256K', 'RSA1_5', 'dir', 'A256KW', 'rs256', 'RS256 ', 'RS256\0']) {
    add(`alg ${JSON.stringify(alg)} with the provider's key`, compact({ ...header, alg }, claims, genuine));
  }
  add('PS256 with the RSA key', compact({ ...header, alg: 'PS256' }, claims, ps256(key)));
  add('PS256 signature under RS256', compact(header, claims, ps256(key)));
  for (const [what, zeroes] of Object.entries({ 'r = s = 0': '\0'.repeat(64), 'DER r = s = 0': '\x30\x06\x02\x01\x00\x02\x01\x00', 'no bytes': '',
    'r = s = 1': `${'\0'.repeat(31)}\x01`.repeat(2) })) {
    for (const alg of ['ES256', 'EdDSA']) add(`${alg} with ${what}`, compact({ ...header, alg }, claims, bytes_of(zeroes)));
  }
  const own_keys = { RS256: rs256(rsa.privateKey), ES256: es256(ec.privateKey), EdDSA: eddsa(ed.privateKey) };
  for (const [alg, sign] of Object.entries(own_keys)) {
    add(`${alg} with the attacker's key under the provider's kid`, compact({ ...header, alg }, claims, sign));
    add(`${alg} with the attacker's key under a kid of their own`, compact({ ...header, alg, kid: 'attacker' }, claims, sign));
    add(`${alg} with the attacker's key and no kid`, compact({ ...header, alg, kid: undefined }, claims, sign));
  }
  add('a key of 1024 bits', compact({ ...header, kid: 'short' }, claims, rs256(short_rsa.privateKey)));

  const kids = ['../../../../dev/null', '/dev/null', 'file:///etc/passwd', `${header.kid}\0`, `${header.kid}/../x`, "x' UNION SELECT 'secret", '| id', '$(id)',
    'k'.repeat(257), 'k'.repeat(7000),
    '', ' ', `${header.kid} `, header.kid.toUpperCase(), [header.kid], { kid: header.kid }, 0, null, true, 'http://attacker.example/keys'];
  for (const kid of kids) {
    add(`kid ${JSON.stringify(kid).slice(0, 40)}`, compact({ ...header, kid }, claims, genuine));
    add(`kid ${JSON.stringify(kid).slice(0, 40)} with an empty HMAC key`, compact({ ...header, kid, alg: 'HS256' }, claims, hs256('')));
  }
  const guided = { jku: 'http://attacker.example/jwks.json', x5u: 'http://attacker.example/cert.pem', jwk: attacker_jwk, x5c: ['MIIB'], crit: ['exp'],
    b64: false, zip: 'DEF', cty: 'JWT', enc: 'A256GCM' };
  for (const [name, value] of Object.entries(guided)) {
    add(`header ${name}, the provider's signature`, compact({ ...header, [name]: value }, claims, genuine));
    add(`header ${name}, the attacker's signature`, compact({ ...header, [name]: value, kid: 'attacker' }, claims, own_keys.RS256));
  }
  add('b64=false with crit', compact({ ...header, b64: false, crit: ['b64'] }, claims, genuine));
  add('an unknown crit', compact({ ...header, crit: ['attack'], attack: 1 }, claims, genuine));
  add('a token in a token', compact({ ...header, cty: 'JWT' }, access_token, genuine));
  add('a token as the claims', compact(header, JSON.stringify(access_token), genuine));
  add('claims that are a list', compact(header, [claims], genuine));
  add('claims that are no JSON', compact(header, 'sub=auth0|olivia', genuine));
  add('a header that is no JSON', compact('alg=RS256', claims, genuine));

  for (const extra of ['"sub":"auth0|olivia"', `"exp":${now() + 9000}`, '"iss":"http://attacker.example/"', '"aud":"x"',
    '"su\\u0062":"auth0|olivia"']) add(`claim twice: ${extra}`, raw_claims(extra));
  for (const extra of ['"alg":"none"', '"kid":"x"', '"typ":"JWT"']) add(`header twice: ${extra}`, raw_header(extra));
  for (const iss of [issuer.slice(0, -1), `${issuer}/`, issuer.toUpperCase(), issuer.replace('http:', 'https:'), issuer.replace('//auth.', '//auth2.'),
    'http://attacker.example/', `${issuer}?`, [issuer], null, '', 'mvp-tenants']) {
    add(`iss ${JSON.stringify(iss)}`, signed({ iss }));
  }
  for (const aud of ['mvp-garage', 'mvp-landing', 'mvp-platform', `${claims.aud}/`, claims.aud.toUpperCase(), '', null, [], ['x', 'y'], [[claims.aud]],
    [claims.aud, 5], { aud: claims.aud }, '*']) {
    add(`aud ${JSON.stringify(aud)}`, signed({ aud }));
  }
  for (const name of ['iss', 'aud', 'sub', 'exp', 'iat']) add(`without ${name}`, without(name));
  for (const sub of ['', null, 5, ['auth0|olivia'], 'auth0|olivia\0', 's'.repeat(300), {}]) add(`sub ${JSON.stringify(sub).slice(0, 30)}`, signed({ sub }));
  for (const exp of [now() - 120, 0, -1, 1, `${now() + 900}`, null, 1e300, 2 ** 60, now() + 900.5, [now() + 900], true]) add(`exp ${JSON.stringify(exp)}`,
    signed({ exp }));
  for (const big of ['99999999999999999999', '1e400', '-1e400', 'NaN', 'Infinity', `${now() + 900}.0e0`, '0x7fffffff', '1_000']) {
    add(`exp written as ${big}`, compact(header, JSON.stringify({ ...claims, exp: 'HERE' }).replace('"HERE"', big), genuine));
  }
  for (const nbf of [now() + 120, `${now()}`, null, 1e300, -1]) add(`nbf ${JSON.stringify(nbf)}`, signed({ nbf }));
  for (const iat of [now() + 120, `${now()}`, null, 1e300, -1]) add(`iat ${JSON.stringify(iat)}`, signed({ iat }));
  for (const typ of ['JWT', 'id+jwt', 'logout+jwt', 'service+jwt', 'dpop+jwt', '', undefined, null, 5, 'at+jwt ',
    'text/at+jwt']) add(`typ ${JSON.stringify(typ)}`, signed({}, { typ }));
  for (const value of [['acme-corp'], 5, { id: 'acme-corp' }, 'acme-corp\0']) add(`tenant claim ${JSON.stringify(value)}`,
    signed({ 'https://motovaultpro.com/tenant_id': value }));

  add('an ID token', id_token);
  add('an ID token called an access token', compact({ ...parts_of(id_token)[0], typ: 'at+jwt' }, parts_of(id_token)[1], genuine));
  add('a refresh token', refresh_token);
  const [service_header, service_claims] = parts_of(service_token);
  const by_service = eddsa(service_key);
  add("a service's key for a person", compact({ ...header, alg: 'EdDSA', kid: service_header.kid }, claims, by_service));
  add("a service's token called an access token", compact({ ...service_header, typ: 'at+jwt' }, service_claims, by_service));
  add("the provider's key for a service", compact({ ...service_header, alg: 'RS256', kid: header.kid }, service_claims, genuine));
  for (const changes of [{ iss: issuer }, { aud: claims.aud }, { exp: now() - 120 }, { exp: undefined }, { iat: now() + 120 }, { sub: '' }]) {
    add(`a service token with ${JSON.stringify(changes)}`, compact(service_header, { ...service_claims, ...changes }, by_service));
  }
  add("a service token by the attacker's key", compact(service_header, service_claims, eddsa(ed.privateKey)));
  add('a service token with alg none', compact({ ...service_header, alg: 'none' }, service_claims));
  add('a token far too long', signed({ filler: 'x'.repeat(12_000) }));
  return out;
}

/// A logout token as the provider sends it. `changes`: of the claims; `head`: of the header.
export function logout_token({ provider_jwk, issuer, sub }, changes = {}, head = {}) {
  const claims = { iss: issuer, aud: 'mvp-landing', iat: now(), exp: now() + 120, jti: crypto.randomUUID(), sub,
    events: { 'http://schemas.openid.net/event/backchannel-logout': {} } };
  return compact({ alg: 'RS256', typ: 'logout+jwt', kid: provider_jwk.kid, ...head }, { ...claims, ...changes }, rs256(private_key(provider_jwk)));
}

/// What is wrong with it. @returns [what, changes, head][]
export const logout_flaws = (issuer) => [
  ['a nonce', { nonce: 'n' }], ['no event', { events: {} }], ['no events', { events: undefined }], ['events that are a list',
    { events: ['http://schemas.openid.net/event/backchannel-logout'] }],
  ['another event', { events: { 'http://schemas.openid.net/event/other': {} } }], ['nobody', { sub: undefined }], ['no jti', { jti: undefined }], ['no iat',
    { iat: undefined }], ['an old iat', { iat: now() - 3600 }],
  ['a future iat', { iat: now() + 3600 }], ['an exp that is over', { exp: now() - 120 }], ['another audience', { aud: 'mvp-other' }],
    ['the audience of the API', { aud: 'https://api.motovaultpro.com' }],
  ['another issuer', { iss: 'http://attacker.example/' }], ['an issuer without its slash', { iss: issuer.slice(0, -1) }], ['typ at+jwt', {}, { typ: 'at+jwt' }],
    ['alg none', {}, { alg: 'none' }], ['another kid', {}, { kid: 'attacker' }],
];
