/// The OpenID provider, with the routes and habits of Auth0 that the platform relies on.
import { join } from 'node:path';

import { Provider, errors, interactionPolicy } from 'oidc-provider';

import { adapters_on } from './adapter.js';
import { admit_tenants, clients_of, management_audience, management_id, management_scopes } from './clients.js';
import { local_fetch } from './local_fetch.js';
import { error_page, signed_out_page, signing_out_page } from './pages.js';

const name_space = 'https://motovaultpro.com/';
const scopes = ['openid', 'profile', 'email', 'offline_access'];
const minute_s = 60;
const day_s = 24 * 60 * minute_s;

/// Our applications are our own: nobody is asked for consent, and `prompt=consent` is taken and ignored.
function prompts() {
  const policy = interactionPolicy.base();
  policy.remove('consent');
  policy.add(new interactionPolicy.Prompt({ name: 'consent' }));
  return policy;
}

/// oidc-provider drops offline_access unless the request says prompt=consent; Auth0 does not. Extra parameters are checked after the scope,
/// so that is where it can be put back.
function keep_offline_access(ctx) {
  const asked = new URLSearchParams(ctx.querystring).get('scope')?.split(' ') ?? [];
  const { params } = ctx.oidc;
  if (asked.includes('offline_access') && params.scope) params.scope += ' offline_access';
}

/// A grant for each sign-in, so that a refresh token stolen from one tenant and reused revokes nothing at another.
async function grant_everything_asked(ctx) {
  const { provider, client, session, params } = ctx.oidc;
  const grant = new provider.Grant({ clientId: client.clientId, accountId: session.accountId });
  grant.addOIDCScope(params.scope);
  for (const audience of Object.keys(ctx.oidc.resourceServers)) grant.addResourceScope(audience, params.scope);
  await grant.save();
  return grant;
}

const account_of = (user) => ({
  accountId: user.sub,
  claims: async () => ({ sub: user.sub, email: user.email, email_verified: user.email_verified, name: user.name }),
});

/// The claims that deploy/auth0's post-login Action makes of app_metadata.
function confinement({ tenant_id, tenants } = {}) {
  if (typeof tenant_id !== 'string' || tenant_id === '') return {};
  const role = tenants?.[tenant_id];
  return { [`${name_space}tenant_id`]: tenant_id, ...(typeof role === 'string' && { [`${name_space}roles`]: [role] }) };
}

/// A Provider for `settings`, signing with `keys`, knowing `users`.
export function provider_of(settings, keys, users) {
  const api = (ctx, audience, client) => {
    const is_management = client.clientId === management_id;
    if (audience !== (is_management ? management_audience(settings) : settings.audience)) {
      throw new errors.InvalidTarget(`unknown audience ${audience}`);
    }
    // As at Auth0, a client that names no scope gets all it has been granted.
    if (is_management) ctx.oidc.params.scope ??= management_scopes.join(' ');
    return {
      scope: (is_management ? management_scopes : scopes).join(' '),
      audience,
      accessTokenFormat: 'jwt',
      accessTokenTTL: settings.access_token_ttl_s,
      jwt: { sign: { alg: 'RS256' } },
    };
  };

  const provider = new Provider(settings.issuer, {
    adapter: adapters_on(join(settings.state_dir, 'sessions.journal')),
    clients: clients_of(settings),
    jwks: keys.jwks,
    cookies: {
      keys: keys.cookie_keys,
      names: { session: 'mvp_idp_session', interaction: 'mvp_idp_interaction', resume: 'mvp_idp_resume' },
      long: { signed: true, httpOnly: true, sameSite: 'lax' },
      short: { signed: true, httpOnly: true, sameSite: 'lax' },
    },
    routes: {
      authorization: '/authorize',
      token: '/oauth/token',
      userinfo: '/userinfo',
      jwks: '/.well-known/jwks.json',
      revocation: '/oauth/revoke',
      end_session: '/oidc/logout',
    },
    scopes,
    claims: { openid: ['sub'], profile: ['name'], email: ['email', 'email_verified'] },
    conformIdTokenClaims: false,
    responseTypes: ['code'],
    pkce: { required: () => true },
    allowOmittingSingleRegisteredRedirectUri: false,
    clientAuthMethods: ['client_secret_basic', 'client_secret_post'],
    clientBasedCORS: () => false,
    extraParams: { audience: keep_offline_access, screen_hint: null },
    rotateRefreshToken: true,
    loadExistingGrant: grant_everything_asked,
    findAccount: (_ctx, sub) => {
      const user = users.by_sub(sub);
      return user && account_of(user);
    },
    extraTokenClaims: (ctx, token) => {
      const user = token.kind === 'AccessToken' && token.resourceServer && users.by_sub(token.accountId);
      if (!user) return undefined;
      const { email, name, email_verified } = user;
      const { AuthorizationCode, RefreshToken } = ctx.oidc.entities;
      return {
        [`${name_space}email`]: email, [`${name_space}name`]: name, [`${name_space}email_verified`]: email_verified,
        auth_time: (AuthorizationCode ?? RefreshToken)?.authTime, // RFC 9068 section 2.2.1
        ...confinement(user.app_metadata),
      };
    },
    interactions: { policy: prompts(), url: (_ctx, interaction) => `/u/${interaction.uid}` },
    ttl: {
      AccessToken: settings.access_token_ttl_s,
      AuthorizationCode: minute_s,
      Grant: 30 * day_s,
      IdToken: 60 * minute_s,
      Interaction: 60 * minute_s,
      RefreshToken: 14 * day_s,
      Session: 14 * day_s,
    },
    features: {
      clientCredentials: { enabled: true },
      devInteractions: { enabled: false },
      dPoP: { enabled: false },
      revocation: { enabled: true },
      backchannelLogout: { enabled: true },
      resourceIndicators: {
        enabled: true,
        // The library does not know `audience` at the token endpoint: there only the body still has it.
        defaultResource: (ctx, client, granted) => granted ?? (client.clientId === management_id ? ctx.oidc.body : ctx.oidc.params)?.audience,
        useGrantedResource: () => true,
        getResourceServerInfo: api,
      },
      rpInitiatedLogout: {
        enabled: true,
        logoutSource: (ctx, form) => {
          ctx.body = signing_out_page(form, { is_asked: !ctx.oidc.entities.IdTokenHint });
        },
        postLogoutSuccessSource: (ctx) => {
          ctx.body = signed_out_page(settings);
        },
      },
    },
    fetch: local_fetch(settings),
    renderError: (ctx, out) => {
      ctx.type = 'html';
      ctx.body = error_page(settings, out.error_description ?? out.error);
    },
  });
  provider.proxy = true;
  admit_tenants(provider.Client, settings);
  return provider;
}
