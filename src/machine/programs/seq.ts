import { parseOptions } from './support/options.ts';
import type { Call } from './support/call.ts';
import { formatPrintf } from './support/printf.ts';
import { quoted } from './support/quoting.ts';
import type { Tool } from './support/tool.ts';
import { toProgram } from './support/tool.ts';

const OPTIONS = {
  format: 'gnu:f --format=',
  separator: 's --separator=',
  equal: 'w --equal-width',
} as const;

const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/;

function precisionOf(text: string): number {
  return /\.(\d+)/.exec(text)?.[1]?.length ?? 0;
}

function numberOf(call: Call, text: string): number {
  if (NUMBER.test(text)) return Number(text);
  throw call.isBusybox ? call.missing('') : call.misuse(`invalid floating point argument: ${quoted(text)}`);
}

export const tool: Tool = {
  name: 'seq',
  usage: '[OPTION]... LAST\n[OPTION]... FIRST LAST\n[OPTION]... FIRST INCREMENT LAST',
  busyboxUsage: '[-w] [-s SEP] [FIRST [INC]] LAST',
  *run(call) {
    const at = call.args.findIndex((arg) => /^-[.\d]/.test(arg));
    const cut = at < 0 ? call.args.length : at;
    const options = parseOptions(call, OPTIONS, { args: call.args.slice(0, cut), stopsAtOperand: true });
    const texts = [...options.operands, ...call.args.slice(cut)];
    if (texts.length === 0) throw call.missing('missing operand');
    if (texts.length > 3) throw call.misuse(`extra operand ${quoted(texts[3]!)}`);
    const values = texts.map((text) => numberOf(call, text));
    const [first, step, last] = values.length === 1 ? [1, 1, values[0]!] : values.length === 2 ? [values[0]!, 1, values[1]!] : [values[0]!, values[1]!, values[2]!];
    if (step === 0) throw call.isBusybox ? call.refusal(`invalid number '${texts[1]}'`) : call.misuse(`invalid Zero increment value: ${quoted(texts[1]!)}`);
    const precision = Math.max(...texts.slice(0, Math.max(1, texts.length - 1)).map(precisionOf), texts.length === 1 ? 0 : 0);
    const format = options.value('format');
    const width = options.has('equal') ? Math.max(...[first, last].map((value) => value.toFixed(precision).length)) : 0;
    const separator = options.value('separator') ?? '\n';
    const show = (value: number) => {
      if (format !== undefined) return formatPrintf(format, [String(value)]).text;
      const text = value.toFixed(precision);
      return text.startsWith('-') ? `-${text.slice(1).padStart(width - 1, '0')}` : text.padStart(width, '0');
    };
    const epsilon = Math.abs(step) * 1e-10;
    let isFirst = true;
    for (let i = 0; ; i++) {
      const value = first + i * step;
      if (step > 0 ? value > last + epsilon : value < last - epsilon) break;
      if (call.put(`${isFirst ? '' : separator}${show(value === 0 ? 0 : value)}`)) yield* call.flush();
      isFirst = false;
    }
    if (!isFirst) yield* call.print('\n');
    return 0;
  },
};

export const program = toProgram(tool);
