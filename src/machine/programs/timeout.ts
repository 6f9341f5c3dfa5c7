import { anyOf, turn } from '../../core/process.ts';
import type { Wait } from '../../core/process.ts';
import { isSystemError } from '../errno.ts';
import { SIGNALS, parseSignal, signalName } from '../signals.ts';
import { statusCode } from '../system.ts';
import type { Child } from '../system.ts';
import type { Call } from './support/call.ts';
import { Refusal } from './support/endings.ts';
import { parseDuration } from './support/durations.ts';
import { parseOptions } from './support/options.ts';
import { quoted } from './support/quoting.ts';
import type { Tool } from './support/tool.ts';
import { toProgram } from './support/tool.ts';

const OPTIONS = {
  preserve: 'gnu:--preserve-status',
  foreground: 'gnu:--foreground',
  killAfter: 'k --kill-after=',
  signal: 's --signal=',
  verbose: 'gnu:v --verbose',
} as const;

const TIMED_OUT = 124;
const FAILED = 125;

function durationOf(call: Call, text: string): number {
  const duration = parseDuration(text);
  if (duration === undefined) throw call.isBusybox ? call.refusal(`invalid number '${text}'`) : call.misuse(`invalid time interval ${quoted(text)}`);
  return duration;
}

/** Ends when the child changes, or at the moment given (0: never). */
function untilChange(call: Call, child: Child, due: number): Wait {
  if (due === 0 || due === Infinity) return child.changed();
  return anyOf(child.changed(), call.system.timer(due - call.now()));
}

export const tool: Tool = {
  name: 'timeout',
  usage: '[OPTION] DURATION COMMAND [ARG]...',
  busyboxUsage: '[-s SIG] [-k KILL_SECS] SECS PROG ARGS',
  usageStatus: FAILED,
  *run(call) {
    const options = parseOptions(call, OPTIONS, { stopsAtOperand: true });
    const [durationText, ...argv] = options.operands;
    if (durationText === undefined || argv.length === 0) throw call.isBusybox ? call.missing('') : new Refusal(`Try '${call.name} --help' for more information.\n`, FAILED);
    const duration = durationOf(call, durationText);
    const killText = options.value('killAfter');
    const killAfter = killText === undefined ? undefined : durationOf(call, killText);
    const signalText = options.value('signal');
    const signal = signalText === undefined ? SIGNALS.SIGTERM : parseSignal(signalText);
    if (signal === undefined) throw call.isBusybox ? call.refusal(`bad signal name '${signalText}'`) : call.misuse(`${quoted(signalText!)}: invalid signal`);
    let child: Child;
    try {
      child = call.system.spawn(argv);
    } catch (error) {
      if (!isSystemError(error)) throw error;
      yield* call.warn(call.isBusybox ? `can't execute '${argv[0]}': ${error.message}` : `failed to run command ${quoted(argv[0]!)}: ${error.message}`);
      return error.code === 'ENOENT' ? 127 : 126;
    }
    for (const forwarded of [SIGNALS.SIGTERM, SIGNALS.SIGINT, SIGNALS.SIGHUP, SIGNALS.SIGQUIT]) {
      call.system.onSignal(forwarded, () => {
        if (!child.status) call.system.kill(child.pid, forwarded);
      });
    }
    let hasTimedOut = false;
    for (let due = duration === 0 ? Infinity : call.now() + duration; !child.status; ) {
      yield untilChange(call, child, due);
      if (child.status || call.now() < due) continue;
      const sent: number = hasTimedOut ? SIGNALS.SIGKILL : signal;
      if (options.has('verbose')) yield* call.warn(`sending signal ${(signalName(sent) ?? '').slice(3)} to command ${quoted(argv[0]!)}`);
      call.system.kill(child.pid, sent);
      due = hasTimedOut || killAfter === undefined ? Infinity : call.now() + killAfter;
      hasTimedOut = true;
    }
    const status = yield* child.wait();
    if (!hasTimedOut || options.has('preserve')) return statusCode(status);
    if (status.signal === SIGNALS.SIGKILL) {
      // GNU's sends the signal to its own group, and dies of it too.
      if (!call.isBusybox && signal === SIGNALS.SIGKILL) {
        call.system.kill(call.system.pid, SIGNALS.SIGKILL);
        yield turn;
      }
      return 137;
    }
    return call.isBusybox ? 143 : TIMED_OUT;
  },
};

export const program = toProgram(tool);
