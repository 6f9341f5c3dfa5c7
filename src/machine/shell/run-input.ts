import { NO_BYTES, concat } from '../../core/bytes.ts';
import type { Process } from '../../core/process.ts';
import type { ExitCode } from '../system.ts';
import type { List } from './ast.ts';
import { readLine } from './builtins/read-line.ts';
import { Interrupted } from './execute/errors.ts';
import { reportError } from './execute/report-error.ts';
import { parserFor, warnOfHeredocs } from './execute/run-text.ts';
import type { Shell } from './execute/shell.ts';
import { runLine } from './execute/top.ts';
import { decode } from './text.ts';
import { Incomplete, SyntaxFailure } from './parse/failure.ts';

/** Runs commands from standard input that is no terminal, a line at a time: `read` in a script finds the line after its own. */
export function* runInput(shell: Shell): Process<ExitCode> {
  const lines = shell.isBash || shell.isInteractive ? lineByLine(shell) : new BlockReader(shell);
  let line = 1;
  for (;;) {
    const command = yield* nextCommand(shell, lines, line);
    if (!command) return shell.status;
    line = command.nextLine;
    if (command.list === undefined) return shell.status;
    if (shell.options.has('noexec')) continue;
    try {
      yield* runLine(shell, command.list, false);
    } catch (error) {
      if (!(error instanceof Interrupted)) throw error;
      shell.wasInterrupted = false;
    }
    shell.jump = undefined;
  }
}

interface Lines {
  next(): Process<{ readonly text: string; readonly isEnd: boolean }>;
}

/** bash takes no byte more than it needs: what it runs reads on from there. */
function lineByLine(shell: Shell): Lines {
  return { next: () => readLine(shell, 0, { delimiter: '\n', isRaw: true }) };
}

const BLOCK = 8192;

/** dash and ash read a block at a time, so that the commands of a short script find their input already read. */
class BlockReader implements Lines {
  #rest: Uint8Array = NO_BYTES;
  #isOver = false;

  constructor(private readonly shell: Shell) {}

  *next(): Process<{ text: string; isEnd: boolean }> {
    for (;;) {
      const newline = this.#rest.indexOf(10);
      if (newline >= 0) {
        const text = decode(this.#rest.subarray(0, newline));
        this.#rest = this.#rest.subarray(newline + 1);
        return { text, isEnd: false };
      }
      if (this.#isOver) {
        const text = decode(this.#rest);
        this.#rest = NO_BYTES;
        return { text, isEnd: true };
      }
      const file = this.shell.system.descriptors.get(0);
      const bytes = file ? yield* file.read(BLOCK) : NO_BYTES;
      if (bytes.length === 0) this.#isOver = true;
      else this.#rest = concat([this.#rest, bytes]);
    }
  }
}

interface Next {
  readonly list: List | undefined;
  readonly nextLine: number;
}

/** As many lines as make up a command; undefined at the end. A syntax error ends the shell: `list` is undefined. */
function* nextCommand(shell: Shell, lines: Lines, firstLine: number): Process<Next | undefined> {
  let text = '';
  let awaits: string | undefined;
  for (;;) {
    const { text: line, isEnd } = yield* lines.next();
    if (isEnd && line === '' && text === '') return undefined;
    if (shell.options.has('verbose')) yield* shell.write(2, isEnd ? line : `${line}\n`);
    text += isEnd ? line : `${line}\n`;
    if (awaits !== undefined && !isEnd && !line.includes(awaits)) continue;
    const parser = parserFor(shell, text, firstLine, !isEnd);
    try {
      const list = parser.nextLine();
      yield* warnOfHeredocs(shell, parser);
      const nextLine = parser.nextLineNumber;
      if (list) return { list, nextLine };
      if (isEnd) return undefined;
      return { list: { kind: 'list', items: [], line: firstLine, source: '' }, nextLine };
    } catch (error) {
      if (error instanceof Incomplete) awaits = error.awaits;
      else if (error instanceof SyntaxFailure) {
        shell.status = yield* reportError(shell, error);
        return { list: undefined, nextLine: firstLine };
      } else throw error;
    }
  }
}
