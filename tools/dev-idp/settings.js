/// What the process is told by its environment, checked once at start.
import { readFileSync } from 'node:fs';
import { isIP } from 'node:net';

/// A setting is missing or dangerous; `message` is the sentence to print.
export class Refusal extends Error {}

const is_loopback = (address) => address === '::1' || (isIP(address) === 4 && address.startsWith('127.'));
const is_local_name = (name) => name === 'localhost' || name.endsWith('.localhost') || is_loopback(name);

function required(env, name) {
  const value = env[name];
  if (!value) throw new Refusal(`${name} is not set`);
  return value;
}

function secret_of(env, name) {
  const path = required(env, name);
  let text;
  try {
    text = readFileSync(path, 'utf8').trim();
  } catch (cause) {
    throw new Refusal(`${name}: ${cause.message}`);
  }
  if (text.length < 16) throw new Refusal(`${name}: ${path} holds fewer than 16 characters`);
  return text;
}

function number_of(env, name, fallback, smallest, largest) {
  if (env[name] === undefined || env[name] === '') return fallback;
  const value = Number(env[name]);
  if (!Number.isInteger(value) || value < smallest || value > largest) {
    throw new Refusal(`${name} must be a whole number from ${smallest} to ${largest}`);
  }
  return value;
}

/// Throws Refusal unless this is a development machine talking to itself: everybody can sign up here and the passwords are printed.
export function settings_from(env) {
  if (env.MVP_ENV !== 'development') throw new Refusal('MVP_ENV is not "development": this provider is for development only');
  const host = env.MVP_IDP_HOST || '127.0.0.1';
  if (!is_loopback(host)) throw new Refusal(`MVP_IDP_HOST ${host} is not a loopback address`);

  const issuer = required(env, 'MVP_OIDC_ISSUER');
  const url = URL.parse(issuer);
  if (!url || url.pathname !== '/' || !issuer.endsWith('/')) throw new Refusal('MVP_OIDC_ISSUER must be an origin followed by "/"');
  if (!is_local_name(url.hostname)) throw new Refusal(`MVP_OIDC_ISSUER ${issuer} is not a name of this machine`);

  const scheme = url.protocol.slice(0, -1);
  const port = number_of(env, 'MVP_PUBLIC_PORT', 8080, 0, 65535);
  const is_default_port = port === 0 || port === (scheme === 'https' ? 443 : 80);
  return {
    host,
    port: number_of(env, 'MVP_IDP_PORT', 8090, 0, 65535),
    issuer,
    issuer_host: url.host,
    scheme,
    domain: env.MVP_DOMAIN || 'motovaultpro.localhost',
    public_port_suffix: is_default_port ? '' : `:${port}`,
    audience: env.MVP_OIDC_AUDIENCE || 'https://api.motovaultpro.com',
    state_dir: required(env, 'MVP_IDP_STATE_DIR'),
    landing_secret: secret_of(env, 'MVP_IDP_LANDING_SECRET_FILE'),
    garage_secret: secret_of(env, 'MVP_IDP_GARAGE_SECRET_FILE'),
    management_secret: secret_of(env, 'MVP_IDP_MANAGEMENT_SECRET_FILE'),
    management_limit_per_s: number_of(env, 'MVP_IDP_MANAGEMENT_LIMIT_PER_S', 10, 1, 10_000),
    access_token_ttl_s: number_of(env, 'MVP_IDP_ACCESS_TOKEN_TTL_S', 900, 1, 86400),
  };
}
