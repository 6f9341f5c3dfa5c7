// A `drydock serve` of our own: a fresh world on a socket that nobody else uses.
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from '../../../bin/install.mjs';

/** @param {...string} args more words for `drydock serve` */
export async function serve(...args) {
  const folder = mkdtempSync(join(tmpdir(), 'drydock-serve-'));
  const path = join(folder, 'd.sock');
  const child = spawn(process.execPath, [join(root, 'bin/drydock.mjs'), 'serve', '--listen', `unix://${path}`, ...args], { stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = new Promise((resolve) => child.once('exit', (code, signal) => resolve(signal ?? code)));
  const isOpen = await Promise.race([new Promise((resolve) => child.stdout.once('data', () => resolve(true))), ended.then(() => false)]);
  if (!isOpen) throw new Error('drydock serve does not begin');
  return {
    path,
    host: `unix://${path}`,
    /** Ends it as a service manager would; resolves to its exit status. */
    async stop() {
      child.kill('SIGTERM');
      const status = await ended;
      rmSync(folder, { recursive: true, force: true });
      return status;
    },
  };
}
