import type { Process } from '../../../core/process.ts';
import type { Input } from '../../../core/stream.ts';
import { SystemError } from '../../errno.ts';
import { attempt } from './call.ts';
import type { Call } from './call.ts';
import { globToRegExp } from './glob.ts';
import { Lines, openInput, readTextOf } from './inputs.ts';
import { parseOptions } from './options.ts';
import { Patterns, RegexTooCostly, compilePatterns } from './regex/patterns.ts';
import { join } from './copy.ts';
import { baseName } from './tool.ts';

const OPTIONS = {
  extended: 'E --extended-regexp',
  fixed: 'F --fixed-strings',
  basic: 'G --basic-regexp',
  perl: '!P --perl-regexp',
  pattern: 'e --regexp=',
  file: 'f --file=',
  ignoreCase: 'i --ignore-case',
  ignoreCaseOld: 'gnu:y',
  noIgnoreCase: 'gnu:--no-ignore-case',
  word: 'w --word-regexp',
  line: 'x --line-regexp',
  zero: 'z --null-data',
  quietErrors: 's --no-messages',
  invert: 'v --invert-match',
  max: 'm --max-count=',
  byteOffset: 'gnu:b --byte-offset',
  number: 'n --line-number',
  lineBuffered: 'gnu:--line-buffered',
  withName: 'H --with-filename',
  noName: 'h --no-filename',
  label: 'gnu:--label=',
  only: 'o --only-matching',
  quiet: 'q --quiet --silent',
  binaryFiles: 'gnu:--binary-files=',
  text: 'a --text',
  noBinary: 'gnu:I',
  directories: 'gnu:d --directories=',
  devices: '!gnu:D --devices=',
  recursive: 'r --recursive',
  dereferenceRecursive: 'R --dereference-recursive',
  include: '--include=',
  exclude: '--exclude=',
  excludeFrom: '!gnu:--exclude-from=',
  excludeDirectory: '--exclude-dir=',
  without: 'L --files-without-match',
  with: 'l --files-with-matches',
  count: 'c --count',
  tab: 'gnu:T --initial-tab',
  null: 'gnu:Z --null',
  before: 'B --before-context=',
  after: 'A --after-context=',
  context: 'C --context=',
  color: '--color[=] --colour[=]',
  binary: 'gnu:U --binary',
} as const;

type Options = ReturnType<typeof parseOptions<keyof typeof OPTIONS>>;

export type GrepSyntax = 'basic' | 'extended' | 'fixed';

const COLORS = { match: '\x1b[01;31m\x1b[K', name: '\x1b[35m\x1b[K', number: '\x1b[32m\x1b[K', separator: '\x1b[36m\x1b[K', end: '\x1b[m\x1b[K' } as const;

class Grep {
  #hasMatched = false;
  #hasPrintedContext = false;
  #hasListed = false;
  readonly #before: number;
  readonly #after: number;
  readonly #max: number;
  readonly #separator: number;
  readonly #isColored: boolean;

  constructor(private readonly call: Call, private readonly options: Options, private readonly patterns: Patterns, private readonly hasNames: boolean) {
    const number = (key: 'before' | 'after' | 'context' | 'max') => {
      const text = options.value(key);
      if (text === undefined) return undefined;
      if (!/^-?\d+$/.test(text)) throw call.refusal(call.isBusybox ? `invalid number '${text}'` : key === 'max' ? 'invalid max count' : `${text}: invalid context length argument`, 2);
      return Number(text);
    };
    const context = number('context') ?? 0;
    this.#before = number('before') ?? context;
    this.#after = number('after') ?? context;
    const max = number('max');
    this.#max = max === undefined || max < 0 ? Infinity : max;
    this.#separator = options.has('zero') ? 0 : 10;
    const color = options.order.some(([key]) => key === 'color') ? (options.value('color') ?? 'auto') : 'never';
    this.#isColored = color === 'always' || (color === 'auto' && call.isOnTerminal);
  }

  /** 0 when a line was selected, 1 when none was, 2 after an error. */
  *run(operands: readonly string[]): Process<number> {
    for (const path of operands) {
      yield* this.#path(path, true);
      if (this.#hasMatched && this.options.has('quiet')) return 0;
    }
    if (this.call.status > 0) return this.call.status;
    if (this.call.isBusybox && this.options.has('without')) return this.#hasListed ? 0 : 1;
    return this.#hasMatched ? 0 : 1;
  }

  *#complain(path: string, error: SystemError): Process<void> {
    this.call.status = 2;
    if (!this.options.has('quietErrors')) yield* this.call.warn(`${path}: ${error.message}`);
  }

  *#path(path: string, isOperand: boolean): Process<void> {
    const { call, options } = this;
    const isRecursive = options.has('recursive') || options.has('dereferenceRecursive');
    const stat = path === '-' ? undefined : attempt(() => (isOperand || options.has('dereferenceRecursive') ? call.files.stat(path) : call.files.lstat(path)));
    if (stat instanceof SystemError) return yield* this.#complain(path, stat);
    if (stat?.type === 'directory') {
      if (isRecursive) return yield* this.#directory(path);
      if (options.value('directories') === 'skip') return;
      if (!options.has('quietErrors') && !call.isBusybox) yield* call.warn(`${path}: Is a directory`);
      if (!call.isBusybox) call.status = 2;
      return;
    }
    if (!isOperand && stat && stat.type !== 'file') return;
    if (!this.#isIncluded(baseName(path), isOperand)) return;
    const input = attempt(() => openInput(call, path));
    if (input instanceof SystemError) return yield* this.#complain(path, input);
    try {
      yield* this.#file(input, path);
    } finally {
      input.close();
    }
  }

  *#directory(path: string): Process<void> {
    const entries = attempt(() => this.call.files.list(path));
    if (entries instanceof SystemError) return yield* this.#complain(path, entries);
    for (const { name, type } of entries) {
      if (type === 'directory' && this.options.values('excludeDirectory').some((glob) => globToRegExp(glob).test(name))) continue;
      yield* this.#path(path === '.' && this.options.operands.length === 0 ? name : join(path, name), false);
      if (this.#hasMatched && this.options.has('quiet')) return;
    }
  }

  #isIncluded(name: string, isOperand: boolean): boolean {
    const [include, exclude] = [this.options.values('include'), this.options.values('exclude')];
    if (exclude.some((glob) => globToRegExp(glob).test(name))) return false;
    return include.length === 0 || (isOperand && name === '-') || include.some((glob) => globToRegExp(glob).test(name));
  }

  *#file(input: Input, path: string): Process<void> {
    const { call, options } = this;
    const name = path === '-' ? (options.value('label') ?? (call.isBusybox ? '(standard input)' : '(standard input)')) : path;
    const isInverted = options.has('invert');
    const shows = !options.has('quiet') && !options.has('count') && !options.has('with') && !options.has('without');
    const lines = new Lines(call, input, this.#separator);
    const held: string[] = [];
    let [count, number, offset, trailing] = [0, 0, 0, 0];
    let lastShown = 0;
    let isBinary = false;
    while (count < this.#max || trailing > 0) {
      const line = lines.ready() ?? (yield* lines.next());
      if (line === undefined) break;
      number++;
      const isSelected = count < this.#max && this.#selects(line) !== isInverted;
      if (isSelected) {
        count++;
        this.#hasMatched = true;
        if (options.has('quiet') || options.has('with') || options.has('without')) break;
      }
      if (shows && (isSelected || trailing > 0)) {
        if (isSelected && !call.isBusybox && !isBinary && !options.has('text') && options.value('binaryFiles') !== 'text' && /[\0\udc80-\udcff]/.test(line) && isReallyBinary(line)) isBinary = true;
        if (isSelected && isBinary) {
          yield* call.warn(`${name}: binary file matches`);
          break;
        }
        if (isSelected && (this.#before > 0 || this.#after > 0)) {
          const first = number - held.length;
          if (this.#hasPrintedContext && first > lastShown + 1) yield* call.print(this.#paint('separator', '--') + '\n');
          for (let i = 0; i < held.length; i++) yield* call.print(this.#row(held[i]!, name, first + i, 0, '-'));
          held.length = 0;
          this.#hasPrintedContext = true;
        }
        if (!(options.has('only') && !isSelected)) {
          const text = options.has('only') ? this.#matches(line, name, number, offset) : this.#row(line, name, number, offset, isSelected ? ':' : '-');
          if (call.put(text)) yield* call.flush();
        }
        lastShown = number;
        trailing = isSelected ? this.#after : trailing - 1;
      } else if (this.#before > 0) {
        held.push(line);
        if (held.length > this.#before) held.shift();
      }
      if (isSelected && options.has('lineBuffered')) yield* call.flush();
      offset += line.length + 1;
    }
    yield* this.#summary(name, count);
  }

  *#summary(name: string, count: number): Process<void> {
    const { call, options } = this;
    if (options.has('quiet')) return;
    const end = options.has('null') ? '\0' : '\n';
    if (options.has('with')) yield* call.print(count > 0 ? this.#paint('name', name) + end : '');
    else if (options.has('without')) {
      if (count === 0) yield* call.print(this.#paint('name', name) + end);
      this.#hasListed ||= count === 0;
    } else if (options.has('count')) yield* call.print(`${this.hasNames ? this.#paint('name', name) + (options.has('null') ? '\0' : this.#paint('separator', ':')) : ''}${count}\n`);
  }

  #selects(line: string): boolean {
    if (!this.options.has('word')) return this.patterns.test(line);
    return this.#next(line, 0) !== undefined;
  }

  /** The next match; with -w one that is not part of a longer word. */
  #next(line: string, from: number): { start: number; end: number } | undefined {
    for (let at = from; at <= line.length; ) {
      const match = this.patterns.exec(line, at);
      if (!match || !this.options.has('word')) return match;
      const isWord = (i: number) => /\w/.test(line[i] ?? ' ');
      if (!isWord(match.start - 1) && !isWord(match.end)) return match;
      at = match.start + 1;
    }
    return undefined;
  }

  #matches(line: string, name: string, number: number, offset: number): string {
    let text = '';
    if (this.options.has('invert')) return text;
    for (let at = 0; at <= line.length; ) {
      const match = this.#next(line, at);
      if (!match) break;
      if (match.end > match.start) text += this.#head(name, number, offset + match.start, ':') + this.#paint('match', line.slice(match.start, match.end)) + String.fromCharCode(this.#separator);
      at = match.end > match.start ? match.end : match.end + 1;
    }
    return text;
  }

  #row(line: string, name: string, number: number, offset: number, mark: ':' | '-'): string {
    const shown = this.#isColored && (mark === ':') !== this.options.has('invert') ? this.#highlighted(line) : line;
    return this.#head(name, number, offset, mark) + shown + String.fromCharCode(this.#separator);
  }

  #highlighted(line: string): string {
    let text = '';
    let at = 0;
    for (;;) {
      const match = this.#next(line, at);
      if (!match || match.end === match.start) return text + line.slice(at);
      text += line.slice(at, match.start) + this.#paint('match', line.slice(match.start, match.end));
      at = match.end;
    }
  }

  #head(name: string, number: number, offset: number, mark: string): string {
    const { options } = this;
    const separator = this.#paint('separator', mark);
    const tab = options.has('tab') && (this.hasNames || options.has('number') || options.has('byteOffset')) ? '\t' : '';
    return (this.hasNames ? this.#paint('name', name) + (options.has('null') ? '\0' : separator) : '') +
      (options.has('number') ? this.#paint('number', String(number)) + separator : '') +
      (options.has('byteOffset') ? this.#paint('number', String(offset)) + separator : '') + tab;
  }

  #paint(color: keyof typeof COLORS, text: string): string {
    return this.#isColored ? COLORS[color] + text + COLORS.end : text;
  }
}

/** A zero byte, or a byte that is no part of UTF-8 text. */
function isReallyBinary(line: string): boolean {
  for (let i = 0; i < line.length; i++) {
    const unit = line.charCodeAt(i);
    if (unit === 0) return true;
    if (unit >= 0xd800 && unit < 0xdc00) i++;
    else if (unit >= 0xdc80 && unit <= 0xdcff) return true;
  }
  return false;
}

/** `-5` is `-C 5`. */
function withContext(arg: string): readonly string[] | undefined {
  return /^-\d+$/.test(arg) ? ['-C', arg.slice(1)] : undefined;
}

/** grep, egrep and fgrep. */
export function* runGrep(call: Call, usual: GrepSyntax): Process<number> {
  const options = parseOptions(call, OPTIONS, { rewrite: withContext });
  const operands = [...options.operands];
  const sources: string[] = [];
  for (const [key, value] of options.order) {
    if (key === 'pattern') sources.push(...value!.split('\n'));
    if (key !== 'file') continue;
    const text = yield* readTextOf(call, value!);
    if (text instanceof SystemError) throw call.refusal(call.isBusybox ? `${value}: ${text.message}` : `${value}: ${text.message}`, 2);
    if (text !== '') sources.push(...text.replace(/\n$/, '').split('\n'));
  }
  if (!options.has('pattern') && !options.has('file')) {
    const first = operands.shift();
    if (first === undefined) throw noPattern(call);
    sources.push(...first.split('\n'));
  }
  const last = options.last('extended', 'fixed', 'basic');
  const syntax = last ?? usual;
  const isWhole = options.has('line') ? 'line' : options.has('word') ? 'word' : undefined;
  const ignoresCase = (options.last('ignoreCase', 'ignoreCaseOld', 'noIgnoreCase') ?? 'noIgnoreCase') !== 'noIgnoreCase';
  const patterns = compilePatterns(call, sources, { syntax: syntax === 'extended' ? 'extended' : 'basic', ignoresCase }, { isFixed: syntax === 'fixed', isWhole }, 2);
  const isRecursive = options.has('recursive') || options.has('dereferenceRecursive');
  if (operands.length === 0) operands.push(isRecursive ? '.' : '-');
  const hasNames = options.last('withName', 'noName') === 'withName' || (!options.has('noName') && (operands.length > 1 || isRecursive));
  try {
    return yield* new Grep(call, options, patterns, hasNames).run(operands);
  } catch (error) {
    if (error instanceof RegexTooCostly) throw call.refusal(error.message, 2);
    throw error;
  }
}

function noPattern(call: Call): Error {
  if (call.isBusybox) return call.missing('');
  return call.misuseUsage(`Usage: ${call.name} [OPTION]... PATTERNS [FILE]...\n`, 2);
}
