import { isSystemError } from '../errno.ts';
import { SIGNALS, parseSignal, signalName } from '../signals.ts';
import type { Call } from './support/call.ts';
import type { Tool } from './support/tool.ts';
import { toProgram } from './support/tool.ts';

const NAMES = Object.keys(SIGNALS).map((name) => name.slice(3));

function listText(call: Call): string {
  if (call.isBusybox) return NAMES.map((name, i) => `${String(i + 1).padStart(2)}) ${name}\n`).join('');
  const rows: string[] = [];
  let row = '';
  for (const name of NAMES.map((one) => (one === 'IO' ? 'POLL' : one))) {
    if (row.length + name.length + 1 > 75) {
      rows.push(row);
      row = '';
    }
    row += `${row === '' ? '' : ' '}${name}`;
  }
  return `${[...rows, row].join('\n')}\n`;
}

function converted(call: Call, text: string): string {
  if (!/^\d+$/.test(text)) {
    const signal = parseSignal(text);
    if (signal === undefined) throw call.refusal(call.isBusybox ? `unknown signal '${text}'` : `unknown signal name ${text}`);
    return String(signal);
  }
  const name = signalName(Number(text) > 128 ? Number(text) - 128 : Number(text));
  return name ? name.slice(3) : text;
}

function badSignal(call: Call, text: string): Error {
  if (call.isBusybox) return call.refusal(`bad signal name '${text}'`);
  return call.refusal(`invalid argument ${text[0]}\n\nUsage:\n kill [options] <pid> [...]`);
}

export const tool: Tool = {
  name: 'kill',
  origin: 'procps-ng 4.0.2',
  usage: '[options] <pid> [...]',
  busyboxUsage: '[-l] [-SIG] PID...',
  *run(call) {
    const args = [...call.args];
    let signal: number = SIGNALS.SIGTERM;
    const first = args[0];
    if (first === '-l' || first === '--list' || first === '-L' || first === '--table') {
      if (args.length === 1) yield* call.print(listText(call));
      for (const text of args.slice(1)) yield* call.print(`${converted(call, text)}\n`);
      return 0;
    }
    const take = (text: string | undefined) => {
      const found = text === undefined ? undefined : parseSignal(text);
      if (found === undefined) throw badSignal(call, text ?? '');
      signal = found;
    };
    if (first === '-s' || first === '--signal' || first === '-n') {
      take(args[1]);
      args.splice(0, 2);
    } else if (first !== undefined && /^-[^-]/.test(first)) {
      take(first.replace(/^-s?(?=[A-Z0-9])/, ''));
      args.shift();
    }
    if (args[0] === '--') args.shift();
    if (args.length === 0) throw call.isBusybox ? call.refusal('you need to specify whom to kill') : call.refusal('not enough arguments');
    for (const text of args) {
      if (!/^-?\d+$/.test(text)) {
        yield* call.fail(call.isBusybox ? `invalid number '${text}'` : `failed to parse argument: '${text}'`);
        continue;
      }
      try {
        call.system.kill(Number(text), signal);
      } catch (error) {
        if (!isSystemError(error)) throw error;
        yield* call.fail(call.isBusybox ? `can't kill pid ${text}: ${error.message}` : `(${text}): ${error.message}`);
      }
    }
    return call.status;
  },
};

export const program = toProgram(tool);
