import { SECOND } from '../../core/clock.ts';
import { concat } from '../../core/bytes.ts';
import { Condition, anyOf } from '../../core/process.ts';
import type { Process } from '../../core/process.ts';
import { isSystemError } from '../errno.ts';
import { SIGNALS } from '../signals.ts';
import { statusCode } from '../system.ts';
import { formatMoment, momentOf, zoneOf } from './support/calendar.ts';
import type { Call } from './support/call.ts';
import { parseOptions } from './support/options.ts';
import { ALTERNATE_SCREEN, MAIN_SCREEN, moveTo } from './support/screen.ts';
import { decodeText } from './support/text.ts';
import type { Tool } from './support/tool.ts';
import { toProgram } from './support/tool.ts';

const OPTIONS = { beep: 'gnu:b --beep', color: 'gnu:c --color', differences: 'gnu:d --differences[=]', errexit: 'gnu:e --errexit', changeExit: 'gnu:g --chgexit', interval: 'n --interval=', precise: 'gnu:p --precise', noTitle: 't --no-title', exec: 'gnu:x --exec', noWrap: 'gnu:w --no-wrap', equal: '!gnu:q --equexit=' } as const;

/** What the command prints, on both outputs, and its status. */
function* output(call: Call, argv: readonly string[]): Process<{ text: string; status: number }> {
  const [reader, writer] = call.system.pipe();
  try {
    const child = call.system.spawn(argv, { descriptors: new Map([...call.system.descriptors.entries(), [1, writer], [2, writer]]) });
    writer.release();
    const parts: Uint8Array[] = [];
    for (;;) {
      const bytes = yield* reader.read();
      if (bytes.length === 0) break;
      parts.push(bytes);
    }
    reader.release();
    return { text: decodeText(concat(parts)), status: statusCode(yield* child.wait()) };
  } catch (error) {
    if (!isSystemError(error)) throw error;
    return { text: `sh: 1: ${argv[0]}: not found\n`, status: 127 };
  }
}

export const tool: Tool = {
  name: 'watch',
  origin: 'procps-ng 4.0.2',
  usage: '[options] command',
  busyboxUsage: '[-n SEC] [-t] PROG ARGS',
  *run(call) {
    const options = parseOptions(call, OPTIONS, { stopsAtOperand: true });
    if (options.operands.length === 0) throw call.isBusybox ? call.missing('') : call.misuseUsage('\nUsage:\n watch [options] command\n', 1);
    const seconds = Number((options.value('interval') ?? '2').replace(',', '.'));
    if (Number.isNaN(seconds)) throw call.refusal(`failed to parse argument: '${options.value('interval')}'`);
    const interval = Math.max(0.1, seconds);
    const command = options.operands.join(' ');
    const argv = options.has('exec') ? options.operands : ['sh', '-c', command];
    const terminal = call.system.descriptors.get(1)?.terminal;
    yield* call.print(terminal ? ALTERNATE_SCREEN : '');
    let before: string | undefined;
    let isOver = false;
    const interrupted = new Condition('interrupt');
    for (const signal of [SIGNALS.SIGINT, SIGNALS.SIGTERM]) {
      call.system.onSignal(signal, () => {
        isOver = true;
        interrupted.notify();
      });
    }
    try {
      while (!isOver) {
        const { columns = 80, rows = 24 } = terminal?.size ?? {};
        const { text, status } = yield* output(call, argv);
        const title = `Every ${call.isBusybox ? `${interval.toFixed(1)}s` : `${interval.toFixed(1)}s`}: ${command}`;
        const time = formatMoment(call.isBusybox ? '%F %T' : '%a %b %e %T %Y', momentOf(call.now(), zoneOf(call.env('TZ'))));
        const right = call.isBusybox ? time : `${call.system.host.hostname}: ${time}`;
        const head = options.has('noTitle') ? [] : [`${title.slice(0, Math.max(0, columns - right.length - 1)).padEnd(columns - right.length)}${right}`, ...(call.isBusybox ? [] : [''])];
        const lines = [...head, ...text.replace(/\n$/, '').split('\n').map((line) => line.slice(0, columns))].slice(0, rows);
        yield* call.print(`\x1b[H\x1b[J${lines.map((line, i) => moveTo(i + 1, 1) + line).join('')}`);
        yield* call.flush();
        if (status !== 0 && options.has('errexit')) return 8;
        if (options.has('changeExit') && before !== undefined && before !== text) return 0;
        before = text;
        yield anyOf(call.system.timer(interval * SECOND), interrupted.asWait());
      }
      return 0;
    } finally {
      if (terminal) call.put(MAIN_SCREEN);
    }
  },
};

export const program = toProgram(tool);
