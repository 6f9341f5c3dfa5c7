import { concat } from '../../core/bytes.ts';
import { dumpLines, hexByte, printable } from './support/dump.ts';
import { eachInput, readRest } from './support/inputs.ts';
import { parseOptions } from './support/options.ts';
import type { Tool } from './support/tool.ts';
import { toProgram } from './support/tool.ts';

const OPTIONS = { octal: 'b', characters: 'c', canonical: 'C', decimal: 'd', format: '!e=', file: '!f=', length: 'n=', octalWords: 'o', skip: 's=', all: 'v', hex: 'x' } as const;

const SPECIAL: Readonly<Record<number, string>> = { 0: '\\0', 7: '\\a', 8: '\\b', 9: '\\t', 10: '\\n', 11: '\\v', 12: '\\f', 13: '\\r' };

function words(chunk: Uint8Array, show: (word: number) => string): string {
  let text = '';
  for (let i = 0; i < chunk.length; i += 2) text += show(chunk[i]! | ((chunk[i + 1] ?? 0) << 8));
  return text;
}

function canonical(chunk: Uint8Array): string {
  let text = '';
  for (let i = 0; i < 16; i++) text += `${i === 8 ? ' ' : ''}${i < chunk.length ? hexByte(chunk[i]!) : '  '} `;
  return `  ${text} |${printable(chunk)}|`;
}

export const tool: Tool = {
  name: 'hexdump',
  origin: 'util-linux 2.38.1',
  usage: '[options] <file>...',
  busyboxUsage: '[-bcdoxCv] [-e FMT] [-f FMT_FILE] [-n LEN] [-s OFS] [FILE]...',
  *run(call) {
    const options = parseOptions(call, OPTIONS);
    const parts: Uint8Array[] = [];
    yield* eachInput(call, options.operands, function* (input) {
      parts.push(yield* readRest(call, input));
    });
    if (call.status > 0 && parts.length === 0) {
      if (!call.isBusybox) yield* call.warn('all input file arguments failed');
      return call.status;
    }
    const skip = Number(options.value('skip') ?? 0);
    const bytes = concat(parts).subarray(skip, options.has('length') ? skip + Number(options.value('length')) : undefined);
    const style = options.last('octal', 'characters', 'canonical', 'decimal', 'octalWords', 'hex') ?? 'plain';
    const width = style === 'canonical' ? 8 : 7;
    const row = (chunk: Uint8Array) => {
      switch (style) {
        case 'canonical': return canonical(chunk);
        case 'octal': return [...chunk].map((byte) => ` ${byte.toString(8).padStart(3, '0')}`).join('');
        case 'characters': return [...chunk].map((byte) => ` ${(SPECIAL[byte] ?? (byte >= 32 && byte < 127 ? String.fromCharCode(byte) : byte.toString(8).padStart(3, '0'))).padStart(3)}`).join('');
        case 'decimal': return words(chunk, (word) => `   ${String(word).padStart(5, '0')}`);
        case 'octalWords': return words(chunk, (word) => `  ${word.toString(8).padStart(6, '0')}`);
        case 'hex': return words(chunk, (word) => `    ${word.toString(16).padStart(4, '0')}`);
        case 'plain': return words(chunk, (word) => ` ${word.toString(16).padStart(4, '0')}`);
      }
    };
    // A line that is not full is as wide as the others.
    const full = call.isBusybox ? 0 : row(new Uint8Array(16)).length;
    yield* call.print(dumpLines(bytes, skip, 16, !options.has('all'), (chunk, offset) => `${offset.toString(16).padStart(width, '0')}${style === 'canonical' ? row(chunk) : row(chunk).padEnd(full)}\n`));
    if (bytes.length > 0) yield* call.print(`${(skip + bytes.length).toString(16).padStart(width, '0')}\n`);
    return call.status;
  },
};

export const program = toProgram(tool);
