/// Debian packages, downloaded once (build/compose_engine) and unpacked, not installed: nothing of them starts by itself.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../..', import.meta.url));
export const store = join(root, 'build', 'compose_engine');

export const run = (program, args, options = {}) => execFileSync(program, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'], maxBuffer: 1 << 26, ...options });

/// Compose v2 is in Debian 13 only; these packages of it need nothing newer than Debian 12 has.
const newer = { compose: ['docker-compose'], engine: ['containerd', 'docker-buildx', 'docker-cli', 'docker.io'] };
const own = { compose: [], engine: ['iptables', 'libip4tc2', 'libip6tc2', 'libnetfilter-conntrack3', 'libnfnetlink0', 'libnftnl11', 'mmdebstrap', 'runc', 'tini'] };

/// Where this machine has its Debian from: no host is named here.
export function mirror(codename) {
  const ask = () => run('apt-get', ['indextargets', '--format', '$(REPO_URI)', 'Created-By: Packages', 'Origin: Debian', `Codename: ${codename}`]).split('\n')[0];
  if (!ask()) run('apt-get', ['update', '-qq']);
  return ask();
}

/// Unpacks `compose` or `engine` into a directory. @throws when they cannot be had.
export function unpack(group, directory) {
  const debs = join(store, group);
  if (!existsSync(debs)) download(group, debs);
  for (const deb of readdirSync(debs)) run('dpkg', ['-x', join(debs, deb), directory]);
}

function download(group, debs) {
  const draft = `${debs}.new`;
  rmSync(draft, { recursive: true, force: true });
  for (const folder of [draft, join(store, 'apt/lists/partial'), join(store, 'apt/cache/archives/partial')]) mkdirSync(folder, { recursive: true });
  writeFileSync(join(store, 'apt/list'), `deb [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] ${mirror('bookworm')} trixie main\n`);
  writeFileSync(join(store, 'apt/conf'), `Dir::Etc::sourcelist "${store}/apt/list";\nDir::Etc::sourceparts "-";\nDir::State::lists "${store}/apt/lists";\n`
    + `Dir::Cache "${store}/apt/cache";\nAPT::Sandbox::User "root";\n`);
  const env = { ...process.env, APT_CONFIG: join(store, 'apt/conf') };
  run('apt-get', ['-qq', 'update'], { env });
  run('apt-get', ['-qq', 'download', ...newer[group]], { env, cwd: draft });
  if (own[group].length > 0) run('apt-get', ['-qq', '-o', 'APT::Sandbox::User=root', 'download', ...own[group]], { cwd: draft });
  renameSync(draft, debs);
}
