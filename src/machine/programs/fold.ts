import { mapLines } from './support/filter.ts';
import { parseOptions } from './support/options.ts';
import { quoted } from './support/quoting.ts';
import type { Tool } from './support/tool.ts';
import { toProgram } from './support/tool.ts';

function fold(line: string, width: number, breaksAtSpaces: boolean): string {
  const characters = [...line];
  const rows: string[] = [];
  let row: string[] = [];
  let column = 0;
  for (const character of characters) {
    const size = character === '\t' ? 8 - (column % 8) : 1;
    if (column + size > width && row.length > 0) {
      const space = breaksAtSpaces ? row.lastIndexOf(' ') : -1;
      const cut = space >= 0 ? space + 1 : row.length;
      rows.push(row.slice(0, cut).join(''));
      row = row.slice(cut);
      column = row.length;
    }
    row.push(character);
    column += size;
  }
  return [...rows, row.join('')].join('\n');
}

export const tool: Tool = {
  name: 'fold',
  usage: '[OPTION]... [FILE]...',
  busyboxUsage: '[-bs] [-w WIDTH] [FILE]...',
  *run(call) {
    const options = parseOptions(call, { bytes: 'b --bytes', spaces: 's --spaces', width: 'w --width=' }, { rewrite: (arg) => (/^-\d+$/.test(arg) ? ['-w', arg.slice(1)] : undefined) });
    const text = options.value('width') ?? '80';
    if (!/^[1-9]\d*$/.test(text)) throw call.refusal(call.isBusybox ? `invalid number '${text}'` : `invalid number of columns: ${quoted(text)}`);
    return yield* mapLines(call, options.operands, (line) => fold(line, Number(text), options.has('spaces')));
  },
};

export const program = toProgram(tool);
