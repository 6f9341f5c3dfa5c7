import { CommandError } from '../errors.ts';
import { toText } from '../../../core/bytes.ts';

/** More than Go's bufio.Scanner takes in a line. */
const LONGEST_LINE = 65_536;

function isUtf8(bytes: Uint8Array): boolean {
  const text = toText(bytes);
  if (!text.includes('\ufffd')) return true;
  const marks = text.split('\ufffd').length - 1;
  let written = 0;
  for (let i = 0; i + 2 < bytes.length; i++) if (bytes[i] === 0xef && bytes[i + 1] === 0xbf && bytes[i + 2] === 0xbd) written++;
  return marks === written;
}

/**
 * The lines of `--env-file` and `--label-file`: `NAME=value`, or NAME alone, whose value `lookup` gives (without one the
 * name stays as it is). Throws CommandError with what is wrong, without the file's name.
 */
export function parseEnvFile(content: Uint8Array, lookup?: (name: string) => string | undefined): string[] {
  const lines: string[] = [];
  let start = 0;
  for (let number = 1; start < content.length; number++) {
    const newline = content.indexOf(10, start);
    let line = content.subarray(start, newline < 0 ? content.length : newline);
    start = newline < 0 ? content.length : newline + 1;
    if (line.length >= LONGEST_LINE) throw new CommandError('bufio.Scanner: token too long');
    if (!isUtf8(line)) throw new CommandError(`invalid utf8 bytes at line ${number}: [${[...line].join(' ')}]`);
    if (line.at(-1) === 13) line = line.subarray(0, -1);
    let text = toText(line);
    if (number === 1) text = text.replace(/^\ufeff/, '');
    readLine(text, lookup, lines);
  }
  return lines;
}

function readLine(raw: string, lookup: ((name: string) => string | undefined) | undefined, lines: string[]): void {
  const text = raw.trimStart();
  if (text === '' || text.startsWith('#')) return;
  const equals = text.indexOf('=');
  const name = equals < 0 ? text : text.slice(0, equals);
  if (name === '') throw new CommandError(`no variable name on line '${text}'`);
  if (/[ \t\n\v\f\r]/.test(name)) throw new CommandError(`variable '${name}' contains whitespaces`);
  if (equals >= 0) {
    lines.push(text);
    return;
  }
  if (!lookup) {
    lines.push(name);
    return;
  }
  const value = lookup(name);
  if (value !== undefined) lines.push(`${name}=${value}`);
}
