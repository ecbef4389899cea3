/// The garages of the demonstration and the people in them; the identity provider knows the same people.
export const password = 'motovault';

export const garages = [
  { id: 'admin', name: 'Platform' },
  { id: 'demo-tenant', name: 'Demo Garage' },
  { id: 'acme-corp', name: 'Acme Corp' },
];

export const people = {
  olivia: { sub: 'auth0|olivia', email: 'olivia@motovaultpro.localhost', name: 'Olivia Owner', garage: 'admin', role: 'owner', is_platform_admin: true },
  dora: { sub: 'auth0|dora', email: 'dora@demo-tenant.example', name: 'Dora Owner', garage: 'demo-tenant', role: 'owner' },
  adam: { sub: 'auth0|adam', email: 'adam@demo-tenant.example', name: 'Adam Admin', garage: 'demo-tenant', role: 'admin' },
  mia: { sub: 'auth0|mia', email: 'mia@demo-tenant.example', name: 'Mia Member', garage: 'demo-tenant', role: 'member' },
  vera: { sub: 'auth0|vera', email: 'vera@demo-tenant.example', name: 'Vera Viewer', garage: 'demo-tenant', role: 'viewer' },
  carl: { sub: 'auth0|carl', email: 'carl@acme-corp.example', name: 'Carl Owner', garage: 'acme-corp', role: 'owner' },
};
