import type { Process } from '../../core/process.ts';
import type { Input } from '../../core/stream.ts';
import type { Call } from './support/call.ts';
import { readChunk, readRest, eachInput } from './support/inputs.ts';
import { firstLines, startOfLast } from './support/lines.ts';
import { parseSize } from './support/format.ts';
import { parseOptions } from './support/options.ts';
import { quoted } from './support/quoting.ts';
import type { Tool } from './support/tool.ts';
import { toProgram } from './support/tool.ts';

const OPTIONS = {
  bytes: 'c --bytes=',
  lines: 'n --lines=',
  quiet: 'q --quiet --silent',
  verbose: 'v --verbose',
  zero: 'gnu:z --zero-terminated',
} as const;

function* firstBytes(call: Call, input: Input, count: number): Process<void> {
  for (let left = count; left > 0; ) {
    const bytes = yield* readChunk(call, input, Math.min(left, 65_536));
    if (bytes.length === 0) return;
    yield* call.print(bytes);
    left -= bytes.length;
  }
}

function* allBut(call: Call, input: Input, unit: 'lines' | 'bytes', count: number, separator: number): Process<void> {
  const bytes = yield* readRest(call, input);
  yield* call.print(bytes.subarray(0, unit === 'lines' ? startOfLast(bytes, count, separator) : Math.max(0, bytes.length - count)));
}

export const tool: Tool = {
  name: 'head',
  usage: '[OPTION]... [FILE]...',
  busyboxUsage: '[OPTIONS] [FILE]...',
  *run(call) {
    const options = parseOptions(call, OPTIONS, { rewrite: (arg) => (/^-\d+$/.test(arg) ? ['-n', arg.slice(1)] : undefined) });
    const unit = options.last('bytes', 'lines') ?? 'lines';
    const text = options.value(unit) ?? '10';
    const size = parseSize(text.replace(/^[-+]/, ''));
    if (size === undefined) throw call.refusal(call.isBusybox ? `invalid number '${text}'` : `invalid number of ${unit}: ${quoted(text)}`);
    const isAllBut = text.startsWith('-');
    const separator = options.has('zero') ? 0 : 10;
    const hasHeaders = options.last('quiet', 'verbose') === 'verbose' || (options.operands.length > 1 && !options.has('quiet'));
    let isFirst = true;
    const { operands } = options;
    yield* eachInput(
      call,
      options.operands,
      function* (input, name) {
        if (hasHeaders) yield* call.print(`${(call.isBusybox ? name === operands[0] : isFirst) ? '' : '\n'}==> ${name === '-' ? 'standard input' : name} <==\n`);
        isFirst = false;
        if (isAllBut) yield* allBut(call, input, unit, size, separator);
        else yield* unit === 'lines' ? firstLines(call, input, size, separator) : firstBytes(call, input, size);
      },
      {
        *complain(name, error) {
          if (call.isBusybox) yield* call.fail(`${name}: ${error.message}`);
          else if (error.code === 'EISDIR') yield* call.fail(`error reading ${quoted(name)}: ${error.message}`);
          else yield* call.fail(`cannot open ${quoted(name)} for reading: ${error.message}`);
        },
      },
    );
    return call.status;
  },
};

export const program = toProgram(tool);
