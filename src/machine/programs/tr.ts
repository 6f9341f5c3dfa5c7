import { readChunk } from './support/inputs.ts';
import { parseOptions } from './support/options.ts';
import type { Call } from './support/call.ts';
import { quoted } from './support/quoting.ts';
import { CLASSES } from './support/regex/syntax.ts';
import { encodeText, toLatin1 } from './support/text.ts';
import type { Tool } from './support/tool.ts';
import { toProgram } from './support/tool.ts';

const OPTIONS = {
  complement: 'c C --complement',
  delete: 'd --delete',
  squeeze: 's --squeeze-repeats',
  truncate: 'gnu:t --truncate-set1',
} as const;

const ESCAPES: Readonly<Record<string, number>> = { a: 7, b: 8, f: 12, n: 10, r: 13, t: 9, v: 11, '\\': 92 };

type Repeat = { readonly byte: number; readonly count: number };

/** Bytes that a set stands for, in order; `[c*]` in the second set fills it up to `length`. */
class SetReader {
  readonly #text: string;
  #at = 0;

  constructor(private readonly call: Call, source: string) {
    this.#text = toLatin1(encodeText(source));
  }

  read(length: number): number[] {
    const parts: (number[] | Repeat)[] = [];
    while (this.#at < this.#text.length) parts.push(this.#part());
    const fixed = parts.reduce((sum, part) => sum + (Array.isArray(part) ? part.length : part.count), 0);
    return parts.flatMap((part) => (Array.isArray(part) ? part : new Array<number>(part.count || Math.max(0, length - fixed)).fill(part.byte)));
  }

  #part(): number[] | Repeat {
    const rest = this.#text.slice(this.#at);
    const named = /^\[:([a-z]*):\]/.exec(rest);
    if (named) {
      const ranges = CLASSES[named[1]!];
      if (!ranges) throw this.call.refusal(this.call.isBusybox ? `invalid character class '${named[1]}'` : `invalid character class ${quoted(named[1]!)}`);
      this.#at += named[0].length;
      return ranges.flatMap(([low, high]) => Array.from({ length: high - low + 1 }, (_, i) => low + i));
    }
    const equal = /^\[=([^])=\]/.exec(rest);
    if (equal) {
      this.#at += equal[0].length;
      return [equal[1]!.charCodeAt(0)];
    }
    const repeat = /^\[(\\.|[^\\])\*(\d*)\]/.exec(rest);
    if (repeat) {
      this.#at += 1;
      const byte = this.#byte();
      this.#at += repeat[0].length - 1 - repeat[1]!.length;
      return { byte, count: repeat[2]!.startsWith('0') ? Number.parseInt(repeat[2]!, 8) : Number(repeat[2]) };
    }
    const low = this.#byte();
    if (this.#text[this.#at] !== '-' || this.#at + 1 >= this.#text.length) return [low];
    this.#at++;
    const high = this.#byte();
    if (high < low && this.call.isBusybox) return [low, 45, high];
    if (high < low) throw this.#reversed(low, high);
    return Array.from({ length: high - low + 1 }, (_, i) => low + i);
  }

  #reversed(low: number, high: number): Error {
    const range = `${String.fromCharCode(low)}-${String.fromCharCode(high)}`;
    return this.call.refusal(`range-endpoints of '${range}' are in reverse collating sequence order`);
  }

  #byte(): number {
    const character = this.#text[this.#at++]!;
    if (character !== '\\' || this.#at >= this.#text.length) return character.charCodeAt(0);
    const octal = /^[0-7]{1,3}/.exec(this.#text.slice(this.#at));
    if (octal) {
      this.#at += octal[0].length;
      return Number.parseInt(octal[0], 8) & 0xff;
    }
    const next = this.#text[this.#at++]!;
    return ESCAPES[next] ?? next.charCodeAt(0);
  }
}

function complementOf(bytes: readonly number[]): number[] {
  const held = new Set(bytes);
  return Array.from({ length: 256 }, (_, i) => i).filter((byte) => !held.has(byte));
}

function tableOf(first: readonly number[], second: readonly number[], isTruncating: boolean): Uint8Array {
  const table = Uint8Array.from({ length: 256 }, (_, i) => i);
  first.forEach((byte, i) => {
    const to = i < second.length ? second[i] : isTruncating ? undefined : second.at(-1);
    if (to !== undefined) table[byte] = to;
  });
  return table;
}

function checkOperands(call: Call, operands: readonly string[], isDeleting: boolean, isSqueezing: boolean): void {
  if (operands.length === 0) throw call.missing('missing operand');
  if (operands.length === 1 && (!isDeleting || isSqueezing) && !(isSqueezing && !isDeleting)) {
    const what = isDeleting ? 'Two strings must be given when both deleting and squeezing repeats.' : 'Two strings must be given when translating.';
    if (call.isBusybox) return;
    throw call.misuse(`missing operand after ${quoted(operands[0]!)}\n${what}`);
  }
  if (operands.length > 2 && !call.isBusybox) throw call.misuse(`extra operand ${quoted(operands[2]!)}`);
  if (isDeleting && !isSqueezing && operands.length === 2) throw call.misuse(`extra operand ${quoted(operands[1]!)}\nOnly one string may be given when deleting without squeezing repeats.`);
}

export const tool: Tool = {
  name: 'tr',
  usage: '[OPTION]... STRING1 [STRING2]',
  busyboxUsage: '[-cds] STRING1 [STRING2]',
  *run(call) {
    const options = parseOptions(call, OPTIONS, { stopsAtOperand: true });
    const [isDeleting, isSqueezing] = [options.has('delete'), options.has('squeeze')];
    checkOperands(call, options.operands, isDeleting, isSqueezing);
    const [source, target] = options.operands;
    let first = new SetReader(call, source!).read(0);
    if (options.has('complement')) first = complementOf(first);
    const second = target === undefined ? undefined : new SetReader(call, target).read(first.length);
    if (second?.length === 0 && !isDeleting) throw call.refusal(call.isBusybox ? 'STRING2 cannot be empty' : 'when not truncating set1, string2 must be non-empty');
    const isTranslating = !isDeleting && second !== undefined;
    const table = isTranslating ? tableOf(first, second, options.has('truncate')) : tableOf([], [], false);
    const deleted = new Set(isDeleting ? first : []);
    const squeezed = new Set(isSqueezing ? (second ?? first) : []);
    let last = -1;
    for (;;) {
      const bytes = yield* readChunk(call, { read: (max) => call.system.stdin.read(max), close: () => {} });
      if (bytes.length === 0) return call.status;
      const result = new Uint8Array(bytes.length);
      let size = 0;
      for (const byte of bytes) {
        if (deleted.has(byte)) continue;
        const to = table[byte]!;
        if (to === last && squeezed.has(to)) continue;
        last = to;
        result[size++] = to;
      }
      yield* call.print(result.subarray(0, size));
    }
  },
};

export const program = toProgram(tool);

