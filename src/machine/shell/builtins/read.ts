import { SECOND } from '../../../core/clock.ts';
import { NotSimulated } from '../../../core/errors.ts';
import type { Process } from '../../../core/process.ts';
import { isSystemError } from '../../errno.ts';
import type { ExitCode } from '../../system.ts';
import { IndexedArray } from '../execute/arrays.ts';
import { setElement } from '../execute/elements.ts';
import { ShellError } from '../execute/errors.ts';
import type { Shell } from '../execute/shell.ts';
import { complain, isName, parseFlags } from './builtin.ts';
import type { Builtin, Flags } from './builtin.ts';
import { readLine, readRest } from './read-line.ts';
import type { Line } from './read-line.ts';
import { decode } from '../text.ts';
import { runText } from '../execute/run-text.ts';
import { quote } from '../execute/quoting.ts';

const USAGE = 'read [-ers] [-a array] [-d delim] [-i text] [-n nchars] [-N nchars] [-p prompt] [-t timeout] [-u fd] [name ...]';
const LETTERS = { bash: 'ersa:d:i:n:N:p:t:u:', ash: 'rsd:n:p:t:u:', dash: 'rp:' };

export const read: Builtin = {
  name: 'read',
  *run(shell, args) {
    const flags = parseFlags(shell, 'read', args, LETTERS[shell.dialect], USAGE);
    const { values, rest } = flags;
    if (rest.length === 0 && shell.dialect === 'dash') throw new ShellError('arg count', 'command', 2);
    for (const name of rest) {
      if (isName(name) || (shell.isBash && /^[A-Za-z_]\w*\[.+\]$/.test(name))) continue;
      if (!shell.isBash) throw new ShellError(`${name}: bad variable name`, 'command', 2);
      yield* complain(shell, 'read', `\`${name}': not a valid identifier`);
      return 1;
    }
    const fd = Number(values.get('u') ?? 0);
    const timeout = values.get('t') ?? (shell.isBash ? shell.variables.get('TMOUT') : undefined);
    if (timeout !== undefined && !/^\d*\.?\d*$/.test(timeout)) {
      yield* complain(shell, 'read', `${timeout}: invalid timeout specification`);
      return 1;
    }
    const file = shell.system.descriptors.get(fd);
    if (!file) {
      yield* complain(shell, 'read', shell.isBash ? `read error: ${fd}: Bad file descriptor` : 'read error: Bad file descriptor');
      return 1;
    }
    if (timeout !== undefined && Number(timeout) === 0) return (file.readiness?.() ?? true) === true ? 0 : 1;
    // Where there is no terminal bash reads the line as it does without -e, and has no use for -i.
    if (values.has('e') && file.terminal) throw new NotSimulated('read -e');
    if (values.has('p') && file.terminal) yield* shell.write(2, values.get('p')!);
    let line: Line;
    try {
      line = yield* withTerminal(shell, fd, flags, () => readLine(shell, fd, optionsOf(shell, flags, timeout)));
    } catch (error) {
      if (!isSystemError(error)) throw error;
      yield* complain(shell, 'read', shell.isBash ? `read error: ${fd}: ${error.message}` : `read error: ${error.message}`);
      return 1;
    }
    store(shell, flags, line.text);
    if (line.isTimedOut) return shell.isBash ? 142 : 1;
    return line.isEnd ? 1 : 0;
  },
};

function optionsOf(shell: Shell, { values }: Flags, timeout: string | undefined) {
  const count = values.get('N') ?? values.get('n');
  return {
    delimiter: values.get('d')?.slice(0, 1) ?? '\n',
    isRaw: values.has('r'),
    ...(count !== undefined && { count: Number(count) }),
    ...(values.has('N') && { isExact: true }),
    ...(timeout !== undefined && { deadline: shell.system.now() + Math.round(Number(timeout) * SECOND) }),
  };
}

/** `-s` does not echo, `-n` and `-d` don't wait for the end of the line. */
function* withTerminal<Result>(shell: Shell, fd: number, { values }: Flags, body: () => Process<Result>): Process<Result> {
  const terminal = shell.system.descriptors.get(fd)?.terminal;
  const isSpecial = values.has('s') || values.has('n') || values.has('N') || values.has('d');
  if (!terminal || !isSpecial) return yield* body();
  const { settings } = terminal;
  const isCanonical = settings.isCanonical && !(values.has('n') || values.has('N') || values.has('d'));
  terminal.setSettings({ ...settings, isCanonical, isEchoing: settings.isEchoing && !values.has('s') });
  try {
    return yield* body();
  } finally {
    terminal.setSettings(settings);
  }
}

function store(shell: Shell, { values, rest }: Flags, text: string): void {
  const isRaw = values.has('r');
  if (values.has('N')) {
    shell.assign(rest[0] ?? 'REPLY', plain(text, isRaw));
    for (const name of rest.slice(1)) put(shell, name, '');
    return;
  }
  const array = values.get('a');
  if (array !== undefined) {
    shell.guarded(() => shell.variables.assign(array, new IndexedArray(split(shell.ifs, text, isRaw, Infinity))));
    return;
  }
  if (rest.length === 0) {
    shell.assign('REPLY', plain(text, isRaw));
    return;
  }
  const fields = split(shell.ifs, text, isRaw, rest.length);
  for (const [i, name] of rest.entries()) put(shell, name, fields[i] ?? '');
}

function put(shell: Shell, name: string, value: string): void {
  const bracket = name.indexOf('[');
  if (bracket < 0) shell.assign(name, value);
  else setElement(shell, name.slice(0, bracket), name.slice(bracket + 1, -1), value, false);
}

function plain(text: string, isRaw: boolean): string {
  return isRaw ? text : text.replace(/\\([^])/g, '$1').replace(/\\$/, '');
}

/** Fields as `read` has them: the last takes all that is left, without the white space of IFS at its end. */
export function split(ifs: string, text: string, isRaw: boolean, count: number): string[] {
  const isBlank = (c: string) => ifs.includes(c) && (c === ' ' || c === '\t' || c === '\n');
  const fields: string[] = [];
  let at = 0;
  const skipBlanks = () => {
    while (at < text.length && isBlank(text[at]!)) at++;
  };
  skipBlanks();
  while (at < text.length && fields.length < count) {
    if (fields.length === count - 1) {
      fields.push(lastField(ifs, text.slice(at), isRaw, isBlank));
      break;
    }
    let field = '';
    while (at < text.length && !ifs.includes(text[at]!)) {
      if (text[at] === '\\' && !isRaw && at + 1 < text.length) at++;
      field += text[at++];
    }
    fields.push(field);
    skipBlanks();
    if (at < text.length && ifs.includes(text[at]!) && !isBlank(text[at]!)) {
      at++;
      skipBlanks();
    }
  }
  return fields;
}

function lastField(ifs: string, text: string, isRaw: boolean, isBlank: (c: string) => boolean): string {
  let end = text.length;
  while (end > 0 && isBlank(text[end - 1]!) && (isRaw || text[end - 2] !== '\\')) end--;
  const rest = text.slice(0, end);
  // A single delimiter at the very end belongs to the field before it.
  const delimiters = [...rest].filter((c) => ifs.includes(c) && !isBlank(c)).length;
  const isOneField = delimiters === 1 && rest.length > 0 && ifs.includes(rest.at(-1)!) && !isBlank(rest.at(-1)!);
  return plain(isOneField ? rest.slice(0, -1) : rest, isRaw);
}

export const mapfile: Builtin = { name: 'mapfile', dialects: ['bash'], run: (shell, args) => runMapfile(shell, args) };
export const readarray: Builtin = { name: 'readarray', dialects: ['bash'], run: (shell, args) => runMapfile(shell, args) };

function* runMapfile(shell: Shell, args: readonly string[]): Process<ExitCode> {
  const { values, rest } = parseFlags(shell, 'mapfile', args, 'td:n:O:s:u:C:c:', 'mapfile [-d delim] [-n count] [-O origin] [-s count] [-t] [-u fd] [-C callback] [-c quantum] [array]');
  const name = rest[0] ?? 'MAPFILE';
  const delimiter = values.has('d') ? (values.get('d')![0] ?? '\0') : '\n';
  const text = decode(yield* readRest(shell, Number(values.get('u') ?? 0)));
  let lines = text.split(delimiter);
  const last = lines.pop()!;
  lines = lines.map((line) => (values.has('t') ? line : line + delimiter));
  if (last !== '') lines.push(last);
  lines = lines.slice(Number(values.get('s') ?? 0));
  const count = Number(values.get('n') ?? 0);
  if (count > 0) lines = lines.slice(0, count);
  const origin = Number(values.get('O') ?? 0);
  const before = shell.variables.value(name);
  const array = values.has('O') && before instanceof IndexedArray ? before : new IndexedArray();
  for (const [i, line] of lines.entries()) {
    array.set(origin + i, line);
    if (values.has('C') && (i + 1) % Number(values.get('c') ?? 5000) === 0) yield* runText(shell, `${values.get('C')} ${origin + i} ${quote(line)}`);
  }
  shell.guarded(() => shell.variables.assign(name, array));
  return 0;
}
