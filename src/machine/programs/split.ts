import { SystemError } from '../errno.ts';
import { attempt } from './support/call.ts';
import { parseSize } from './support/format.ts';
import { openInput, readRest } from './support/inputs.ts';
import { parseOptions } from './support/options.ts';
import { quoted } from './support/quoting.ts';
import type { Tool } from './support/tool.ts';
import { toProgram } from './support/tool.ts';

const OPTIONS = { suffix: 'a --suffix-length=', additional: 'gnu:--additional-suffix=', bytes: 'b --bytes=', lineBytes: '!gnu:C --line-bytes=', numeric: 'gnu:d', numericFrom: 'gnu:--numeric-suffixes[=]', lines: 'l --lines=', number: 'gnu:n --number=', verbose: 'gnu:--verbose', filter: '!gnu:--filter=' } as const;

function suffixOf(index: number, length: number, isNumeric: boolean): string | undefined {
  if (isNumeric) return index < 10 ** length ? String(index).padStart(length, '0') : undefined;
  let text = '';
  let rest = index;
  for (let i = 0; i < length; i++) {
    text = String.fromCharCode(97 + (rest % 26)) + text;
    rest = Math.floor(rest / 26);
  }
  return rest === 0 ? text : undefined;
}

function pieces(bytes: Uint8Array, size: number | undefined, lines: number, parts: number | undefined): Uint8Array[] {
  const result: Uint8Array[] = [];
  if (parts !== undefined) {
    const each = Math.floor(bytes.length / parts);
    for (let i = 0; i < parts; i++) result.push(bytes.subarray(i * each, i === parts - 1 ? undefined : (i + 1) * each));
    return result;
  }
  for (let start = 0; start < bytes.length; ) {
    let end = start + (size ?? 0);
    if (size === undefined) {
      end = start;
      for (let i = 0; i < lines && end < bytes.length; i++) end = bytes.indexOf(10, end) < 0 ? bytes.length : bytes.indexOf(10, end) + 1;
    }
    result.push(bytes.subarray(start, end));
    start = end;
  }
  return result;
}

export const tool: Tool = {
  name: 'split',
  usage: '[OPTION]... [FILE [PREFIX]]',
  busyboxUsage: '[OPTIONS] [INPUT [PREFIX]]',
  *run(call) {
    const options = parseOptions(call, OPTIONS);
    const [name = '-', prefix = 'x'] = options.operands;
    const input = attempt(() => openInput(call, name));
    if (input instanceof SystemError) throw call.refusal(call.isBusybox ? `can't open '${name}': ${input.message}` : `cannot open ${quoted(name)} for reading: ${input.message}`);
    const size = options.has('bytes') ? parseSize(options.value('bytes')!) : undefined;
    if (options.has('bytes') && !size) throw call.refusal(`invalid number of bytes: ${quoted(options.value('bytes')!)}`);
    const lines = Number(options.value('lines') ?? 1000);
    if (!(lines > 0)) throw call.refusal(`invalid number of lines: ${quoted(options.value('lines')!)}`);
    const length = Number(options.value('suffix') ?? 2);
    const isNumeric = options.has('numeric') || options.order.some(([key]) => key === 'numericFrom');
    const bytes = yield* readRest(call, input);
    for (const [i, piece] of pieces(bytes, size, lines, options.has('number') ? Number(options.value('number')) : undefined).entries()) {
      const suffix = suffixOf(i, length, isNumeric);
      if (suffix === undefined) throw call.refusal(call.isBusybox ? 'suffixes exhausted' : 'output file suffixes exhausted');
      const target = prefix + suffix + (options.value('additional') ?? '');
      if (options.has('verbose')) yield* call.print(`creating file ${quoted(target)}\n`);
      call.files.write(target, piece.slice());
    }
    return 0;
  },
};

export const program = toProgram(tool);
