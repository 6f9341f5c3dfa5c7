import type { Process } from '../../core/process.ts';
import type { Input } from '../../core/stream.ts';
import { SystemError } from '../errno.ts';
import { attempt } from './support/call.ts';
import type { Call } from './support/call.ts';
import { displayWidth } from './support/format.ts';
import { eachInput, readChunk } from './support/inputs.ts';
import { parseOptions } from './support/options.ts';
import { toLatin1, decodeText } from './support/text.ts';
import type { Tool } from './support/tool.ts';
import { toProgram } from './support/tool.ts';

const OPTIONS = {
  lines: 'l --lines',
  words: 'w --words',
  chars: 'm --chars',
  bytes: 'c --bytes',
  longest: 'L --max-line-length',
  filesFrom: '!gnu:--files0-from=',
} as const;

interface Counts {
  lines: number;
  words: number;
  chars: number;
  bytes: number;
  longest: number;
}

type Column = keyof Counts;

const COLUMNS: readonly Column[] = ['lines', 'words', 'chars', 'bytes', 'longest'];

function* count(call: Call, input: Input, columns: readonly Column[]): Process<Counts> {
  const counts: Counts = { lines: 0, words: 0, chars: 0, bytes: 0, longest: 0 };
  let isInWord = false;
  let rest = '';
  const looksInside = columns.some((column) => column !== 'lines' && column !== 'bytes');
  for (;;) {
    const bytes = yield* readChunk(call, input);
    if (bytes.length === 0) break;
    counts.bytes += bytes.length;
    for (let at = bytes.indexOf(10); at >= 0; at = bytes.indexOf(10, at + 1)) counts.lines++;
    if (!looksInside) continue;
    const latin = toLatin1(bytes);
    counts.words += (latin.match(/[^ \t\n\v\f\r]+/g)?.length ?? 0) - (isInWord && /^[^ \t\n\v\f\r]/.test(latin) ? 1 : 0);
    isInWord = /[^ \t\n\v\f\r]$/.test(latin);
    for (const byte of bytes) if ((byte & 0xc0) !== 0x80) counts.chars++;
    if (!columns.includes('longest')) continue;
    const lines = (rest + decodeText(bytes)).split('\n');
    rest = lines.pop()!;
    for (const line of lines) counts.longest = Math.max(counts.longest, lineWidth(line));
  }
  counts.longest = Math.max(counts.longest, lineWidth(rest));
  return counts;
}

function lineWidth(line: string): number {
  let width = 0;
  for (const part of line.split(/(\t)/)) width = part === '\t' ? width + 8 - (width % 8) : width + displayWidth(part);
  return width;
}

/** GNU's width: of the largest size when all are regular files, 7 when one is not; a single number stands alone. */
function columnWidth(call: Call, names: readonly string[], columns: readonly Column[]): number {
  if (call.isBusybox) return columns.length === 1 && names.length <= 1 ? 0 : 9;
  if (columns.length === 1 && names.length <= 1) return 0;
  let total = 0;
  let least = 1;
  for (const name of names.length > 0 ? names : ['-']) {
    const stat = attempt(() => (name === '-' ? call.system.descriptors.get(0)?.stat() : call.files.stat(name)));
    if (stat === undefined || stat instanceof SystemError) continue;
    if (stat.type === 'file') total += stat.size;
    else least = 7;
  }
  return Math.max(least, String(total).length);
}

/** A regular file's size needs no reading. */
function sizeOf(call: Call, name: string): number | undefined {
  if (name === '-') return undefined;
  const stat = call.files.stat(name);
  return stat.type === 'file' && stat.size > 0 ? stat.size : undefined;
}

export const tool: Tool = {
  name: 'wc',
  usage: '[OPTION]... [FILE]...',
  busyboxUsage: '[-cmlwL] [FILE]...',
  *run(call) {
    const options = parseOptions(call, OPTIONS);
    const wanted = COLUMNS.filter((column) => options.has(column));
    const columns = wanted.length > 0 ? wanted : (['lines', 'words', 'bytes'] as const);
    const names = options.operands;
    const width = columnWidth(call, names, columns);
    const separator = call.isBusybox && width > 0 ? ' ' : ' ';
    const row = (counts: Counts, name: string) => {
      const cells = columns.map((column) => String(counts[column]).padStart(width)).join(separator);
      return `${cells}${name === '' ? '' : ` ${name}`}\n`;
    };
    const total: Counts = { lines: 0, words: 0, chars: 0, bytes: 0, longest: 0 };
    yield* eachInput(call, names, function* (input, name) {
      const size = columns.length === 1 && columns[0] === 'bytes' ? sizeOf(call, name) : undefined;
      const counts = size === undefined ? yield* count(call, input, columns) : { lines: 0, words: 0, chars: 0, bytes: size, longest: 0 };
      for (const column of COLUMNS) total[column] = column === 'longest' ? Math.max(total.longest, counts.longest) : total[column] + counts[column];
      yield* call.print(row(counts, names.length === 0 ? '' : name));
    }, {
      *complain(name, error) {
        yield* call.fail(`${name}: ${error.message}`);
        if (error.code === 'EISDIR' && !call.isBusybox) yield* call.print(row({ lines: 0, words: 0, chars: 0, bytes: 0, longest: 0 }, name));
      },
    });
    if (names.length > 1) yield* call.print(row(total, 'total'));
    return call.status;
  },
};

export const program = toProgram(tool);
