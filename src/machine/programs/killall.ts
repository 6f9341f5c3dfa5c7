import { isSystemError } from '../errno.ts';
import { SIGNALS, parseSignal } from '../signals.ts';
import type { Tool } from './support/tool.ts';
import { baseName, toProgram } from './support/tool.ts';

export const tool: Tool = {
  name: 'killall',
  origin: 'PSmisc 23.6',
  usage: '[OPTION]... [--] NAME...',
  busyboxUsage: '[-lq] [-SIG] NAME...',
  *run(call) {
    const args = [...call.args];
    let signal: number = SIGNALS.SIGTERM;
    let isQuiet = false;
    let isVerbose = false;
    while (args[0]?.startsWith('-')) {
      const option = args.shift()!;
      if (option === '--') break;
      if (option === '-q') isQuiet = true;
      else if (option === '-v' && !call.isBusybox) isVerbose = true;
      else {
        const text = option === '-s' || option === '--signal' ? args.shift() : option.slice(1);
        const found = parseSignal(text ?? '');
        if (found === undefined) throw call.refusal(call.isBusybox ? `bad signal name '${text}'` : `${text}: unknown signal; killall -l lists signals.`);
        signal = found;
      }
    }
    if (args.length === 0) throw call.isBusybox ? call.refusal('you need to specify whom to kill') : call.missing('no process name given');
    let isAnyMissing = false;
    for (const name of args) {
      const found = call.system.processes.list().filter((process) => process.pid !== call.system.pid && process.state !== 'Z' && (process.command === name.slice(0, 15) || baseName(process.argv[0] ?? '') === name));
      if (found.length === 0) {
        isAnyMissing = true;
        if (!isQuiet) yield* call.warn(call.isBusybox ? `${name}: no process killed` : `${name}: no process found`);
      }
      for (const { pid } of found) {
        try {
          call.system.kill(pid, signal);
          if (isVerbose) yield* call.complain(`Killed ${name}(${pid}) with signal ${signal}\n`);
        } catch (error) {
          if (!isSystemError(error)) throw error;
          yield* call.fail(call.isBusybox ? `can't kill pid ${pid}: ${error.message}` : `${name}(${pid}): ${error.message}`);
        }
      }
    }
    return isAnyMissing ? 1 : call.status;
  },
};

export const program = toProgram(tool);
