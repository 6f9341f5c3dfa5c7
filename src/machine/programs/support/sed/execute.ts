import { NotSimulated } from '../../../../core/errors.ts';
import type { Process } from '../../../../core/process.ts';
import { SystemError } from '../../../errno.ts';
import { attempt } from '../call.ts';
import type { Call } from '../call.ts';
import type { Regex } from '../regex/regex.ts';
import { encodeText } from '../text.ts';
import type { Source } from './source.ts';
import { replaced } from './replacement.ts';
import { SedError } from './script.ts';
import type { Address, Command, Substitution } from './script.ts';

export interface SedRules {
  readonly isQuiet: boolean;
  readonly isUnbuffered: boolean;
  /** Ends each line: a newline, or a zero byte with -z. */
  readonly separator: string;
  /** Where `l` wraps; 0 never. */
  readonly wrap: number;
  readonly isPosix: boolean;
}

/** Runs a script over the lines of a source. Lines that begin a cycle are read there; what is printed goes to `write`. */
export class Executor {
  #space = '';
  #hold = '';
  #isTerminated = true;
  #appended: (() => Process<void>)[] = [];
  #hasSubstituted = false;
  #lastRegex: Regex | undefined;
  readonly #opened = new Set<string>();

  constructor(
    private readonly call: Call,
    private readonly commands: readonly Command[],
    private readonly source: Source,
    private readonly rules: SedRules,
    private readonly write: (text: string) => Process<void>,
  ) {}

  /** The exit status. */
  *run(): Process<number> {
    let keeps = false;
    for (;;) {
      if (!keeps && !(yield* this.#readNext())) return 0;
      keeps = false;
      const end = yield* this.#cycle();
      if (end !== 'deleted' && end !== 'restart' && end !== 'quietQuit' && !this.rules.isQuiet) yield* this.#print(this.#space);
      yield* this.#flushAppended();
      if (typeof end === 'object') return end.status;
      if (end === 'quietQuit') return this.#quitStatus;
      keeps = end === 'restart';
      if (this.rules.isUnbuffered) yield* this.call.flush();
    }
  }

  #quitStatus = 0;

  *#readNext(): Process<boolean> {
    const line = yield* this.source.next();
    if (line === undefined) return false;
    this.#space = line;
    this.#isTerminated = this.source.isTerminated;
    this.#hasSubstituted = false;
    return true;
  }

  *#print(text: string): Process<void> {
    yield* this.write(text + (this.#isTerminated ? this.rules.separator : ''));
  }

  *#flushAppended(): Process<void> {
    if (this.#appended.length === 0) return;
    const appended = this.#appended;
    this.#appended = [];
    if (!this.#isTerminated) yield* this.write(this.rules.separator);
    for (const append of appended) yield* append();
  }

  *#cycle(): Process<'printed' | 'deleted' | 'restart' | 'quietQuit' | { status: number }> {
    const { commands, call } = this;
    for (let i = 0; i < commands.length; ) {
      if (call.system.charge(2)) yield* call.system.pay();
      const command = commands[i]!;
      i++;
      if ((yield* this.#applies(command)) === command.isNegated) {
        if (command.name === '{') i = command.target;
        continue;
      }
      switch (command.name) {
        case 'd':
          return 'deleted';
        case 'D': {
          const newline = this.#space.indexOf('\n');
          if (newline < 0) return 'deleted';
          this.#space = this.#space.slice(newline + 1);
          return 'restart';
        }
        case 'b':
          i = command.target;
          break;
        case 't':
          if (this.#hasSubstituted) i = command.target;
          this.#hasSubstituted = false;
          break;
        case 'T':
          if (!this.#hasSubstituted) i = command.target;
          this.#hasSubstituted = false;
          break;
        case 'n': {
          if (yield* this.source.isLast()) {
            if (this.rules.isPosix) return 'deleted';
            return { status: 0 };
          }
          if (!this.rules.isQuiet) yield* this.#print(this.#space);
          yield* this.#flushAppended();
          const had = this.#hasSubstituted;
          yield* this.#readNext();
          this.#hasSubstituted = had;
          break;
        }
        case 'N': {
          if (yield* this.source.isLast()) return this.rules.isPosix ? 'deleted' : { status: 0 };
          yield* this.#flushAppended();
          const line = yield* this.source.next();
          this.#space += `\n${line ?? ''}`;
          this.#isTerminated = this.source.isTerminated;
          break;
        }
        case 'q':
          return { status: Number(command.text || 0) };
        case 'Q':
          this.#quitStatus = Number(command.text || 0);
          return 'quietQuit';
        case 'c':
          if (command.range === undefined || command.isNegated || !command.second) yield* this.write(`${command.text}\n`);
          return 'deleted';
        default:
          yield* this.#simple(command);
      }
    }
    return 'printed';
  }

  *#simple(command: Command): Process<void> {
    switch (command.name) {
      case 's': return yield* this.#substitute(command.substitution!);
      case 'p': return yield* this.#print(this.#space);
      case 'P': return yield* this.write(this.#space.replace(/\n[^]*/, '') + this.rules.separator);
      case 'g':
        this.#space = this.#hold;
        return;
      case 'G':
        this.#space += `\n${this.#hold}`;
        return;
      case 'h':
        this.#hold = this.#space;
        return;
      case 'H':
        this.#hold += `\n${this.#space}`;
        return;
      case 'x':
        [this.#space, this.#hold] = [this.#hold, this.#space];
        return;
      case 'z':
        this.#space = '';
        return;
      case 'y':
        this.#space = [...this.#space].map((character) => command.map!.get(character) ?? character).join('');
        return;
      case 'i': return yield* this.write(`${command.text}\n`);
      case 'a':
        this.#appended.push(() => this.write(`${command.text}\n`));
        return;
      case 'r':
        this.#appended.push(() => this.#insertFile(command.text));
        return;
      case 'w': return yield* this.#writeFile(command.text, this.#space + '\n');
      case 'W': return yield* this.#writeFile(command.text, this.#space.replace(/\n[^]*/, '') + '\n');
      case '=': return yield* this.write(`${this.source.line}\n`);
      case 'F': return yield* this.write(`${this.source.name}\n`);
      case 'l': return yield* this.write(`${unambiguous(this.#space, command.text === '' ? this.rules.wrap : Number(command.text))}\n`);
      case 'e':
      case 'R':
        throw new NotSimulated(`sed's command ${command.name}`);
      default:
    }
  }

  *#insertFile(path: string): Process<void> {
    const text = attempt(() => (path === '/dev/stdin' ? '' : this.call.files.readText(path)));
    if (!(text instanceof SystemError)) yield* this.write(text);
  }

  *#writeFile(path: string, text: string): Process<void> {
    if (path === '/dev/stdout') return yield* this.write(text);
    if (path === '/dev/stderr') return yield* this.call.complain(text);
    const failure = attempt(() => {
      if (this.#opened.has(path)) this.call.files.append(path, encodeText(text));
      else this.call.files.write(path, encodeText(text));
    });
    if (failure instanceof SystemError) throw new SedError(`couldn't open file ${path}: ${failure.message}`);
    this.#opened.add(path);
  }

  *#substitute(substitution: Substitution): Process<void> {
    const regex = this.#regex(substitution.regex);
    const line = this.#space;
    let result = '';
    let at = 0;
    let copied = 0;
    for (let count = 0; at <= line.length; ) {
      const match = regex.exec(line, at);
      if (!match) break;
      count++;
      const isEmptyAfterMatch = match.start === match.end && match.start === copied && count > 1 && at === copied && result !== '';
      if (count >= substitution.occurrence && !(isEmptyAfterMatch && this.#justMatched === match.start)) {
        result += line.slice(copied, match.start) + replaced(substitution.replacement, match, line);
        copied = match.end;
        this.#justMatched = match.end;
        if (!substitution.isGlobal) {
          at = -1;
          break;
        }
      } else if (isEmptyAfterMatch) count--;
      if (match.end > match.start) at = match.end;
      else at = match.end + ((line.codePointAt(match.end) ?? 0) > 0xffff ? 2 : 1);
    }
    const isDone = this.#justMatched >= 0;
    this.#justMatched = -1;
    if (!isDone) return;
    this.#space = result + line.slice(copied);
    this.#hasSubstituted = true;
    if (substitution.prints) yield* this.#print(this.#space);
    if (substitution.file !== undefined) yield* this.#writeFile(substitution.file, `${this.#space}\n`);
  }

  /** Where the match that was replaced last ended; -1 while none was. */
  #justMatched = -1;

  #regex(given: Regex | undefined): Regex {
    const regex = given ?? this.#lastRegex;
    if (!regex) throw new SedError('no previous regular expression');
    this.#lastRegex = regex;
    return regex;
  }

  *#applies(command: Command): Process<boolean> {
    const { first, second } = command;
    if (!first) return true;
    if (!second) return yield* this.#matches(first);
    if (command.range !== undefined) return yield* this.#continues(command, second);
    const startsAtZero = first.kind === 'line' && first.line === 0;
    if (startsAtZero ? this.source.line !== 1 : !(yield* this.#matches(first))) return false;
    if (startsAtZero) {
      command.range = 'open';
      return yield* this.#continues(command, second);
    }
    const { line } = this.source;
    if (second.kind === 'line') command.range = second.line > line ? second.line : undefined;
    else if (second.kind === 'plus') command.range = second.count > 0 ? line + second.count : undefined;
    else if (second.kind === 'multiple') command.range = second.of > 0 && line % second.of !== 0 ? Math.ceil(line / second.of) * second.of : undefined;
    else if (second.kind === 'last' && (yield* this.source.isLast())) command.range = undefined;
    else command.range = 'open';
    return true;
  }

  *#continues(command: Command, second: Address): Process<boolean> {
    const { line } = this.source;
    if (command.range === 'open') {
      if (yield* this.#matches(second)) command.range = undefined;
      return true;
    }
    const end = command.range!;
    if (line >= end) command.range = undefined;
    return line <= end || (second.kind === 'line' && false);
  }

  *#matches(address: Address): Process<boolean> {
    const { line } = this.source;
    switch (address.kind) {
      case 'line': return line === address.line;
      case 'last': return yield* this.source.isLast();
      case 'regex': return this.#regex(address.regex).test(this.#space);
      case 'step': return address.step === 0 ? line === address.first : line >= address.first && (line - address.first) % address.step === 0;
      default: return false;
    }
  }
}

const SHOWN: Readonly<Record<string, string>> = { '\\': '\\\\', '\x07': '\\a', '\b': '\\b', '\f': '\\f', '\n': '\\n', '\r': '\\r', '\t': '\\t', '\v': '\\v' };

/** sed's `l`: escapes, and lines broken at `width` with a backslash. */
function unambiguous(text: string, width: number): string {
  const pieces: string[] = [];
  for (const byte of encodeText(text)) {
    const character = String.fromCharCode(byte);
    pieces.push(SHOWN[character] ?? (byte < 32 || byte > 126 ? `\\${byte.toString(8).padStart(3, '0')}` : character));
  }
  let result = '';
  let column = 0;
  for (const piece of pieces) {
    if (width > 1 && column + piece.length > width - 1) {
      result += '\\\n';
      column = 0;
    }
    result += piece;
    column += piece.length;
  }
  return `${result}$`;
}
