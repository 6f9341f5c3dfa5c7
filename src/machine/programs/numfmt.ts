import { Lines } from './support/inputs.ts';
import type { Call } from './support/call.ts';
import { humanSize } from './support/format.ts';
import { parseOptions } from './support/options.ts';
import { quoted } from './support/quoting.ts';
import type { Tool } from './support/tool.ts';
import { toProgram } from './support/tool.ts';

const OPTIONS = { from: '--from=', to: '--to=', suffix: '--suffix=', field: '--field=', delimiter: 'd --delimiter=', header: '--header[=]', padding: '--padding=', fromUnit: '!--from-unit=', toUnit: '!--to-unit=', format: '!--format=', grouping: '!--grouping', invalid: '!--invalid=', round: '!--round=', zero: '!z --zero-terminated' } as const;

type Options = ReturnType<typeof parseOptions<keyof typeof OPTIONS>>;

function convert(call: Call, text: string, options: Options): string {
  const from = options.value('from') ?? 'none';
  const match = /^([-+]?\d+(?:\.\d+)?)([KMGTPEkm]?)(i?)(B?)$/.exec(text.trim());
  if (!match) throw call.refusal(`invalid number: ${quoted(text)}`, 2);
  if (match[2] !== '' && from === 'none') throw call.refusal(`rejecting suffix in input: ${quoted(text)} (consider using --from)`, 2);
  const power = ' KMGTPE'.indexOf(match[2]!.toUpperCase() || ' ');
  const base = from === 'si' || (from === 'auto' && match[3] === '') ? 1000 : 1024;
  const value = Number(match[1]) * base ** power;
  const to = options.value('to') ?? 'none';
  const sign = value < 0 ? '-' : '';
  const shown = to === 'none' ? String(value) : sign + humanSize(Math.abs(value), to === 'si' ? 1000 : 1024).replace('k', 'K') + (to === 'iec-i' && Math.abs(value) >= 1024 ? 'i' : '');
  const whole = shown + (options.value('suffix') ?? '');
  const padding = Number(options.value('padding') ?? 0);
  return padding < 0 ? whole.padEnd(-padding) : whole.padStart(padding);
}

export const tool: Tool = {
  name: 'numfmt',
  usage: '[OPTION]... [NUMBER]...',
  *run(call) {
    const options = parseOptions(call, OPTIONS);
    const field = Number(options.value('field') ?? 1);
    const delimiter = options.value('delimiter');
    const line = (text: string) => {
      const parts = delimiter === undefined ? text.split(/([ \t]+)/) : text.split(delimiter);
      const at = delimiter === undefined ? (parts[0] === '' ? field * 2 : (field - 1) * 2) : field - 1;
      if (parts[at] !== undefined && parts[at] !== '') {
        const result = convert(call, parts[at], options);
        parts[at] = delimiter === undefined && at > 0 ? result.padStart(parts[at].length) : result;
      }
      return `${parts.join(delimiter ?? '')}\n`;
    };
    for (const operand of options.operands) yield* call.print(line(operand));
    if (options.operands.length > 0) return 0;
    const lines = new Lines(call, { read: (max) => call.system.stdin.read(max), close: () => {} });
    let headers = options.order.some(([key]) => key === 'header') ? Number(options.value('header') ?? 1) : 0;
    for (let text = yield* lines.next(); text !== undefined; text = yield* lines.next()) yield* call.print(headers-- > 0 ? `${text}\n` : line(text));
    return 0;
  },
};

export const program = toProgram(tool);
