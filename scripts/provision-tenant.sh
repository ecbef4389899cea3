#!/usr/bin/env bash
# Founds a tenant and waits until its garage answers: `mvp tenant create`, on whichever platform runs here.
# usage: scripts/provision-tenant.sh TENANT-ID [mvp tenant create's options...]      MVP_DRIVER=compose: the platform in containers
set -euo pipefail
cd "$(dirname "$0")/.."
[ $# -gt 0 ] && [ "${1#-}" = "$1" ] || { echo "usage: scripts/provision-tenant.sh TENANT-ID [--name NAME] [--owner-email ADDRESS] ..." >&2; exit 2; }
exec bin/mvp tenant create "$@"
