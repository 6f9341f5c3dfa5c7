import { Condition } from '../../core/process.ts';
import { SECOND } from '../../core/clock.ts';
import { NotSimulated } from '../../core/errors.ts';
import { isSystemError } from '../errno.ts';
import { statusCode } from '../system.ts';
import { parseOptions } from './support/options.ts';
import type { Tool } from './support/tool.ts';
import { toProgram } from './support/tool.ts';

const OPTIONS = { shared: '!s --shared', exclusive: 'x e --exclusive', unlock: '!u --unlock', nonblock: 'n --nonblock', wait: 'w --timeout=', close: 'o --close', conflict: 'E --conflict-exit-code=', command: 'c --command=', noFork: '!F --no-fork', verbose: '!--verbose' } as const;

/** Locks that are held: by the machine's processes (the resources are one a host), then by file. */
const held = new WeakMap<object, Map<string, Condition>>();

export const tool: Tool = {
  name: 'flock',
  origin: 'util-linux 2.38.1',
  usage: '[options] <file>|<directory> <command> [<argument>...]\n[options] <file>|<directory> -c <command>',
  busyboxUsage: '[-sxun] FD | { FILE [-c] PROG ARGS }',
  *run(call) {
    const options = parseOptions(call, OPTIONS, { stopsAtOperand: true });
    const [path, ...rest] = options.operands;
    if (path === undefined) throw call.missing('not enough arguments');
    if (/^\d+$/.test(path) && rest.length === 0) throw new NotSimulated('flock on a descriptor');
    const command = rest[0] === '-c' || rest[0] === '--command' ? ['/bin/sh', '-c', rest[1] ?? ''] : rest;
    if (command.length === 0) throw call.misuse('not enough arguments', 64);
    const failure = openLock(path, call.files);
    if (failure !== undefined) throw call.refusal(`cannot open lock file ${path}: ${failure}`, 66);
    const stat = call.files.stat(path);
    const key = `${stat.device}:${stat.inode}`;
    const locks = held.get(call.system.resources) ?? new Map<string, Condition>();
    held.set(call.system.resources, locks);
    const conflict = Number(options.value('conflict') ?? 1);
    const limit = options.has('wait') ? call.now() + Number(options.value('wait')) * SECOND : Infinity;
    while (locks.has(key)) {
      if (options.has('nonblock') || call.now() >= limit) return conflict;
      if (limit === Infinity) yield* locks.get(key)!.wait();
      else yield* call.system.sleep(Math.min(100_000, limit - call.now()));
    }
    const released = new Condition('lock');
    locks.set(key, released);
    try {
      return statusCode(yield* call.system.spawn(command).wait());
    } catch (error) {
      if (!isSystemError(error)) throw error;
      yield* call.warn(`failed to execute ${command[0]}: ${error.message}`);
      return 69;
    } finally {
      locks.delete(key);
      released.notify();
    }
  },
};

function openLock(path: string, files: { open(path: string, flags: { read: boolean; create: boolean }): { release(): void }; exists(path: string): boolean }): string | undefined {
  try {
    if (!files.exists(path)) files.open(path, { read: true, create: true }).release();
    return undefined;
  } catch (error) {
    if (isSystemError(error)) return error.message;
    throw error;
  }
}

export const program = toProgram(tool);
