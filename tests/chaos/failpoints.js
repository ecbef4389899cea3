/// The named instants at which the control plane and the agent can be made to die, and the supervisor's hold on both.
import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readFileSync, readlinkSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { until } from '../journeys/platform.js';

export class Failpoints {
  directory = mkdtempSync(join(tmpdir(), 'mvp-failpoints-'));

  constructor() {
    chmodSync(this.directory, 0o777);  // as root the control plane is another user
  }
  get environment() {
    return { MVP_FAILPOINTS_DIR: this.directory };
  }

  /// The names that a running program says it has.
  static listed(platform, name) {
    const { pid } = platform.processes()[name];
    const env = Object.fromEntries(readFileSync(`/proc/${pid}/environ`, 'utf8').split('\0').filter(Boolean).map((row) => {
      const at = row.indexOf('=');
      return [row.slice(0, at), row.slice(at + 1)];
    }));
    return execFileSync(readlinkSync(`/proc/${pid}/exe`), ['--failpoints'], { env, encoding: 'utf8' }).split('\n').filter(Boolean);
  }

  arm(names) {
    for (const name of names) writeFileSync(join(this.directory, name), '');
  }
  /// Those that have not killed anybody yet.
  armed(names) {
    return names.filter((name) => existsSync(join(this.directory, name)));
  }
  disarm(names) {
    for (const name of names) rmSync(join(this.directory, name), { force: true });
  }
  remove() {
    rmSync(this.directory, { recursive: true, force: true });
  }
}

/// While `body` runs nobody who dies is started again.
export async function without_supervisor(platform, body) {
  const { pids: { platform: supervisor } } = JSON.parse(readFileSync(join(platform.var_dir, 'platform.json'), 'utf8'));
  process.kill(supervisor, 'SIGSTOP');
  try {
    return await body();
  } finally {
    process.kill(supervisor, 'SIGCONT');
  }
}

/// Until a process is dead; a zombie is.
export async function dies(pid) {
  process.kill(pid, 'SIGKILL');
  await until(`${pid} is dead`, () => {
    try {
      return /^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
    } catch {
      return true;
    }
  }, { every_ms: 5 });
}
