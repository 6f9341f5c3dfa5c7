import { Lines, eachInput } from './support/inputs.ts';
import { parseOptions } from './support/options.ts';
import type { Call } from './support/call.ts';
import { isWithin, parseRanges } from './support/ranges.ts';
import type { Ranges } from './support/ranges.ts';
import { decodeText, encodeText } from './support/text.ts';
import type { Tool } from './support/tool.ts';
import { toProgram } from './support/tool.ts';

const OPTIONS = {
  bytes: 'b --bytes=',
  characters: 'c --characters=',
  delimiter: 'd --delimiter=',
  fields: 'f --fields=',
  ignored: 'n',
  complement: 'gnu:--complement',
  only: 's --only-delimited',
  output: 'gnu:--output-delimiter=',
  zero: 'gnu:z --zero-terminated',
} as const;

interface Cut {
  readonly kind: 'bytes' | 'characters' | 'fields';
  readonly ranges: Ranges;
  readonly delimiter: string;
  readonly isComplement: boolean;
  readonly isOnlyDelimited: boolean;
  readonly output: string | undefined;
}

/** What is left of a line; undefined when it is left out. */
function cutLine(line: string, cut: Cut, isBusybox: boolean): string | undefined {
  const isTaken = (position: number) => isWithin(cut.ranges, position) !== cut.isComplement;
  if (cut.kind === 'fields') {
    const fields = line.split(cut.delimiter);
    if (fields.length === 1) return cut.isOnlyDelimited ? undefined : line;
    return fields.filter((_, i) => isTaken(i + 1)).join(cut.output ?? cut.delimiter);
  }
  if (cut.kind === 'characters' && isBusybox) return [...line].filter((_, i) => isTaken(i + 1)).join('');
  const bytes = encodeText(line);
  const taken = [...bytes.keys()].filter((i) => isTaken(i + 1));
  if (cut.output === undefined) return decodeText(bytes.filter((_, i) => isTaken(i + 1)));
  let text = '';
  taken.forEach((index, i) => {
    const starts = cut.ranges.some(([low]) => low === index + 1) || (i > 0 && taken[i - 1] !== index - 1);
    text += (i > 0 && starts ? cut.output! : '') + decodeText(bytes.subarray(index, index + 1));
  });
  return text;
}

function wishOf(call: Call, options: ReturnType<typeof parseOptions<keyof typeof OPTIONS>>): Cut {
  const given = options.order.filter(([key]) => key === 'bytes' || key === 'characters' || key === 'fields');
  if (given.length === 0 && call.isBusybox) throw call.refusal('expected a list of bytes, characters, or fields');
  if (given.length === 0) throw call.missing('you must specify a list of bytes, characters, or fields');
  if (given.length > 1) throw call.isBusybox ? call.missing('') : call.misuse('only one list may be specified');
  const kind = given[0]![0] as Cut['kind'];
  const delimiter = options.value('delimiter');
  if (delimiter !== undefined && kind !== 'fields') throw call.misuse('an input delimiter may be specified only when operating on fields');
  if (options.has('only') && kind !== 'fields') throw call.misuse('suppressing non-delimited lines makes sense\n\tonly when operating on fields');
  if (delimiter !== undefined && [...delimiter].length > 1 && !call.isBusybox) throw call.misuse('the delimiter must be a single character');
  const list = given[0]![1]!;
  const ranges = parseRanges(list);
  if (!ranges) throw badList(call, list, kind);
  return {
    kind, ranges,
    delimiter: delimiter === undefined ? '\t' : delimiter === '' ? '\0' : delimiter,
    isComplement: options.has('complement'),
    isOnlyDelimited: options.has('only'),
    output: options.value('output'),
  };
}

function badList(call: Call, list: string, kind: Cut['kind']): Error {
  if (call.isBusybox) return call.refusal(`invalid number '${list}'`);
  const noun = kind === 'fields' ? 'field' : 'byte/character position';
  if (/(^|[, ])0*(-|$|[, ])/.test(list) && /(^|[, ])0/.test(list)) return call.misuse(`${kind === 'fields' ? 'fields' : 'byte/character positions'} are numbered from 1`);
  if (/^-$/.test(list)) return call.misuse(`invalid range with no endpoint: -`);
  if (/^\d+-\d+$/.test(list)) return call.misuse('invalid decreasing range');
  return call.misuse(`invalid ${noun === 'field' ? 'field value' : noun} '${list.replace(/^[\d,-]*/, '') || list}'`);
}

export const tool: Tool = {
  name: 'cut',
  usage: 'OPTION... [FILE]...',
  busyboxUsage: '[OPTIONS] [FILE]...',
  *run(call) {
    const options = parseOptions(call, OPTIONS);
    const cut = wishOf(call, options);
    const separator = options.has('zero') ? 0 : 10;
    yield* eachInput(call, options.operands, function* (input) {
      const lines = new Lines(call, input, separator);
      for (;;) {
        const line = lines.ready() ?? (yield* lines.next());
        if (line === undefined) return;
        const text = cutLine(line, cut, call.isBusybox);
        if (text !== undefined && call.put(text + String.fromCharCode(separator))) yield* call.flush();
      }
    }, {
      *complain(name, error) {
        yield* call.fail(`${name}: ${error.message}`);
      },
    });
    return call.status;
  },
};

export const program = toProgram(tool);
