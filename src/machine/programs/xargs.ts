import type { Process } from '../../core/process.ts';
import { isSystemError } from '../errno.ts';
import type { Child } from '../system.ts';
import type { Call } from './support/call.ts';
import { openInput, readRest } from './support/inputs.ts';
import { parseOptions } from './support/options.ts';
import { askYesNo } from './support/prompt.ts';
import { quotedIfNeeded } from './support/quoting.ts';
import { decodeText } from './support/text.ts';
import type { Tool } from './support/tool.ts';
import { toProgram } from './support/tool.ts';

const OPTIONS = {
  null: '0 --null',
  file: 'a --arg-file=',
  delimiter: 'gnu:d --delimiter=',
  end: 'E=',
  endOld: 'gnu:e --eof[=]',
  replace: 'I=',
  replaceOld: 'gnu:i --replace[=]',
  maxLines: 'gnu:L --max-lines=',
  maxLinesOld: 'gnu:l[=]',
  maxArgs: 'n --max-args=',
  maxProcs: 'P --max-procs=',
  interactive: 'p --interactive',
  noRunIfEmpty: 'r --no-run-if-empty',
  size: 's --max-chars=',
  trace: 't --verbose',
  exit: 'x --exit',
  openTty: 'o --open-tty',
  slot: '!gnu:--process-slot-var=',
  limits: '!gnu:--show-limits',
} as const;

type Options = ReturnType<typeof parseOptions<keyof typeof OPTIONS>>;

/** Words as xargs parts them: by blanks and newlines, with quotes and backslashes; line by line for -L and -I. */
function* splitWords(call: Call, text: string): Process<{ words: { word: string; line: number }[]; wrong: Error | undefined }> {
  const words: { word: string; line: number }[] = [];
  let word: string | undefined;
  let line = 0;
  for (let i = 0; i < text.length; i++) {
    const character = text[i]!;
    if (character === '"' || character === "'") {
      const end = text.indexOf(character, i + 1);
      const part = end < 0 ? undefined : text.slice(i + 1, end);
      if (part === undefined || part.includes('\n')) {
        return { words, wrong: call.refusal(`unmatched ${character === '"' ? 'double' : 'single'} quote${call.isBusybox ? '' : '; by default quotes are special to xargs unless you use the -0 option'}`) };
      }
      word = (word ?? '') + part;
      i = end;
    } else if (character === '\\' && i + 1 < text.length) word = (word ?? '') + text[++i];
    else if (/[ \t\n]/.test(character)) {
      if (word !== undefined) words.push({ word, line });
      word = undefined;
      if (character === '\n' && !/[ \t]/.test(text[i - 1] ?? '')) line++;
    } else word = (word ?? '') + character;
  }
  if (word !== undefined) words.push({ word, line });
  yield* call.spend(text.length / 1000);
  return { words, wrong: undefined };
}

class Runner {
  #running: Child[] = [];
  #name = '';
  status = 0;

  constructor(private readonly call: Call, private readonly options: Options, private readonly limit: number) {}

  /** False when nothing more is to be run. */
  *start(argv: readonly string[]): Process<boolean> {
    const { call, options } = this;
    this.#name = argv[0]!;
    if (options.has('trace') || options.has('interactive')) {
      const text = argv.map(quotedIfNeeded).join(' ');
      if (!options.has('interactive')) yield* call.complain(`${text}\n`);
      else if (!(yield* askYesNo(call, `${text} ?...`))) return true;
    }
    while (this.#running.length >= this.limit) if (!(yield* this.#waitOne())) return false;
    try {
      const empty = call.files.open('/dev/null', { read: true });
      this.#running.push(call.system.spawn(argv, { descriptors: new Map([...call.system.descriptors.entries(), [0, empty]]) }));
      empty.release();
    } catch (error) {
      if (!isSystemError(error)) throw error;
      yield* call.warn(`${argv[0]}: ${error.message}`);
      this.status = error.code === 'ENOENT' ? 127 : 126;
      return false;
    }
    return this.limit > 1 || (yield* this.#waitOne());
  }

  *#waitOne(): Process<boolean> {
    const child = this.#running.shift()!;
    const status = yield* child.wait();
    if (status.signal !== undefined) {
      yield* this.call.warn(`${this.#name}: terminated by signal ${status.signal}`);
      this.status = 125;
      return false;
    }
    if (status.code === 255) {
      yield* this.call.warn(`${this.#name}: exited with status 255; aborting`);
      this.status = 124;
      return false;
    }
    if (status.code !== 0) this.status = 123;
    return true;
  }

  *finish(): Process<void> {
    while (this.#running.length > 0) yield* this.#waitOne();
  }
}

function number(call: Call, options: Options, key: 'maxArgs' | 'maxLines' | 'maxProcs' | 'size'): number | undefined {
  const text = options.value(key);
  if (text === undefined) return undefined;
  if (call.isBusybox && !/^\d+$/.test(text)) throw call.refusal(`invalid number '${text}'`);
  if (call.isBusybox && Number(text) === 0 && key !== 'maxProcs') throw call.refusal('number 0 is not in 1..2147483647 range');
  if (!/^\d+$/.test(text) || (Number(text) === 0 && key !== 'maxProcs')) throw call.misuse(/^\d+$/.test(text) ? `value ${text} for -${key === 'maxArgs' ? 'n' : 'L'} option should be >= 1` : `invalid number "${text}" for -${{ maxArgs: 'n', maxLines: 'L', maxProcs: 'P', size: 's' }[key]} option`);
  return Number(text);
}

export const tool: Tool = {
  name: 'xargs',
  origin: 'GNU findutils 4.9.0',
  usage: '[OPTION]... COMMAND [INITIAL-ARGS]...',
  busyboxUsage: '[OPTIONS] [PROG ARGS]',
  *run(call) {
    const options = parseOptions(call, OPTIONS, { stopsAtOperand: true });
    const command = options.operands.length > 0 ? options.operands : ['echo'];
    const replace = options.value('replace') ?? (options.order.some(([key]) => key === 'replaceOld') ? (options.value('replaceOld') ?? '{}') : undefined);
    const delimiter = options.has('null') ? '\0' : options.value('delimiter')?.replace('\\n', '\n').replace('\\t', '\t').replace('\\0', '\0');
    const text = decodeText(yield* readRest(call, openInput(call, options.value('file') ?? '-')));
    const maxLines = options.order.some(([key]) => key === 'maxLinesOld') ? Number(options.value('maxLinesOld') ?? 1) : number(call, options, 'maxLines');
    let wrong: Error | undefined;
    const parse = function* () {
      const split = yield* splitWords(call, text);
      wrong = split.wrong;
      if (wrong && call.isBusybox) throw wrong;
      return split.words;
    };
    const items = delimiter !== undefined ? text.split(delimiter).filter((word, i, all) => i < all.length - 1 || word !== '').map((word, line) => ({ word, line }))
      : replace !== undefined ? text.split('\n').map((line) => line.trimStart()).filter((line) => line !== '').map((word, line) => ({ word, line }))
      : yield* parse();
    const end = options.value('end');
    const stop = end === undefined || end === '' ? -1 : items.findIndex(({ word }) => word === end);
    const used = stop < 0 ? items : items.slice(0, stop);
    const maxProcs = number(call, options, 'maxProcs') ?? 1;
    const runner = new Runner(call, options, maxProcs === 0 ? Infinity : maxProcs);
    if (replace !== undefined) {
      for (const { word } of used) if (!(yield* runner.start(command.map((part) => part.replaceAll(replace, word))))) break;
    } else {
      const groups = grouped(used, number(call, options, 'maxArgs') ?? Infinity, maxLines, number(call, options, 'size') ?? 131_072, command.join(' ').length + 1);
      if (groups.length === 0 && !options.has('noRunIfEmpty')) groups.push([]);
      for (const group of groups) if (!(yield* runner.start([...command, ...group]))) break;
    }
    yield* runner.finish();
    if (wrong) throw wrong;
    return runner.status;
  },
};

function grouped(items: readonly { word: string; line: number }[], most: number, maxLines: number | undefined, size: number, base: number): string[][] {
  const groups: string[][] = [];
  let group: string[] = [];
  let length = base;
  let lines = new Set<number>();
  for (const { word, line } of items) {
    const isFull = group.length >= most || (group.length > 0 && length + word.length + 1 > size) || (maxLines !== undefined && !lines.has(line) && lines.size >= maxLines);
    if (isFull) {
      groups.push(group);
      group = [];
      length = base;
      lines = new Set();
    }
    group.push(word);
    lines.add(line);
    length += word.length + 1;
  }
  if (group.length > 0) groups.push(group);
  return groups;
}

export const program = toProgram(tool);
