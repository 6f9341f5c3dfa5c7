import type { Process } from '../../core/process.ts';
import { SystemError } from '../errno.ts';
import { attempt } from './support/call.ts';
import type { Call } from './support/call.ts';
import { compareBytes } from './support/compare.ts';
import { Held } from './support/held.ts';
import { Lines, eachInput } from './support/inputs.ts';
import { parseOptions } from './support/options.ts';
import { quoted } from './support/quoting.ts';
import { SORT_FLAGS, comparator, parseKey, shuffled } from './support/sorting.ts';
import type { Ordering, SortKey } from './support/sorting.ts';
import { encodeText } from './support/text.ts';
import type { Tool } from './support/tool.ts';
import { toProgram } from './support/tool.ts';

const OPTIONS = {
  blanks: 'b --ignore-leading-blanks',
  dictionary: 'd --dictionary-order',
  fold: 'f --ignore-case',
  general: 'g --general-numeric-sort',
  printable: 'i --ignore-nonprinting',
  month: 'M --month-sort',
  human: 'h --human-numeric-sort',
  numeric: 'n --numeric-sort',
  random: 'gnu:R --random-sort',
  randomSource: '!gnu:--random-source=',
  reverse: 'r --reverse',
  sort: 'gnu:--sort=',
  version: 'V --version-sort',
  batch: 'gnu:--batch-size=',
  check: 'c --check[=]',
  checkQuiet: 'C',
  compress: '!gnu:--compress-program=',
  debug: '!gnu:--debug',
  filesFrom: '!gnu:--files0-from=',
  key: 'k --key=',
  merge: 'm --merge',
  output: 'o --output=',
  stable: 's --stable',
  buffer: 'S --buffer-size=',
  separator: 't --field-separator=',
  temporary: 'T --temporary-directory=',
  parallel: 'gnu:--parallel=',
  unique: 'u --unique',
  zero: 'z --zero-terminated',
} as const;

const SORT_WORDS: Readonly<Record<string, string>> = { 'general-numeric': 'g', 'human-numeric': 'h', month: 'M', numeric: 'n', random: 'R', version: 'V' };

type Options = ReturnType<typeof parseOptions<keyof typeof OPTIONS>>;

function globalOrdering(options: Options): Ordering {
  const flags = new Set<string>();
  for (const [key, value] of options.order) {
    const spelling = (OPTIONS as Readonly<Record<string, string>>)[key]!.replace(/^gnu:/, '')[0]!;
    if (key === 'sort') flags.add(SORT_WORDS[value!] ?? '');
    else if (SORT_FLAGS.includes(spelling) && !['check', 'checkQuiet', 'key', 'merge', 'output', 'stable'].includes(key)) flags.add(spelling);
  }
  return flags;
}

function* readAllLines(call: Call, names: readonly string[], separator: number): Process<string[]> {
  const all: string[] = [];
  const held = new Held(call.system);
  let size = 0;
  yield* eachInput(call, names, function* (input) {
    const lines = new Lines(call, input, separator);
    for (;;) {
      const line = lines.ready() ?? (yield* lines.next());
      if (line === undefined) return;
      all.push(line);
      size += line.length + 1;
      if (size < STEP) continue;
      held.grow(size);
      size = 0;
    }
  }, {
    *complain(name, error) {
      if (call.isBusybox) yield* call.fail(error.code === 'EISDIR' ? `read error: ${error.message}` : `${name}: ${error.message}`, 2);
      else yield* call.fail(error.code === 'EISDIR' ? `read failed: ${name}: ${error.message}` : `cannot read: ${name}: ${error.message}`, 2);
      throw new Stop();
    },
  });
  return all;
}

class Stop extends Error {}

/** Memory is charged for so many bytes at a time. */
const STEP = 2 ** 20;

function* check(call: Call, options: Options, lines: readonly string[], compare: (a: string, b: string) => number): Process<number> {
  const isQuiet = options.has('checkQuiet') || /^(quiet|silent)$/.test(options.value('check') ?? '');
  for (let i = 1; i < lines.length; i++) {
    const order = compare(lines[i - 1]!, lines[i]!);
    if (order < 0 || (order === 0 && !options.has('unique'))) continue;
    if (!isQuiet && call.isBusybox) yield* call.complain(`Check line ${i}\n`);
    else if (!isQuiet) yield* call.warn(`${options.operands[0] ?? '-'}:${i + 1}: disorder: ${lines[i]}`);
    return 1;
  }
  return 0;
}

function keysOf(call: Call, options: Options, global: Ordering): SortKey[] {
  return options.values('key').map((text) => {
    const key = parseKey(text, global);
    if (typeof key !== 'string') return key;
    throw call.refusal(call.isBusybox ? `bad field specification` : `${key}: invalid field specification ${quoted(text)}`, 2);
  });
}

function separatorOf(call: Call, options: Options): string | undefined {
  const text = options.value('separator');
  if (text === undefined) return undefined;
  if (text === '\\0') return '\0';
  if (text === '') throw call.refusal('empty tab');
  if ([...text].length > 1) throw call.refusal(call.isBusybox ? 'bad -t parameter' : `multi-character tab ${quoted(text)}`);
  return text;
}

export const tool: Tool = {
  name: 'sort',
  usage: '[OPTION]... [FILE]...',
  busyboxUsage: '[-nrughMcszbdfiokt] [-o FILE] [-k START[.OFS][OPTS][,END[.OFS][OPTS]] [-t CHAR] [FILE]...',
  usageStatus: 2,
  busyboxStatus: 2,
  *run(call) {
    const options = parseOptions(call, OPTIONS);
    const global = globalOrdering(options);
    const separator = separatorOf(call, options);
    const keys = keysOf(call, options, global);
    const ending = options.has('zero') ? 0 : 10;
    let lines: string[];
    try {
      lines = yield* readAllLines(call, options.operands, ending);
    } catch (error) {
      if (error instanceof Stop) return call.status;
      throw error;
    }
    const isStable = options.has('stable') || options.has('unique');
    const compare = comparator(keys, global, separator, isStable);
    if (options.has('check') || options.has('checkQuiet') || options.order.some(([key]) => key === 'check')) return yield* check(call, options, lines, compare);
    yield* call.spend(1 + (lines.length * Math.ceil(Math.log2(lines.length + 2))) / 20);
    let sorted = global.has('R') ? shuffled(lines, call.system.entropy) : lines.sort(keys.length === 0 && global.size === 0 ? compareBytes : compare);
    if (options.has('unique')) {
      const same = keys.length === 0 && global.size === 0 ? compareBytes : compare;
      sorted = sorted.filter((line, i) => i === 0 || same(sorted[i - 1]!, line) !== 0);
    }
    const end = String.fromCharCode(ending);
    const output = options.value('output');
    if (output === undefined) {
      for (const line of sorted) if (call.put(line + end)) yield* call.flush();
      return call.status;
    }
    const failure = attempt(() => call.files.write(output, encodeText(sorted.map((line) => line + end).join(''))));
    if (failure instanceof SystemError) throw call.refusal(call.isBusybox ? `can't open '${output}': ${failure.message}` : `open failed: ${output}: ${failure.message}`);
    return call.status;
  },
};

export const program = toProgram(tool);
