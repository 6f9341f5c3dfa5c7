import type { Process } from '../../../core/process.ts';
import { isSystemError } from '../../errno.ts';
import { SIGNALS, parseSignal } from '../../signals.ts';
import type { ProcessInfo } from '../../system.ts';
import type { Call } from './call.ts';
import { parseOptions } from './options.ts';
import { Owners } from './owners.ts';
import { commandLine } from './ps/columns.ts';
import { compileRegex } from './regex/patterns.ts';

const OPTIONS = {
  full: 'f --full',
  list: 'l --list-name',
  listFull: 'a --list-full',
  exact: 'x --exact',
  count: 'gnu:c --count',
  newest: 'n --newest',
  oldest: 'o --oldest',
  invert: 'v --inverse',
  parent: 'P --parent=',
  user: 'u U --euid --uid=',
  delimiter: 'gnu:d --delimiter=',
  ignoreCase: 'gnu:i --ignore-case',
  session: 's --session=',
  group: 'g --pgroup=',
  terminal: 't --terminal=',
  echo: 'gnu:e --echo',
  signal: 'gnu:--signal=',
} as const;

/** pgrep and pkill, which choose processes alike. */
export function* runPgrep(call: Call, kills: boolean): Process<number> {
  let signal: number = SIGNALS.SIGTERM;
  const args = call.args.filter((arg) => {
    const found = kills && /^-[A-Z0-9]/.test(arg) && arg.length > 1 ? parseSignal(arg.slice(1)) : undefined;
    if (found === undefined) return true;
    signal = found;
    return false;
  });
  const options = parseOptions(call, OPTIONS, { args });
  const named = options.value('signal');
  if (named !== undefined) signal = parseSignal(named) ?? signal;
  const filters = ['parent', 'user', 'session', 'group', 'terminal'] as const;
  if (options.operands.length === 0 && !filters.some((key) => options.has(key))) {
    if (call.isBusybox) throw call.missing('');
    throw call.misuseHint('no matching criteria specified', 2);
  }
  if (options.operands.length > 1) throw call.misuseHint('only one pattern can be provided', 2);
  const owners = new Owners(call.files);
  const source = options.operands[0];
  const regex = source === undefined ? undefined : compileRegex(call, options.has('exact') ? `^(${source})$` : source, { syntax: 'extended', ignoresCase: options.has('ignoreCase') }, 2);
  const words = (key: (typeof filters)[number]) => options.value(key)?.split(',');
  const users = words('user')?.map((word) => owners.user(word)?.uid ?? Number(word));
  const matches = (process: ProcessInfo) =>
    (!regex || regex.test(options.has('full') ? commandLine(process) : process.command)) &&
    (words('parent')?.includes(String(process.parentPid)) ?? true) && (users?.includes(process.uid) ?? true) &&
    (words('session')?.includes(String(process.session)) ?? true) && (words('group')?.includes(String(process.group)) ?? true) &&
    (words('terminal')?.includes(process.tty) ?? true);
  let found = call.system.processes.list().filter((process) => process.pid !== call.system.pid && matches(process) !== options.has('invert'));
  const byAge = [...found].sort((a, b) => a.startedAt - b.startedAt || a.pid - b.pid);
  if (options.has('newest')) found = byAge.slice(-1);
  if (options.has('oldest')) found = byAge.slice(0, 1);
  if (kills) return yield* killAll(call, found, signal, options.has('echo'));
  if (options.has('count')) yield* call.print(`${found.length}\n`);
  else {
    const rows = found.map((process) => `${process.pid}${options.has('listFull') ? ` ${commandLine(process)}` : options.has('list') ? ` ${options.has('full') && call.isBusybox ? commandLine(process) : process.command}` : ''}`);
    if (rows.length > 0) yield* call.print(`${rows.join(options.value('delimiter') ?? '\n')}\n`);
  }
  return found.length > 0 ? 0 : 1;
}

function* killAll(call: Call, found: readonly ProcessInfo[], signal: number, isEchoing: boolean): Process<number> {
  for (const { pid, command } of found) {
    try {
      call.system.kill(pid, signal);
      if (isEchoing) yield* call.print(`${command} killed (pid ${pid})\n`);
    } catch (error) {
      if (!isSystemError(error)) throw error;
      yield* call.fail(`killing pid ${pid} failed: ${error.message}`);
    }
  }
  return found.length > 0 ? call.status : 1;
}
