import { concat } from '../../core/bytes.ts';
import { NotSimulated } from '../../core/errors.ts';
import { dumpLines, printable } from './support/dump.ts';
import { eachInput, readRest } from './support/inputs.ts';
import { parseSize } from './support/format.ts';
import { parseOptions } from './support/options.ts';
import type { Tool } from './support/tool.ts';
import { toProgram } from './support/tool.ts';

const OPTIONS = {
  radix: 'A --address-radix=', skip: 'j --skip-bytes=', count: 'N --read-bytes=', strings: '!S --strings[=]', type: 't --format=', all: 'v --output-duplicates', width: 'w --width[=]',
  a: 'a', b: 'b', c: 'c', d: 'd', i: 'i', l: 'l', o: 'o', s: 's', x: 'x',
} as const;

const OLD: Readonly<Record<string, string>> = { a: 'a', b: 'o1', c: 'c', d: 'u2', i: 'd4', l: 'd8', o: 'o2', s: 'd2', x: 'x2' };
const NAMES = ['nul', 'soh', 'stx', 'etx', 'eot', 'enq', 'ack', 'bel', 'bs', 'ht', 'nl', 'vt', 'ff', 'cr', 'so', 'si', 'dle', 'dc1', 'dc2', 'dc3', 'dc4', 'nak', 'syn', 'etb', 'can', 'em', 'sub', 'esc', 'fs', 'gs', 'rs', 'us', 'sp'];
const SPECIAL: Readonly<Record<number, string>> = { 0: '\\0', 7: '\\a', 8: '\\b', 9: '\\t', 10: '\\n', 11: '\\v', 12: '\\f', 13: '\\r' };

interface Format {
  readonly size: number;
  readonly width: number;
  readonly show: (value: bigint) => string;
  /** `z`: the bytes as characters at the line's end. */
  readonly isShownAsText: boolean;
}

/** Widths of GNU od: as many places as the largest value takes. */
function formatOf(text: string): Format {
  const match = /^([acdoux])([1248CSIL]?)(z?)$/.exec(text);
  if (!match) throw new NotSimulated(`od -t ${text}`);
  const kind = match[1]!;
  const isShownAsText = match[3] === 'z';
  if (kind === 'a' || kind === 'c') {
    return { size: 1, width: 3, isShownAsText, show: (value) => (kind === 'a' ? (value === 127n ? 'del' : (NAMES[Number(value) & 127] ?? String.fromCharCode(Number(value) & 127))) : (SPECIAL[Number(value)] ?? (value >= 32n && value < 127n ? String.fromCharCode(Number(value)) : value.toString(8).padStart(3, '0')))) };
  }
  const size = Number({ C: 1, S: 2, I: 4, L: 8, '': 4 }[match[2]!] ?? match[2]);
  const base = { o: 8, x: 16, d: 10, u: 10 }[kind as 'o'];
  const most = (1n << BigInt(size * 8)) - 1n;
  const digits = most.toString(base).length;
  if (kind === 'd') return { size, isShownAsText, width: (most >> 1n).toString().length + 1, show: (value) => BigInt.asIntN(size * 8, value).toString() };
  return { size, isShownAsText, width: digits, show: (value) => (kind === 'u' ? value.toString() : value.toString(base).padStart(digits, '0')) };
}

function valueAt(chunk: Uint8Array, at: number, size: number): bigint {
  let value = 0n;
  for (let i = size - 1; i >= 0; i--) value = (value << 8n) | BigInt(chunk[at + i] ?? 0);
  return value;
}

export const tool: Tool = {
  name: 'od',
  usage: '[OPTION]... [FILE]...',
  busyboxUsage: '[-abcdfhilovxs] [-t TYPE] [-A RADIX] [-N SIZE] [-j SKIP] [-w[BYTES]] [FILE]...',
  *run(call) {
    const options = parseOptions(call, OPTIONS);
    const types = options.order.flatMap(([key, value]) => (key === 'type' ? (value!.match(/[acdoux][1248CSIL]?z?/g) ?? [value!]) : OLD[key] ? [OLD[key]] : []));
    const formats = (types.length > 0 ? types : ['o2']).map(formatOf);
    const parts: Uint8Array[] = [];
    yield* eachInput(call, options.operands, function* (input) {
      parts.push(yield* readRest(call, input));
    });
    const skip = parseSize(options.value('skip') ?? '0') ?? 0;
    const count = options.value('count');
    const bytes = concat(parts).subarray(skip, count === undefined ? undefined : skip + (parseSize(count) ?? 0));
    const radix = options.value('radix') ?? 'o';
    const address = (offset: number) => (radix === 'n' ? '' : radix === 'd' ? String(offset).padStart(7, '0') : offset.toString(radix === 'x' ? 16 : 8).padStart(radix === 'x' ? 6 : 7, '0'));
    const perLine = options.order.some(([key]) => key === 'width') ? Number(options.value('width') ?? 32) : 16;
    // Several formats line up: each value is as wide as the widest for its bytes.
    const perByte = Math.max(...formats.map(({ size, width }) => (width + 1) / size));
    const row = (chunk: Uint8Array, offset: number) => formats.map(({ size, width, show, isShownAsText }, f) => {
      const field = formats.length > 1 ? Math.round(perByte * size) : width + 1;
      let text = '';
      for (let i = 0; i < chunk.length; i += size) text += show(valueAt(chunk, i, size)).padStart(field);
      if (isShownAsText) text = `${text.padEnd((perLine / size) * field)}  >${printable(chunk)}<`;
      return `${f === 0 ? address(offset) : ' '.repeat(address(offset).length)}${text}\n`;
    }).join('');
    yield* call.print(dumpLines(bytes, skip, perLine, !options.has('all'), row));
    if (call.status > 0 && bytes.length === 0) return call.status;
    if (radix !== 'n') yield* call.print(`${address(skip + bytes.length)}\n`);
    return call.status;
  },
};

export const program = toProgram(tool);
