import { compareBytes } from './support/compare.ts';
import { linesOf } from './support/filter.ts';
import { parseOptions } from './support/options.ts';
import { quoted } from './support/quoting.ts';
import type { Tool } from './support/tool.ts';
import { toProgram } from './support/tool.ts';

const OPTIONS = { one: '1', two: '2', three: '3', check: 'gnu:--check-order', noCheck: 'gnu:--nocheck-order', output: 'gnu:--output-delimiter=', total: 'gnu:--total', zero: 'gnu:z --zero-terminated' } as const;

export const tool: Tool = {
  name: 'comm',
  usage: '[OPTION]... FILE1 FILE2',
  busyboxUsage: '[-123] FILE1 FILE2',
  *run(call) {
    const options = parseOptions(call, OPTIONS);
    if (options.operands.length < 2) throw call.missing(options.operands.length === 0 ? 'missing operand' : `missing operand after ${quoted(options.operands[0]!)}`);
    if (options.operands.length > 2) throw call.misuse(`extra operand ${quoted(options.operands[2]!)}`);
    const left = yield* linesOf(call, options.operands[0]!);
    const right = left && (yield* linesOf(call, options.operands[1]!));
    if (!left || !right) return 1;
    const tab = options.value('output') ?? '\t';
    const hidden = [options.has('one'), options.has('two'), options.has('three')];
    const counts = [0, 0, 0];
    const show = (column: 0 | 1 | 2, line: string) => {
      counts[column]!++;
      return hidden[column] ? '' : `${tab.repeat([0, 1, 2][column]! - hidden.slice(0, column).filter(Boolean).length)}${line}\n`;
    };
    const sorted = [left, right].map((lines) => lines.findIndex((line, i) => i > 0 && compareBytes(lines[i - 1]!, line) > 0));
    for (let i = 0, j = 0; i < left.length || j < right.length; ) {
      const order = i >= left.length ? 1 : j >= right.length ? -1 : compareBytes(left[i]!, right[j]!);
      if (order < 0) yield* call.print(show(0, left[i++]!));
      else if (order > 0) yield* call.print(show(1, right[j++]!));
      else {
        yield* call.print(show(2, left[i++]!));
        j++;
      }
    }
    for (const [i, at] of sorted.entries()) if (at >= 0 && !options.has('noCheck') && !call.isBusybox) yield* call.fail(`file ${i + 1} is not in sorted order`);
    if (options.has('total')) yield* call.print(`${counts.join(tab)}${tab}total\n`);
    if (call.status > 0) yield* call.warn('input is not in sorted order');
    return call.status;
  },
};

export const program = toProgram(tool);
