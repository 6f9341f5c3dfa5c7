import { NotSimulated } from '../../core/errors.ts';
import { displayWidth, padEnd } from './support/format.ts';
import { linesOf } from './support/filter.ts';
import { parseOptions } from './support/options.ts';
import type { Tool } from './support/tool.ts';
import { toProgram } from './support/tool.ts';

const OPTIONS = { table: 't --table', separator: 's --separator=', output: 'o --output-separator=', width: 'c --output-width=', names: 'N --table-columns=', right: 'R --table-right=', json: '!J --json', fill: 'x --fillrows' } as const;

export const tool: Tool = {
  name: 'column',
  origin: 'util-linux 2.38.1',
  usage: '[options] [<file>...]',
  *run(call) {
    const options = parseOptions(call, OPTIONS);
    const lines: string[] = [];
    for (const name of options.operands.length > 0 ? options.operands : ['-']) lines.push(...((yield* linesOf(call, name)) ?? []));
    const filled = lines.filter((line) => line.trim() !== '');
    if (!options.has('table')) {
      if (options.has('fill')) throw new NotSimulated('column -x');
      const width = Number(options.value('width') ?? call.env('COLUMNS') ?? 80);
      const cell = (Math.floor(Math.max(0, ...filled.map(displayWidth)) / 8) + 1) * 8;
      const count = Math.max(1, Math.floor(width / cell));
      const rows = Math.ceil(filled.length / count);
      for (let row = 0; row < rows; row++) {
        let text = '';
        for (let i = row; i < filled.length; i += rows) text += i + rows < filled.length ? filled[i]! + '\t'.repeat(Math.ceil((cell - displayWidth(filled[i]!)) / 8)) : filled[i]!;
        yield* call.print(`${text}\n`);
      }
      return call.status;
    }
    const separator = options.value('separator');
    const split = (line: string) => (separator === undefined ? line.trim().split(/[ \t]+/) : line.split(new RegExp(`[${separator.replace(/[\\\]^-]/g, '\\$&')}]`)));
    const names = options.value('names')?.split(',');
    const rows = [...(names ? [names] : []), ...filled.map(split)];
    const widths: number[] = [];
    for (const row of rows) row.forEach((text, i) => (widths[i] = Math.max(widths[i] ?? 0, displayWidth(text))));
    const right = new Set((options.value('right') ?? '').split(',').filter(Boolean).map((word) => (/^\d+$/.test(word) ? Number(word) - 1 : (names?.indexOf(word) ?? -1))));
    const gap = options.value('output') ?? '  ';
    for (const row of rows) {
      const cells = widths.map((_, i) => row[i] ?? '');
      yield* call.print(`${cells.map((text, i) => (right.has(i) ? text.padStart(widths[i]!) : i === widths.length - 1 ? text : padEnd(text, widths[i]!))).join(gap)}\n`);
    }
    return call.status;
  },
};

export const program = toProgram(tool);
