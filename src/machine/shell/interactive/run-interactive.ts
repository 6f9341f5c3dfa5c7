import { turn } from '../../../core/process.ts';
import type { Process } from '../../../core/process.ts';
import { SIGNALS } from '../../signals.ts';
import type { ExitCode } from '../../system.ts';
import type { List } from '../ast.ts';
import { readLine } from '../builtins/read-line.ts';
import { Interrupted } from '../execute/errors.ts';
import { reportError } from '../execute/report-error.ts';
import { parserFor, warnOfHeredocs } from '../execute/run-text.ts';
import type { Shell } from '../execute/shell.ts';
import { runLine } from '../execute/top.ts';
import { Incomplete, SyntaxFailure } from '../parse/failure.ts';
import { Editor } from './editor.ts';
import type { Ending } from './editor.ts';
import { History } from './history.ts';
import { EventNotFound, expandHistory } from './history-expansion.ts';
import { Marks } from './marks.ts';
import { promptText, runPromptCommand } from './prompt.ts';

/** A shell at a terminal: prompt, line, command, and again. */
export function* runInteractive(shell: Shell): Process<ExitCode> {
  const terminal = shell.system.descriptors.get(0)!.terminal!;
  const history = new History(shell);
  yield* awaitForeground(shell);
  takeSignals(shell, history);
  shell.options.add('monitor');
  shell.jobs.takeTerminal();
  if (shell.dialect !== 'dash') history.load();
  const session = new Session(shell, history, new Editor(shell, terminal, history));
  try {
    return yield* session.run();
  } finally {
    history.save();
    shell.jobs.hangUp();
  }
}

/** A shell that was started in the background stops until it is brought to the front. */
function* awaitForeground(shell: Shell): Process<void> {
  const { system } = shell;
  const { terminal } = system;
  while (terminal && terminal.foreground !== undefined && terminal.foreground !== system.group) {
    system.kill(0, SIGNALS.SIGTTIN);
    yield turn;
    if (system.signalAction(SIGNALS.SIGTTIN) === 'ignore') return;
  }
}

const nothing = () => {};

/** Ctrl-C comes back to the prompt; what would end or stop a program does not end or stop the shell. */
function takeSignals(shell: Shell, history: History): void {
  const { system, traps } = shell;
  const own = (signal: number, handle: () => void) => {
    traps.own.set(signal, handle);
    if (!traps.has(signal)) system.onSignal(signal, handle);
  };
  own(SIGNALS.SIGINT, () => {
    shell.wasInterrupted = true;
    shell.signalled.notify();
  });
  for (const signal of [SIGNALS.SIGTERM, SIGNALS.SIGQUIT, SIGNALS.SIGTSTP, SIGNALS.SIGTTOU]) own(signal, nothing);
  // Somebody else has the terminal: stop until it is given back.
  own(SIGNALS.SIGTTIN, () => system.kill(system.pid, SIGNALS.SIGSTOP));
  own(SIGNALS.SIGHUP, () => {
    history.save();
    shell.jobs.hangUp();
    system.exit(128 + SIGNALS.SIGHUP);
  });
}

/** What was read: a command, nothing, or the end. */
type Input = { readonly list: List } | 'nothing' | 'end';

class Session {
  readonly #marks: Marks;
  #line = 1;
  #endings = 0;
  /** Text behind the command that was read last. */
  #left = '';

  constructor(
    private readonly shell: Shell,
    private readonly history: History,
    private readonly editor: Editor,
  ) {
    this.#marks = new Marks(shell);
  }

  *run(): Process<ExitCode> {
    const { shell } = this;
    for (;;) {
      try {
        yield* this.#marks.commandEnds(shell.status);
        yield* shell.jobs.tell();
        yield* runPromptCommand(shell);
        const input = yield* this.#read();
        if (input === 'end') {
          if (yield* this.#mayEnd()) return shell.status;
          continue;
        }
        this.#endings = 0;
        if (input === 'nothing') continue;
        yield* runLine(shell, input.list, false);
      } catch (error) {
        if (!(error instanceof Interrupted)) throw error;
        this.#left = '';
        if (shell.wasInterrupted) yield* this.#interrupted();
      }
      shell.jump = undefined;
      shell.loopDepth = 0;
      shell.tested = 0;
    }
  }

  /** Ctrl-C while the shell itself was busy. */
  *#interrupted(): Process<void> {
    const { shell } = this;
    shell.wasInterrupted = false;
    shell.status = 128 + SIGNALS.SIGINT;
    yield* shell.write(2, '\n');
  }

  /** Ctrl-D: bash says `exit`, and stopped jobs are told of once. */
  *#mayEnd(): Process<boolean> {
    const { shell } = this;
    if (shell.options.has('ignoreeof') && shell.system.terminal) {
      yield* shell.write(2, shell.isBash ? 'Use "exit" to leave the shell.\n' : '\nUse "exit" to leave shell.\n');
      return false;
    }
    if (shell.isBash) yield* shell.write(2, shell.isLogin ? 'logout\n' : 'exit\n');
    else yield* shell.write(2, '\n');
    shell.jobs.update();
    if (this.#endings++ === 0 && shell.jobs.list.some((job) => job.state === 'stopped')) {
      yield* shell.write(2, shell.isBash ? 'There are stopped jobs.\n' : 'You have stopped jobs.\n');
      return false;
    }
    return true;
  }

  /** As many lines as make up a command, or the next command of what was pasted: that is in the history already. */
  *#read(): Process<Input> {
    const { shell } = this;
    let text = this.#left;
    const isNew = text === '';
    this.#left = '';
    for (let needsLine = isNew; ; needsLine = true) {
      let isOver = false;
      if (needsLine) {
        const ending = yield* this.#readLine(text === '' ? 'PS1' : 'PS2');
        if (ending.kind === 'interrupt') {
          shell.status = 128 + SIGNALS.SIGINT;
          return 'nothing';
        }
        isOver = ending.kind === 'end';
        if (isOver && text === '') return 'end';
        // What a here-document holds is left as it is.
        const line = ending.kind !== 'line' ? '' : /(?:^|[^<])<<(?!<)/.test(text) ? ending.text : yield* this.#expanded(ending.text);
        if (line === undefined) return 'nothing';
        if (!isOver) text += `${line}\n`;
      }
      const input = yield* this.#parse(text, !isOver, isNew);
      if (input !== 'more') return input;
    }
  }

  *#parse(text: string, mayContinue: boolean, isNew: boolean): Process<Input | 'more'> {
    const { shell } = this;
    const parser = parserFor(shell, text, this.#line, mayContinue);
    const note = (list: List | undefined) => {
      if (isNew) this.history.add(joined(text));
      return this.#marks.commandStarts(isNew || !list ? joined(text) : list.source);
    };
    try {
      const list = parser.nextLine();
      yield* warnOfHeredocs(shell, parser);
      this.#left = parser.rest;
      this.#line = parser.nextLineNumber;
      if (list) yield* note(list);
      return list ? { list } : 'nothing';
    } catch (error) {
      if (error instanceof Incomplete) return 'more';
      if (!(error instanceof SyntaxFailure)) throw error;
      yield* note(undefined);
      shell.status = yield* reportError(shell, error);
      return 'nothing';
    }
  }

  *#readLine(prompt: 'PS1' | 'PS2'): Process<Ending> {
    const { shell } = this;
    const text = yield* promptText(shell, prompt);
    if (prompt === 'PS1') yield* this.#marks.prompt();
    if (shell.dialect !== 'dash') return yield* this.editor.read(text);
    // Debian's dash has no line editor: the terminal itself edits.
    yield* shell.write(2, text);
    try {
      const { text: line, isEnd } = yield* readLine(shell, 0, { delimiter: '\n', isRaw: true });
      return isEnd && line === '' ? { kind: 'end' } : { kind: 'line', text: line };
    } catch (error) {
      if (!(error instanceof Interrupted)) throw error;
      shell.wasInterrupted = false;
      yield* shell.write(2, '\n');
      return { kind: 'interrupt' };
    }
  }

  /** History expansion; the line that it makes is shown. Undefined when it can't be (that has been told). */
  *#expanded(line: string): Process<string | undefined> {
    const { shell } = this;
    if (!shell.isBash || !shell.options.has('histexpand')) return line;
    try {
      const expanded = expandHistory(line, this.history.lines);
      if (expanded !== line) yield* shell.write(2, `${expanded}\n`);
      return expanded;
    } catch (error) {
      if (!(error instanceof EventNotFound)) throw error;
      yield* shell.report(error.message);
      shell.status = 1;
      return undefined;
    }
  }
}

/** A command of several lines as one entry of the history (cmdhist). */
function joined(text: string): string {
  const lines = text.replace(/\n$/, '').split('\n');
  if (lines.length === 1 || /<<|["'`][^"'`]*\n/.test(text)) return lines.join('\n');
  return lines.reduce((line, next) => {
    if (line.endsWith('\\')) return line.slice(0, -1) + next.trimStart();
    return `${line}${/(?:\b(?:do|then|else|in)|[{(;&|])\s*$/.test(line) ? ' ' : '; '}${next.trimStart()}`;
  });
}

