#!/usr/bin/env bash
# Nothing needs updating: the edge finds a tenant by its host name, at a socket of that name, from the moment it is provisioned.
# This checks that it does. usage: scripts/update-nginx-for-tenant.sh TENANT-ID      settings: MVP_DOMAIN, MVP_EDGE_PORT
set -euo pipefail
tenant=${1:?usage: scripts/update-nginx-for-tenant.sh TENANT-ID}
host=$tenant.${MVP_DOMAIN:-motovaultpro.localhost} port=${MVP_EDGE_PORT:-8080}
echo "The edge needs no new configuration and no reload for a tenant (deploy/nginx/nginx.conf.in)."
# The edge is on this machine, whatever the name resolves to.
status=$(curl --silent --output /dev/null --max-time 20 --write-out '%{http_code}' --connect-to "::127.0.0.1:$port" "http://$host:$port/health") || true
if [ "$status" = 200 ]; then
  echo "http://$host:$port/ answers."
elif [ "$status" = 000 ]; then
  echo "No edge answers at 127.0.0.1:$port: start the platform (bin/up, or deploy/compose)." >&2
  exit 1
else
  echo "http://$host:$port/health answers $status: scripts/provision-tenant.sh $tenant founds the tenant, mvp tenant show $tenant says how it is." >&2
  exit 1
fi
