/// Auth0 post-login Action: puts into the access token what MotoVaultPro's services read, all under one namespace. `app_metadata` is
/// written by administrators and backends only; `user_metadata` is never read, because people can change their own.
const name_space = 'https://motovaultpro.com/';
const audience = 'https://api.motovaultpro.com';

exports.onExecutePostLogin = async (event, api) => {
  if (event.resource_server?.identifier !== audience) return;
  const claim = (name, value) => api.accessToken.setCustomClaim(name_space + name, value);
  claim('email', event.user.email ?? '');
  claim('name', event.user.name ?? '');
  claim('email_verified', event.user.email_verified === true);
  // Only for people who shall enter one garage and no other: a token that names a garage is refused everywhere else.
  const { tenant_id } = event.user.app_metadata ?? {};
  if (typeof tenant_id === 'string' && tenant_id !== '') claim('tenant_id', tenant_id);
};
