/// The applications that may ask for sign-in, and where they may be answered.

const slug = /^(?!.*--)[a-z][a-z0-9-]{1,61}[a-z0-9]$/;
const reserved = new Set(['www', 'auth', 'api', 'mail', 'static', 'status']);

export const landing_id = 'mvp-landing';
export const garage_id = 'mvp-garage';
export const management_id = 'mvp-management';

/// The Management API: its name as an audience, and what its one client may do there.
export const management_audience = (settings) => `${settings.issuer}api/v2/`;
export const management_scopes = ['read:users', 'update:users_app_metadata'];

/// Origin of the public site.
export const apex_of = (settings) => `${settings.scheme}://${settings.domain}${settings.public_port_suffix}`;

/// Slug of the tenant whose origin followed by `path` is exactly `url`; undefined for everything else.
export function tenant_at(settings, url, path) {
  const start = `${settings.scheme}://`;
  const end = `.${settings.domain}${settings.public_port_suffix}${path}`;
  if (!url.startsWith(start) || !url.endsWith(end)) return undefined;
  const label = url.slice(start.length, -end.length);
  return slug.test(label) && !reserved.has(label) ? label : undefined;
}

/// Client metadata as oidc-provider takes it.
export function clients_of(settings) {
  const apex = apex_of(settings);
  const admin = apex.replace('://', '://admin.');
  const confidential = {
    grant_types: ['authorization_code', 'refresh_token'],
    response_types: ['code'],
    // Tenants come and go, so both applications are told of a logout at one address: the public site's.
    backchannel_logout_uri: `${apex}/auth/backchannel-logout`,
    backchannel_logout_session_required: true,
    require_auth_time: true,
  };
  return [
    {
      ...confidential,
      client_id: landing_id,
      client_name: 'MotoVaultPro',
      client_secret: settings.landing_secret,
      redirect_uris: [`${apex}/auth/callback`],
      post_logout_redirect_uris: [`${apex}/`],
    },
    {
      ...confidential,
      client_id: garage_id,
      client_name: 'MotoVaultPro garage',
      client_secret: settings.garage_secret,
      redirect_uris: [`${admin}/auth/callback`],
      post_logout_redirect_uris: [`${admin}/`],
    },
    {
      client_id: management_id,
      client_name: 'MotoVaultPro management',
      client_secret: settings.management_secret,
      token_endpoint_auth_method: 'client_secret_post',
      grant_types: ['client_credentials'],
      response_types: [],
      redirect_uris: [],
    },
  ];
}

/// Lets the garage client use any tenant's origin: tenants come and go without registering here. Every ID token carries `sid`.
export function admit_tenants(Client, settings) {
  const { redirectUriAllowed, postLogoutRedirectUriAllowed } = Client.prototype;
  Object.assign(Client.prototype, {
    redirectUriAllowed(uri) {
      return redirectUriAllowed.call(this, uri) || (this.clientId === garage_id && !!tenant_at(settings, uri, '/auth/callback'));
    },
    postLogoutRedirectUriAllowed(uri) {
      return postLogoutRedirectUriAllowed.call(this, uri) || (this.clientId === garage_id && !!tenant_at(settings, uri, '/'));
    },
    includeSid: () => true,
  });
}
