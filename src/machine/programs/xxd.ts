import { SystemError } from '../errno.ts';
import { attempt } from './support/call.ts';
import { hexByte, printable } from './support/dump.ts';
import { openInput, readRest } from './support/inputs.ts';
import { parseOptions } from './support/options.ts';
import { toLatin1 } from './support/text.ts';
import type { Tool } from './support/tool.ts';
import { toProgram } from './support/tool.ts';

const OPTIONS = { plain: 'p', revert: 'r', length: 'l=', seek: 's=', columns: 'c=', group: 'g=', upper: 'gnu:u', bits: 'gnu:b', include: '!i', name: '!gnu:n=', autoskip: '!gnu:a', ebcdic: '!gnu:E', little: '!gnu:e', offset: '!o=' } as const;

export const tool: Tool = {
  name: 'xxd',
  usage: '[options] [infile [outfile]]',
  busyboxUsage: '[-pri] [-g N] [-c N] [-l LEN] [-s OFS] [-o OFS] [FILE]',
  *run(call) {
    const options = parseOptions(call, OPTIONS);
    const name = options.operands[0] ?? '-';
    const input = attempt(() => openInput(call, name));
    if (input instanceof SystemError) throw call.refusal(call.isBusybox ? `can't open '${name}': ${input.message}` : `${name}: ${input.message}`, 2);
    const all = yield* readRest(call, input);
    if (options.has('revert')) {
      const text = toLatin1(all);
      const hex = options.has('plain') ? text.replace(/[^0-9a-fA-F]/g, '') : text.split('\n').map((line) => line.replace(/^[0-9a-fA-F]+:\s*/, '').replace(/ {2}.*$/, '').replace(/\s/g, '')).join('');
      yield* call.print(Uint8Array.from(hex.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16)));
      return 0;
    }
    const start = Number(options.value('seek') ?? 0);
    const bytes = all.subarray(start, options.has('length') ? start + Number(options.value('length')) : undefined);
    const isBits = options.has('bits');
    const width = Number(options.value('columns') ?? (options.has('plain') ? 30 : isBits ? 6 : 16));
    const group = Number(options.value('group') ?? (isBits ? 1 : 2)) || width;
    const cell = (byte: number) => (isBits ? byte.toString(2).padStart(8, '0') : options.has('upper') ? hexByte(byte).toUpperCase() : hexByte(byte));
    for (let at = 0; at < bytes.length; at += width) {
      const chunk = bytes.subarray(at, at + width);
      if (options.has('plain')) {
        yield* call.print(`${[...chunk].map(cell).join('')}\n`);
        continue;
      }
      let text = '';
      for (let i = 0; i < width; i++) text += (i > 0 && i % group === 0 ? ' ' : '') + (i < chunk.length ? cell(chunk[i]!) : isBits ? '        ' : '  ');
      yield* call.print(`${(start + at).toString(16).padStart(8, '0')}: ${text}  ${printable(chunk)}\n`);
    }
    return 0;
  },
};

export const program = toProgram(tool);
