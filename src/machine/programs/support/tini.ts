import type { Process } from '../../../core/process.ts';
import { isSystemError } from '../../errno.ts';
import type { Call } from './call.ts';
import { Answer, Refusal } from './endings.ts';
import { runInit } from './init.ts';
import { baseName } from './tool.ts';

const VERSION = 'tini version 0.19.0 - git.de40ad0\n';

/** tini, which Docker's `--init` puts in as docker-init. */
export function* runTini(call: Call): Process<number> {
  const name = baseName(call.name);
  const args = [...call.args];
  let toGroup = call.env('TINI_KILL_PROCESS_GROUP') !== undefined;
  let isVerbose = false;
  const accepted = new Set<number>();
  while (args[0]?.startsWith('-')) {
    const option = args.shift()!;
    if (option === '--') break;
    if (option === '--version') throw new Answer(VERSION);
    if (option === '-h') throw new Answer(`${name} (${VERSION.trim()})\n\nUsage: ${name} [OPTIONS] PROGRAM -- [ARGS] | --version\n`);
    if (option === '-g') toGroup = true;
    else if (/^-v+$/.test(option)) isVerbose = true;
    else if (option === '-e') accepted.add(Number(args.shift()));
    else if (option === '-p') args.shift();
    else if (option !== '-s' && option !== '-w' && option !== '-l') throw new Refusal(`${name} (${VERSION.trim()})\n\nUsage: ${name} [OPTIONS] PROGRAM -- [ARGS] | --version\n`, 1);
  }
  if (args.length === 0) throw new Refusal(`${name} (${VERSION.trim()})\n\nUsage: ${name} [OPTIONS] PROGRAM -- [ARGS] | --version\n`, 1);
  if (call.system.pid !== 1) {
    yield* call.complain(`[WARN  tini (${call.system.pid})] Tini is not running as PID 1 and isn't registered as a child subreaper.\nZombie processes will not be re-parented to Tini, so zombie reaping won't work.\nTo fix the problem, use the -s option or set the environment variable TINI_SUBREAPER to register Tini as a child subreaper, or run Tini as PID 1.\n`);
  }
  try {
    if (isVerbose) yield* call.complain(`[INFO  tini (${call.system.pid})] Spawned child process '${args[0]}'\n`);
    const status = yield* runInit(call.system, args, { toGroup, ownGroup: true });
    return accepted.has(status) ? 0 : status;
  } catch (error) {
    if (!isSystemError(error)) throw error;
    yield* call.complain(`[FATAL tini (${call.system.pid + 1})] exec ${args[0]} failed: ${error.message}\n`);
    return error.code === 'ENOENT' ? 127 : 126;
  }
}
