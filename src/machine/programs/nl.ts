import { Lines, eachInput } from './support/inputs.ts';
import { parseOptions } from './support/options.ts';
import { quoted } from './support/quoting.ts';
import { Regex } from './support/regex/regex.ts';
import type { Tool } from './support/tool.ts';
import { toProgram } from './support/tool.ts';

const OPTIONS = {
  body: 'b --body-numbering=', delimiter: '!gnu:d --section-delimiter=', footer: '!gnu:f --footer-numbering=', header: '!gnu:h --header-numbering=',
  increment: 'i --line-increment=', join: '!l --join-blank-lines=', format: 'n --number-format=', noRenumber: 'p --no-renumber',
  separator: 's --number-separator=', start: 'v --starting-line-number=', width: 'w --number-width=',
} as const;

export const tool: Tool = {
  name: 'nl',
  usage: '[OPTION]... [FILE]...',
  *run(call) {
    const options = parseOptions(call, OPTIONS);
    const style = options.value('body') ?? 't';
    if (!/^[atn]$|^p/.test(style)) throw call.misuse(`invalid body numbering style: ${quoted(style)}`);
    const pattern = style.startsWith('p') ? new Regex(style.slice(1), { syntax: 'basic' }) : undefined;
    const width = Number(options.value('width') ?? 6);
    const format = options.value('format') ?? 'rn';
    const separator = options.value('separator') ?? '\t';
    let number = Number(options.value('start') ?? 1);
    const step = Number(options.value('increment') ?? 1);
    yield* eachInput(call, options.operands, function* (input) {
      const lines = new Lines(call, input);
      for (;;) {
        const line = yield* lines.next();
        if (line === undefined) return;
        const isNumbered = style === 'a' || (style === 't' && line !== '') || (pattern?.test(line) ?? false);
        if (!isNumbered) yield* call.print(`${line === '' ? ' '.repeat(width + separator.length) : ' '.repeat(width + separator.length) + line}\n`);
        else {
          const text = String(number);
          yield* call.print(`${format === 'ln' ? text.padEnd(width) : text.padStart(width, format === 'rz' ? '0' : ' ')}${separator}${line}\n`);
          number += step;
        }
      }
    });
    return call.status;
  },
};

export const program = toProgram(tool);
