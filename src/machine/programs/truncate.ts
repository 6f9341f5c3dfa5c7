import { SystemError } from '../errno.ts';
import { attempt } from './support/call.ts';
import { parseSize } from './support/format.ts';
import { parseOptions } from './support/options.ts';
import { quoted } from './support/quoting.ts';
import type { Tool } from './support/tool.ts';
import { toProgram } from './support/tool.ts';

const OPTIONS = { noCreate: 'c --no-create', blocks: 'gnu:o --io-blocks', reference: 'gnu:r --reference=', size: 's --size=' } as const;

export const tool: Tool = {
  name: 'truncate',
  usage: 'OPTION... FILE...',
  busyboxUsage: '[-c] -s SIZE FILE...',
  *run(call) {
    const options = parseOptions(call, OPTIONS);
    const text = options.value('size');
    const reference = options.value('reference');
    if (text === undefined && reference === undefined) throw call.missing("you must specify either '--size' or '--reference'");
    if (options.operands.length === 0) throw call.missing('missing file operand');
    const match = text === undefined ? undefined : /^([-+<>/%]?)(.*)$/.exec(text)!;
    if (call.isBusybox && match && match[1] !== '') throw call.refusal(`invalid number '${text}'`);
    const number = match ? parseSize(match[2]!) : 0;
    if (number === undefined) throw call.refusal(call.isBusybox ? `invalid number '${text}'` : `Invalid number: ${quoted(text!)}`);
    const base = reference === undefined ? undefined : call.files.stat(reference).size;
    for (const path of options.operands) {
      const failure = attempt(() => {
        if (!call.files.exists(path)) {
          if (options.has('noCreate')) return;
          call.files.open(path, { write: true, create: true }).release();
        }
        const old = base ?? call.files.stat(path).size;
        const size = { '': number, '+': old + number, '-': Math.max(0, old - number), '<': Math.min(old, number), '>': Math.max(old, number), '/': Math.floor(old / number) * number, '%': Math.ceil(old / number) * number }[match?.[1] ?? '+']!;
        call.files.truncate(path, size);
      });
      if (failure instanceof SystemError) yield* call.fail(call.isBusybox ? `${path}: ${failure.message}` : `cannot open ${quoted(path)} for writing: ${failure.message}`);
    }
    return call.status;
  },
};

export const program = toProgram(tool);
