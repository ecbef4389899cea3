/// Auth0's Management API, as far as the platform uses it: reading people and merging into their app_metadata, with a token that the
/// management client got for it. Answers and refusals have Auth0's form.
import { createPublicKey, verify } from 'node:crypto';

import { body_of } from './body.js';
import { management_audience } from './clients.js';
import { RateLimit } from './rate_limit.js';

const start = '/api/v2/';

class Refused extends Error {
  constructor(status, error, message, more = {}) {
    super(message);
    this.status = status;
    this.body = { statusCode: status, error, message, ...more };
  }
}
const bad_request = (message) => new Refused(400, 'Bad Request', message, { errorCode: 'invalid_body' });
const no_such_user = () => new Refused(404, 'Not Found', 'The user does not exist.', { errorCode: 'inexistent_user' });

const json_of = (text) => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};
const is_object = (value) => typeof value === 'object' && value !== null && !Array.isArray(value);

/// @returns the claims of a token of ours that is good for this API, or undefined.
function claims_of(authorization, settings, keys) {
  const [head, body, signature] = /^Bearer ([\w-]+)\.([\w-]+)\.([\w-]+)$/.exec(authorization)?.slice(1) ?? [];
  const { alg, kid } = json_of(Buffer.from(head ?? '', 'base64url')) ?? {};
  const key = alg === 'RS256' && keys.jwks.keys.find((one) => one.kid === kid);
  if (!key) return undefined;
  const { kty, n, e } = key;
  const is_ours = verify('RSA-SHA256', Buffer.from(`${head}.${body}`), createPublicKey({ key: { kty, n, e }, format: 'jwk' }), Buffer.from(signature, 'base64url'));
  const claims = is_ours && json_of(Buffer.from(body, 'base64url'));
  const is_good = claims && claims.iss === settings.issuer && claims.aud === management_audience(settings) && claims.exp > Date.now() / 1000;
  return is_good ? claims : undefined;
}

const shown = ({ sub, email, email_verified, name, app_metadata }) => ({ user_id: sub, email, email_verified, name, app_metadata });

/// What is there, by method and path: the scope it wants and what it does.
function actions_on(users) {
  return [
    { method: 'GET', path: /^users\/([^/]+)$/, scope: 'read:users', act: (_ctx, sub) => users.by_sub(sub) },
    {
      method: 'PATCH', path: /^users\/([^/]+)$/, scope: 'update:users_app_metadata',
      act: async (ctx, sub) => {
        const body = json_of(await body_of(ctx, 'json', 64 * 1024));
        if (!is_object(body) || !is_object(body.app_metadata)) throw bad_request('Payload validation error: app_metadata must be an object.');
        if (Object.keys(body).length > 1) throw bad_request('Payload validation error: here only app_metadata can be changed.');
        return users.merge_app_metadata(sub, body.app_metadata);
      },
    },
    {
      method: 'GET', path: /^users-by-email$/, scope: 'read:users',
      act: (ctx) => {
        if (typeof ctx.query.email !== 'string') throw bad_request('Query validation error: email is missing.');
        return users.by_email(ctx.query.email);
      },
    },
  ];
}

const text_of = (segment) => {
  try {
    return decodeURIComponent(segment);
  } catch {
    throw bad_request('Path validation error: id.');
  }
};

/// Koa middleware for everything below /api/v2/.
export function management(settings, keys, users) {
  const limit = new RateLimit(settings.management_limit_per_s);
  const actions = actions_on(users);

  const answer = async (ctx) => {
    const claims = claims_of(ctx.get('Authorization'), settings, keys);
    if (!claims) throw new Refused(401, 'Unauthorized', 'Invalid token');
    const { is_over, fields } = limit.take();
    ctx.set(fields);
    if (is_over) throw new Refused(429, 'Too Many Requests', 'Global limit has been reached', { errorCode: 'too_many_requests' });
    const path = ctx.path.slice(start.length);
    const action = actions.find((one) => one.method === ctx.method && one.path.test(path));
    if (!action) throw new Refused(404, 'Not Found', 'Not Found');
    if (!claims.scope?.split(' ').includes(action.scope)) {
      throw new Refused(403, 'Forbidden', `Insufficient scope, expected any of: ${action.scope}`, { errorCode: 'insufficient_scope' });
    }
    const found = await action.act(ctx, ...action.path.exec(path).slice(1).map(text_of));
    if (!found) throw no_such_user();
    return Array.isArray(found) ? found.map(shown) : shown(found);
  };

  return async (ctx, next) => {
    if (!ctx.path.startsWith(start)) return next();
    ctx.set('Cache-Control', 'no-store');
    try {
      ctx.body = await answer(ctx);
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      ctx.status = error.status;
      ctx.body = error.body;
    }
  };
}
