import type { Process } from '../../core/process.ts';
import { SystemError } from '../errno.ts';
import type { Stat } from '../files/files.ts';
import { attempt } from './support/call.ts';
import type { Call } from './support/call.ts';
import { Refusal } from './support/endings.ts';
import { formatMoment, momentOf, zoneOf } from './support/calendar.ts';
import { join } from './support/copy.ts';
import { difference, grouped } from './support/difference.ts';
import type { Hunk } from './support/difference.ts';
import { globToRegExp } from './support/glob.ts';
import { openInput, readRest } from './support/inputs.ts';
import { parseOptions } from './support/options.ts';
import { decodeText } from './support/text.ts';
import { sameBytes } from '../../core/bytes.ts';
import type { Tool } from './support/tool.ts';
import { baseName, toProgram } from './support/tool.ts';

const OPTIONS = {
  text: 'a --text', ignoreSpaceChange: 'b --ignore-space-change', ignoreBlank: 'B --ignore-blank-lines', context: 'gnu:c', contextLines: 'gnu:C --context[=]',
  minimal: 'd --minimal', ed: '!gnu:e --ed', ignoreCase: 'i --ignore-case', label: 'L --label=', newFile: 'N --new-file', brief: 'q --brief', recursive: 'r --recursive',
  same: 's --report-identical-files', start: '!S --starting-file=', tabs: '!t --expand-tabs', tab: '!T --initial-tab', unified: 'u', unifiedLines: 'U=', unifiedLong: 'gnu:--unified[=]',
  ignoreAllSpace: 'w --ignore-all-space', exclude: 'gnu:x --exclude=', sideBySide: '!gnu:y --side-by-side', width: '!gnu:W --width=', color: 'gnu:--color[=]', normal: 'gnu:--normal',
  strip: 'gnu:--strip-trailing-cr', functions: 'gnu:p --show-c-function', ignoreMatching: '!gnu:I --ignore-matching-lines=',
} as const;

type Options = ReturnType<typeof parseOptions<keyof typeof OPTIONS>>;

interface Side {
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly lines: readonly string[];
  readonly stat: Stat | undefined;
  readonly isTerminated: boolean;
}

const NO_NEWLINE = '\\ No newline at end of file\n';

class Comparer {
  readonly #style: 'normal' | 'unified' | 'context';
  readonly #context: number;
  readonly #isColored: boolean;
  status = 0;

  constructor(private readonly call: Call, private readonly options: Options) {
    const isUnified = options.has('unified') || options.has('unifiedLines') || options.order.some(([key]) => key === 'unifiedLong') || call.isBusybox;
    this.#style = isUnified ? 'unified' : options.has('context') || options.order.some(([key]) => key === 'contextLines') ? 'context' : 'normal';
    this.#context = Number(options.value('unifiedLines') ?? options.value('unifiedLong') ?? options.value('contextLines') ?? 3);
    const color = options.order.some(([key]) => key === 'color') ? (options.value('color') ?? 'auto') : 'never';
    this.#isColored = color === 'always' || (color === 'auto' && call.isOnTerminal);
  }

  *#trouble(path: string, error: SystemError): Process<void> {
    yield* this.call.fail(this.call.isBusybox ? `can't stat '${path}': ${error.message}` : `${path}: ${error.message}`, 2);
    this.status = 2;
  }

  *compare(left: string, right: string, isInside = false): Process<void> {
    const { call, options } = this;
    const stats = [left, right].map((path) => (path === '-' ? undefined : attempt(() => call.files.stat(path))));
    let isMissing = false;
    for (const [i, stat] of stats.entries()) {
      if (!(stat instanceof SystemError) || (options.has('newFile') && stat.code === 'ENOENT' && !(stats[1 - i] instanceof SystemError))) continue;
      yield* this.#trouble([left, right][i]!, stat);
      isMissing = true;
    }
    if (isMissing) return;
    const isDirectory = stats.map((stat) => !(stat instanceof SystemError) && stat?.type === 'directory');
    if (isDirectory[0] && isDirectory[1]) return yield* this.#directories(left, right, isInside);
    if (isInside && isDirectory[0] !== isDirectory[1]) {
      const noun = (i: number) => (isDirectory[i] ? 'directory' : 'regular file');
      yield* call.print(`File ${left} is a ${noun(0)} while file ${right} is a ${noun(1)}\n`);
      this.status ||= 1;
      return;
    }
    yield* this.#files(isDirectory[0] ? join(left, baseName(right)) : left, isDirectory[1] ? join(right, baseName(left)) : right, isInside);
  }

  *#directories(left: string, right: string, isInside: boolean): Process<void> {
    const { call, options } = this;
    if (isInside && !options.has('recursive')) return yield* call.print(`Common subdirectories: ${left} and ${right}\n`);
    const isKept = (name: string) => !options.values('exclude').some((glob) => globToRegExp(glob).test(name));
    const [a, b] = [left, right].map((path) => new Set(call.files.list(path).map(({ name }) => name).filter(isKept)));
    for (const name of [...new Set([...a!, ...b!])].sort()) {
      if (a!.has(name) && b!.has(name)) yield* this.compare(join(left, name), join(right, name), true);
      else if (options.has('newFile') && options.has('recursive')) yield* this.compare(join(left, name), join(right, name), true);
      else {
        yield* call.print(`Only in ${a!.has(name) ? left : right}: ${name}\n`);
        this.status ||= 1;
      }
    }
  }

  *#side(path: string): Process<Side | undefined> {
    const { call } = this;
    const stat = path === '-' ? undefined : attempt(() => call.files.stat(path));
    if (stat instanceof SystemError) {
      if (this.options.has('newFile')) return { name: path, bytes: new Uint8Array(0), lines: [], stat: undefined, isTerminated: true };
      yield* this.#trouble(path, stat);
      return undefined;
    }
    const input = attempt(() => openInput(call, path));
    if (input instanceof SystemError) {
      yield* this.#trouble(path, input);
      return undefined;
    }
    const bytes = yield* readRest(call, input);
    input.close();
    const lines = decodeText(bytes).split('\n');
    const isTerminated = lines.at(-1) === '';
    if (isTerminated) lines.pop();
    return { name: path, bytes, lines, stat, isTerminated: isTerminated || bytes.length === 0 };
  }

  #key(line: string): string {
    const { options } = this;
    let key = options.has('strip') ? line.replace(/\r$/, '') : line;
    if (options.has('ignoreAllSpace')) key = key.replace(/\s+/g, '');
    else if (options.has('ignoreSpaceChange')) key = key.replace(/\s+/g, ' ').trimEnd();
    return options.has('ignoreCase') ? key.toLowerCase() : key;
  }

  *#files(left: string, right: string, isInside: boolean): Process<void> {
    const { call, options } = this;
    const a = yield* this.#side(left);
    const b = a && (yield* this.#side(right));
    if (!a || !b) return;
    yield* call.spend((a.bytes.length + b.bytes.length) / 100);
    if (sameBytes(a.bytes, b.bytes)) return yield* this.#same(left, right);
    const isBinary = [a, b].some(({ bytes }) => bytes.subarray(0, 8192).includes(0)) && !options.has('text');
    if (isBinary) {
      yield* call.print(options.has('brief') || call.isBusybox ? `Files ${left} and ${right} differ\n` : `Binary files ${left} and ${right} differ\n`);
      this.status ||= isBinary && !options.has('brief') && !call.isBusybox ? 2 : 1;
      return;
    }
    const keys = (side: Side) => side.lines.map((line, i) => this.#key(line) + (i === side.lines.length - 1 && !side.isTerminated ? '\0' : ''));
    let hunks = difference(keys(a), keys(b));
    if (options.has('ignoreBlank')) hunks = hunks.filter(({ from, to, intoFrom, intoTo }) => [...a.lines.slice(from, to), ...b.lines.slice(intoFrom, intoTo)].some((line) => line !== ''));
    if (hunks.length === 0) return yield* this.#same(left, right);
    this.status ||= 1;
    if (options.has('brief')) return yield* call.print(`Files ${left} and ${right} differ\n`);
    if (isInside && !call.isBusybox) yield* call.print(`diff ${call.args.filter((arg) => arg.startsWith('-') && arg !== '-').join(' ')} ${left} ${right}\n`.replace('diff  ', 'diff '));
    if (this.#style === 'normal') yield* call.print(normalText(hunks, a, b));
    else yield* call.print(this.#headers(a, b) + (this.#style === 'unified' ? this.#unified(hunks, a, b) : contextText(hunks, a, b, this.#context)));
  }

  *#same(left: string, right: string): Process<void> {
    if (this.options.has('same') && !this.call.isBusybox) yield* this.call.print(`Files ${left} and ${right} are identical\n`);
  }

  #headers(a: Side, b: Side): string {
    const labels = this.options.values('label');
    const [first, second] = this.#style === 'unified' ? ['---', '+++'] : ['***', '---'];
    const line = (mark: string, side: Side, label: string | undefined) => {
      if (label !== undefined) return `${mark} ${label}\n`;
      if (this.call.isBusybox) return `${mark} ${side.name}\n`;
      const time = formatMoment(this.#style === 'unified' ? '%F %T.%N %z' : '%F %T.%N %z', momentOf(side.stat ? side.stat.modified : 0, zoneOf(this.call.env('TZ'))));
      return `${mark} ${side.name}\t${time}\n`;
    };
    const bold = (text: string) => (this.#isColored ? `\x1b[1m${text.slice(0, -1)}\x1b[0m\n` : text);
    return bold(line(first!, a, labels[0])) + bold(line(second!, b, labels[1]));
  }

  #unified(hunks: readonly Hunk[], a: Side, b: Side): string {
    const paint = (color: number, text: string) => (this.#isColored ? `\x1b[${color}m${text.slice(0, -1)}\x1b[0m\n` : text);
    let text = '';
    for (const group of grouped(hunks, this.#context)) {
      const [first, last] = [group[0]!, group.at(-1)!];
      const [start, end] = [Math.max(0, first.from - this.#context), Math.min(a.lines.length, last.to + this.#context)];
      const [intoStart, intoEnd] = [Math.max(0, first.intoFrom - this.#context), Math.min(b.lines.length, last.intoTo + this.#context)];
      text += paint(36, `@@ -${span(start, end)} +${span(intoStart, intoEnd)} @@\n`);
      let at = start;
      for (const { from, to, intoFrom, intoTo } of group) {
        for (; at < from; at++) text += shown(' ', a, at);
        for (; at < to; at++) text += paint(31, shown('-', a, at));
        for (let i = intoFrom; i < intoTo; i++) text += paint(32, shown('+', b, i));
      }
      for (; at < end; at++) text += shown(' ', a, at);
    }
    return text;
  }
}

function shown(mark: string, side: Side, i: number): string {
  return `${mark}${side.lines[i]}\n${i === side.lines.length - 1 && !side.isTerminated ? NO_NEWLINE : ''}`;
}

function span(start: number, end: number): string {
  const length = end - start;
  return length === 1 ? String(start + 1) : `${length === 0 ? start : start + 1},${length}`;
}

function range(from: number, to: number): string {
  return to - from <= 1 ? String(to === from ? from : from + 1) : `${from + 1},${to}`;
}

function normalText(hunks: readonly Hunk[], a: Side, b: Side): string {
  let text = '';
  for (const { from, to, intoFrom, intoTo } of hunks) {
    const letter = from === to ? 'a' : intoFrom === intoTo ? 'd' : 'c';
    text += `${range(from, to)}${letter}${range(intoFrom, intoTo)}\n`;
    for (let i = from; i < to; i++) text += shown('< ', a, i);
    if (letter === 'c') text += '---\n';
    for (let i = intoFrom; i < intoTo; i++) text += shown('> ', b, i);
  }
  return text;
}

function contextText(hunks: readonly Hunk[], a: Side, b: Side, context: number): string {
  let text = '';
  for (const group of grouped(hunks, context)) {
    const [first, last] = [group[0]!, group.at(-1)!];
    const half = (side: Side, mark: string, from: (hunk: Hunk) => number, to: (hunk: Hunk) => number, isOnlyThere: (hunk: Hunk) => boolean) => {
      const [start, end] = [Math.max(0, from(first) - context), Math.min(side.lines.length, to(last) + context)];
      const head = `${mark} ${end - start <= 1 ? String(end) : `${start + 1},${end}`} ${mark === '***' ? '****' : '----'}\n`;
      if (!group.some((hunk) => to(hunk) > from(hunk))) return head;
      let body = '';
      for (let i = start; i < end; i++) {
        const hunk = group.find((one) => i >= from(one) && i < to(one));
        body += shown(hunk ? (isOnlyThere(hunk) ? (mark === '***' ? '- ' : '+ ') : '! ') : '  ', side, i);
      }
      return head + body;
    };
    text += '***************\n';
    text += half(a, '***', (h) => h.from, (h) => h.to, (h) => h.intoFrom === h.intoTo);
    text += half(b, '---', (h) => h.intoFrom, (h) => h.intoTo, (h) => h.from === h.to);
  }
  return text;
}

export const tool: Tool = {
  name: 'diff',
  origin: 'GNU diffutils 3.8',
  usage: '[OPTION]... FILES',
  busyboxUsage: '[-abBdiNqrTstw] [-L LABEL] [-S FILE] [-U LINES] FILE1 FILE2',
  usageStatus: 2,
  *run(call) {
    const options = parseOptions(call, OPTIONS, { rewrite: (arg) => (/^-\d+$/.test(arg) ? ['-U', arg.slice(1)] : undefined) });
    const [left, right, extra] = options.operands;
    if (right === undefined) throw call.isBusybox ? call.missing('', 1) : new Refusal(`diff: missing operand after '${left ?? call.name}'\ndiff: Try 'diff --help' for more information.\n`, 2);
    if (extra !== undefined) throw call.isBusybox ? call.missing('', 2) : new Refusal(`diff: extra operand '${extra}'\ndiff: Try 'diff --help' for more information.\n`, 2);
    const comparer = new Comparer(call, options);
    yield* comparer.compare(left!, right);
    return comparer.status;
  },
};

export const program = toProgram(tool);
