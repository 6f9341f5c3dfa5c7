import { SystemError } from '../errno.ts';
import type { Input } from '../../core/stream.ts';
import { attempt } from './support/call.ts';
import type { Call } from './support/call.ts';
import { Lines, openInput } from './support/inputs.ts';
import { parseOptions } from './support/options.ts';
import { quoted } from './support/quoting.ts';
import { encodeText } from './support/text.ts';
import type { Tool } from './support/tool.ts';
import { toProgram } from './support/tool.ts';

const OPTIONS = {
  count: 'c --count',
  repeated: 'd --repeated',
  allRepeated: 'gnu:D --all-repeated[=]',
  skipFields: 'f --skip-fields=',
  group: '!gnu:--group[=]',
  ignoreCase: 'i --ignore-case',
  skipChars: 's --skip-chars=',
  unique: 'u --unique',
  zero: 'z --zero-terminated',
  checkChars: 'w --check-chars=',
} as const;

type Options = ReturnType<typeof parseOptions<keyof typeof OPTIONS>>;

function number(call: Call, options: Options, key: 'skipFields' | 'skipChars' | 'checkChars', what: string): number | undefined {
  const text = options.value(key);
  if (text === undefined) return undefined;
  if (!/^\d+$/.test(text)) throw call.refusal(call.isBusybox ? `invalid number '${text}'` : `${text}: invalid number of ${what}`);
  return Number(text);
}

function open(call: Call, path: string | undefined): Input {
  const input = attempt(() => openInput(call, path ?? '-'));
  if (input instanceof SystemError) throw call.refusal(call.isBusybox ? `can't open '${path}': ${input.message}` : `${path}: ${input.message}`);
  return input;
}

export const tool: Tool = {
  name: 'uniq',
  usage: '[OPTION]... [INPUT [OUTPUT]]',
  busyboxUsage: '[-cduiz] [-f,s,w N] [FILE [OUTFILE]]',
  *run(call) {
    const options = parseOptions(call, OPTIONS);
    if (options.operands.length > 2 && !call.isBusybox) throw call.misuse(`extra operand ${quoted(options.operands[2]!)}`);
    const fields = number(call, options, 'skipFields', 'fields to skip') ?? 0;
    const skip = number(call, options, 'skipChars', 'bytes to skip') ?? 0;
    const width = number(call, options, 'checkChars', 'bytes to compare');
    const keyOf = (line: string) => {
      let key = line;
      for (let i = 0; i < fields; i++) key = key.replace(/^[ \t]*[^ \t]*/, '');
      key = key.slice(skip, width === undefined ? undefined : skip + width);
      return options.has('ignoreCase') ? key.toLowerCase() : key;
    };
    const separator = options.has('zero') ? 0 : 10;
    const end = String.fromCharCode(separator);
    const lines = new Lines(call, open(call, options.operands[0]), separator);
    const kept: string[] = [];
    const output = options.operands[1];
    const isAll = options.order.some(([key]) => key === 'allRepeated');
    let group: string[] = [];
    const finish = function* () {
      const count = group.length;
      if (count === 0 || (options.has('repeated') && count === 1) || (options.has('unique') && count > 1) || (isAll && count === 1)) return;
      const shown = isAll ? group : [group[0]!];
      const text = shown.map((line) => `${options.has('count') ? `${String(count).padStart(7)} ` : ''}${line}${end}`).join('');
      if (output === undefined) yield* call.print(text);
      else kept.push(text);
    };
    for (;;) {
      const line = lines.ready() ?? (yield* lines.next());
      if (line !== undefined && group.length > 0 && keyOf(line) === keyOf(group[0]!)) {
        group.push(line);
        continue;
      }
      yield* finish();
      if (line === undefined) break;
      group = [line];
    }
    if (output !== undefined) call.files.write(output, encodeText(kept.join('')));
    return call.status;
  },
};

export const program = toProgram(tool);
