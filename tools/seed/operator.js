/// The operator's command line.
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const program = fileURLToPath(new URL('../../bin/mvp', import.meta.url));

/// Runs `bin/mvp`. @returns {{status, output}} both streams together; status 0 is success.
export function mvp(args, env = process.env) {
  return new Promise((resolve) => {
    execFile(program, args, { env, timeout: 120_000 }, (error, out, err) => {
      resolve({ status: error ? (typeof error.code === 'number' ? error.code : 1) : 0, output: `${out}${err}`.trim() });
    });
  });
}

/// @throws when the command fails.
export async function operate(...args) {
  const { status, output } = await mvp(args);
  if (status !== 0) throw new Error(`mvp ${args.join(' ')} ended with ${status}: ${output}`);
  return output;
}

/// Creates a garage unless there is one. @returns whether it was created now.
export async function ensure_garage({ id, name }) {
  const { status, output } = await mvp(['tenant', 'create', id, '--name', name]);
  if (status === 0) return true;
  if (/exist|conflict|409|taken/i.test(output)) return false;
  throw new Error(`mvp tenant create ${id} ended with ${status}: ${output}`);
}
