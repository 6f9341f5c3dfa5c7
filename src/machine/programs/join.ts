import { compareBytes } from './support/compare.ts';
import { linesOf } from './support/filter.ts';
import { parseOptions } from './support/options.ts';
import { quoted } from './support/quoting.ts';
import type { Tool } from './support/tool.ts';
import { toProgram } from './support/tool.ts';

const OPTIONS = {
  unpaired: 'a=', empty: 'e=', ignoreCase: 'i --ignore-case', field: 'j=', output: 'o=', separator: 't=', only: 'v=', first: '1=', second: '2=',
  check: '--check-order', noCheck: '--nocheck-order', header: '!--header', zero: '!z --zero-terminated',
} as const;

export const tool: Tool = {
  name: 'join',
  usage: '[OPTION]... FILE1 FILE2',
  *run(call) {
    const options = parseOptions(call, OPTIONS);
    const [nameA, nameB] = options.operands;
    if (nameB === undefined) throw call.missing(nameA === undefined ? 'missing operand' : `missing operand after ${quoted(nameA)}`);
    const separator = options.value('separator');
    const split = (line: string) => (separator === undefined ? line.trim().split(/[ \t]+/) : line.split(separator));
    const left = (yield* linesOf(call, nameA!))?.map(split);
    const right = left && (yield* linesOf(call, nameB))?.map(split);
    if (!left || !right) return 1;
    const [fieldA, fieldB] = [Number(options.value('first') ?? options.value('field') ?? 1) - 1, Number(options.value('second') ?? options.value('field') ?? 1) - 1];
    const key = (row: readonly string[], field: number) => (options.has('ignoreCase') ? (row[field] ?? '').toLowerCase() : (row[field] ?? ''));
    const glue = separator ?? ' ';
    const wanted = options.values('output').flatMap((list) => list.split(/[ ,]/));
    const empty = options.value('empty') ?? '';
    const row = (a: readonly string[] | undefined, b: readonly string[] | undefined) => {
      const shared = a?.[fieldA] ?? b?.[fieldB] ?? '';
      const rest = (cells: readonly string[] | undefined, field: number) => cells?.filter((_, i) => i !== field) ?? [];
      const cells = wanted.length > 0 ? wanted.map((word) => (word === '0' ? shared : (word.startsWith('1') ? a : b)?.[Number(word.slice(2)) - 1] ?? empty)) : [shared, ...rest(a, fieldA), ...rest(b, fieldB)];
      return `${cells.join(glue)}\n`;
    };
    const shows = (side: string) => options.values('unpaired').includes(side) || options.values('only').includes(side);
    const hidesPairs = options.has('only');
    for (let i = 0, j = 0; i < left.length || j < right.length; ) {
      const order = i >= left.length ? 1 : j >= right.length ? -1 : compareBytes(key(left[i]!, fieldA), key(right[j]!, fieldB));
      if (order < 0) {
        if (shows('1')) yield* call.print(row(left[i], undefined));
        i++;
      } else if (order > 0) {
        if (shows('2')) yield* call.print(row(undefined, right[j]));
        j++;
      } else {
        const value = key(left[i]!, fieldA);
        const endOf = (rows: readonly string[][], start: number, field: number) => {
          const end = rows.findIndex((cells, at) => at >= start && key(cells, field) !== value);
          return end < 0 ? rows.length : end;
        };
        const [endA, endB] = [endOf(left, i, fieldA), endOf(right, j, fieldB)];
        for (let a = i; a < endA; a++) for (let b = j; b < endB; b++) if (!hidesPairs) yield* call.print(row(left[a], right[b]));
        i = endA;
        j = endB;
      }
    }
    for (const [name, rows, field] of [[nameA!, left, fieldA], [nameB, right, fieldB]] as const) {
      const at = rows.findIndex((cells, i) => i > 0 && compareBytes(key(rows[i - 1]!, field), key(cells, field)) > 0);
      if (at >= 0 && !options.has('noCheck')) yield* call.fail(`${name}:${at + 1}: is not sorted: ${rows[at]!.join(glue)}`);
    }
    if (call.status > 0) yield* call.warn('input is not in sorted order');
    return call.status;
  },
};

export const program = toProgram(tool);
