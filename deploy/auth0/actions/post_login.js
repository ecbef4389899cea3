/// Auth0 post-login Action: puts into the access token what MotoVaultPro's services read, all under one namespace. `app_metadata` is
/// written by administrators and backends only; `user_metadata` is never read, because people can change their own.
///   app_metadata.tenant_id  set by an administrator, by hand: the one garage this person may enter
///   app_metadata.tenants    written by the platform, a mirror: {"demo-tenant": "admin"}, the garages of this person and the role in each
const name_space = 'https://motovaultpro.com/';
const audience = 'https://api.motovaultpro.com';

exports.onExecutePostLogin = async (event, api) => {
  if (event.resource_server?.identifier !== audience) return;
  const claim = (name, value) => api.accessToken.setCustomClaim(name_space + name, value);
  claim('email', event.user.email ?? '');
  claim('name', event.user.name ?? '');
  claim('email_verified', event.user.email_verified === true);
  // Only for people who shall enter one garage and no other: a token that names a garage is refused everywhere else.
  const { tenant_id, tenants } = event.user.app_metadata ?? {};
  if (typeof tenant_id !== 'string' || tenant_id === '') return;
  claim('tenant_id', tenant_id);
  // A hint for readers of the token, no authority: the services ask the platform. Roles elsewhere are nobody's business at this garage.
  const role = tenants?.[tenant_id];
  if (typeof role === 'string') claim('roles', [role]);
};
