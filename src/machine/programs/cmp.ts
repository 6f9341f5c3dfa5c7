import { SystemError } from '../errno.ts';
import { attempt } from './support/call.ts';
import type { Call } from './support/call.ts';
import { openInput, readRest } from './support/inputs.ts';
import { parseOptions } from './support/options.ts';
import type { Process } from '../../core/process.ts';
import type { Tool } from './support/tool.ts';
import { toProgram } from './support/tool.ts';

const OPTIONS = { printBytes: 'gnu:b --print-bytes', skip: '!gnu:i --ignore-initial=', verbose: 'l --verbose', limit: 'n --bytes=', silent: 's --quiet --silent' } as const;

function* bytesOf(call: Call, name: string): Process<Uint8Array> {
  const input = attempt(() => openInput(call, name));
  if (input instanceof SystemError) throw call.refusal(`${name}: ${input.message}`, 2);
  return yield* readRest(call, input);
}

export const tool: Tool = {
  name: 'cmp',
  origin: 'GNU diffutils 3.8',
  usage: '[OPTION]... FILE1 [FILE2 [SKIP1 [SKIP2]]]',
  busyboxUsage: '[-ls] [-n NUM] FILE1 [FILE2]',
  usageStatus: 2,
  busyboxStatus: 2,
  *run(call) {
    const options = parseOptions(call, OPTIONS);
    const [first, second = '-'] = options.operands;
    if (first === undefined) throw call.missing(`missing operand after '${call.name}'`, 2);
    const limit = Number(options.value('limit') ?? Infinity);
    const a = (yield* bytesOf(call, first)).subarray(0, limit);
    const b = (yield* bytesOf(call, second)).subarray(0, limit);
    const shared = Math.min(a.length, b.length);
    let line = 1;
    let isSame = true;
    for (let i = 0; i < shared; i++) {
      if (a[i] === b[i]) {
        if (a[i] === 10) line++;
        continue;
      }
      if (options.has('silent')) return 1;
      isSame = false;
      const octal = (byte: number) => byte.toString(8).padStart(3);
      if (!options.has('verbose')) {
        yield* call.print(`${first} ${second} differ: ${options.has('printBytes') ? 'byte' : 'char'} ${i + 1}, line ${line}${options.has('printBytes') ? ` is ${octal(a[i]!)} ${String.fromCharCode(a[i]!)} ${octal(b[i]!)} ${String.fromCharCode(b[i]!)}` : ''}\n`);
        return 1;
      }
      yield* call.print(`${String(i + 1).padStart(String(shared).length)} ${octal(a[i]!)} ${octal(b[i]!)}\n`);
    }
    if (a.length === b.length) return isSame ? 0 : 1;
    if (!options.has('silent')) {
      const short = a.length < b.length ? [first, a] as const : [second, b] as const;
      const where = call.isBusybox ? '' : short[1].length === 0 ? ' which is empty' : ` after byte ${short[1].length}${options.has('verbose') ? '' : `, in line ${line}`}`;
      yield* call.warn(`EOF on ${short[0]}${where}`);
    }
    return 1;
  },
};

export const program = toProgram(tool);
