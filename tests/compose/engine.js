/// A container engine of this test's own: Debian's packages, unpacked and not installed, in a mount and network namespace of
/// their own. On the machine it leaves what it downloaded (build/compose_engine) and nothing else.
import { execFile as execute, spawn } from 'node:child_process';
import { closeSync, existsSync, mkdirSync, mkdtempSync, openSync, readFileSync, readdirSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';

import { mirror, root, run, store, unpack } from './packages.js';

const execFile = promisify(execute);
const base_image = 'debian:bookworm-slim';

/// Why this machine cannot run containers, or nothing.
export function obstacle() {
  if (process.getuid() !== 0) return 'an engine of its own needs root';
  if (!existsSync('/usr/bin/apt-get')) return 'the engine comes from Debian packages, and there is no apt-get here';
  try {
    run('unshare', ['--mount', '--net', '--propagation', 'private', 'sh', '-c', 'mount -t tmpfs none /mnt && ip link set lo up']);
  } catch (error) {
    return `this machine does not let it make namespaces (${String(error.stderr).trim() || error.message})`;
  }
  if (!/\boverlay\b/.test(readFileSync('/proc/filesystems', 'utf8'))) return 'the kernel has no overlay file system';
  return undefined;
}

function make_base(tools, env) {
  const tar = join(store, 'base.tar');
  if (existsSync(tar)) return tar;
  const draft = `${tar}.new.tar`;
  rmSync(draft, { force: true });
  run('perl', [join(tools, 'usr/bin/mmdebstrap'), '--quiet', '--variant=apt', 'bookworm', draft,
    `deb ${mirror('bookworm')} bookworm main`, `deb ${mirror('bookworm-security')} bookworm-security main`], { env });
  renameSync(draft, tar);
  return tar;
}

export class Engine {
  #daemon;

  constructor() {
    this.work = mkdtempSync(join(tmpdir(), 'mvp-engine-'));
    this.is_in_memory = available_memory_gb() > 9;
    if (this.is_in_memory) run('mount', ['-t', 'tmpfs', '-o', 'size=6g,mode=0700', 'mvp-engine', this.work]);
    const tools = join(this.work, 'tools');
    for (const group of ['compose', 'engine']) unpack(group, tools);
    for (const name of ['iptables', 'ip6tables']) symlinkSync('xtables-nft-multi', join(tools, 'usr/sbin', name));
    const plugins = join(this.work, 'config', 'cli-plugins');
    mkdirSync(plugins, { recursive: true });
    for (const name of ['docker-buildx', 'docker-compose']) symlinkSync(join(tools, 'usr/libexec/docker/cli-plugins', name), join(plugins, name));
    this.socket = join(this.work, 'docker.sock');
    const libraries = join(tools, 'usr/lib', run('dpkg-architecture', ['-qDEB_HOST_MULTIARCH']).trim());
    this.env = { ...process.env, PATH: `${tools}/usr/sbin:${tools}/usr/bin:${process.env.PATH}`, DOCKER_HOST: `unix://${this.socket}`,
      DOCKER_CONFIG: join(this.work, 'config'), LD_LIBRARY_PATH: libraries, XTABLES_LIBDIR: join(libraries, 'xtables') };
    this.tools = tools;
  }

  /// Builds with the machine's own network, but no bridge and no rule in it.
  async build(options) {
    await this.#start([], ['--bridge=none', '--iptables=false', '--ip6tables=false', '--ip-forward=false']);
    this.docker('import', '-c', 'CMD ["/bin/bash"]', make_base(this.tools, this.env), base_image);
    run(join(root, 'deploy/docker/build'), ['--prebuilt', '--network', 'host', ...options], { env: this.env });
    await this.#stop();
  }

  /// Runs in a network namespace of its own: every bridge, address and rule is in there.
  start() {
    return this.#start(['--net'], []);
  }

  docker(...args) {
    return run('docker', args, { env: this.env }).trim();
  }

  /// A command in the engine's network namespace: there, and only there, published ports are reached.
  inside(program, args, options) {
    return run('nsenter', ['--target', String(this.pid), '--net', program, ...args], { env: this.env, ...options });
  }

  get pid() {
    return Number(readFileSync(join(this.work, 'pid'), 'utf8'));
  }

  /// @returns what is left of it on this machine: mounts and processes. Nothing, if all is well.
  async end() {
    await this.#stop();
    const processes = readdirSync('/proc').filter((name) => /^\d+$/.test(name)).map(command_line).filter((line) => line.includes(this.work));
    if (this.is_in_memory) run('umount', [this.work]);
    const mounts = readFileSync('/proc/self/mounts', 'utf8').split('\n').filter((line) => line.includes(this.work));
    await execFile('rm', ['-rf', this.work]);
    return [...mounts, ...processes];
  }

  async #start(namespaces, flags) {
    const log = openSync(join(this.work, 'log'), 'a');
    // The hybrid v2 tree that some machines have beside v1 would be written to; runc does without it.
    const script = 'ip link set lo up 2>/dev/null; umount /sys/fs/cgroup/unified 2>/dev/null; exec dockerd "$@"';
    this.#daemon = spawn('unshare', ['--mount', ...namespaces, '--propagation', 'private', 'sh', '-c', script, 'sh', '--data-root', join(this.work, 'data'),
      '--exec-root', join(this.work, 'exec'), '--pidfile', join(this.work, 'pid'), '--host', `unix://${this.socket}`, '--group', 'root', ...flags],
    { env: this.env, stdio: ['ignore', log, log] });
    closeSync(log);
    this.#daemon.ended = new Promise((resolve) => this.#daemon.on('exit', resolve));
    for (const end = Date.now() + 30_000; ; await pause(100)) {
      try {
        return this.docker('version');
      } catch (error) {
        if (this.#daemon.exitCode !== null || Date.now() > end) throw new Error(`the engine does not start: ${readFileSync(join(this.work, 'log'), 'utf8').slice(-2000)}`, { cause: error });
      }
    }
  }

  async #stop() {
    if (!this.#daemon || this.#daemon.exitCode !== null) return;
    this.#daemon.kill('SIGTERM');
    await this.#daemon.ended;
  }
}

/// Images and layers are some hundred thousand files, which go with a tmpfs at once where there is room for one.
function available_memory_gb() {
  return Number(/^MemAvailable:\s+(\d+) kB/m.exec(readFileSync('/proc/meminfo', 'utf8'))[1]) / 1048576;
}

function command_line(pid) {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim();
  } catch {
    return '';  // it has ended meanwhile
  }
}
