import type { Micros } from '../../core/clock.ts';
import { SECOND } from '../../core/clock.ts';
import type { RunLimits, Stopped } from '../../core/process.ts';
import { toBytes } from '../../core/bytes.ts';
import type { Scheduler } from '../../core/process.ts';
import type { CommandRecord } from '../checks/probe.ts';
import type { Lesson } from '../lessons/lesson.ts';
import { isRight } from '../lessons/questions.ts';
import type { Answer } from '../lessons/questions.ts';
import { CommandTracker } from './command-tracker.ts';
import { JOURNAL_VERSION } from './journal.ts';
import type { Journal, SessionInput, TimedInput } from './journal.ts';
import type { Machine, SessionShell } from './machine.ts';
import { learnerFolder, prepareMachine } from './prepare.ts';

/** How long a program in the foreground that waits for keys is given before the next line is typed, µs. */
const GRACE: Micros = 2 * SECOND;

/** Who watches a session: the page, or nobody during a replay. */
export interface Watcher {
  output?(terminal: number, bytes: Uint8Array): void;
  /** A command at the host's prompt has ended. */
  commandEnded?(command: CommandRecord): void;
  closed?(terminal: number): void;
}

interface OpenTerminal {
  readonly shell: SessionShell;
  readonly tracker: CommandTracker;
}

/** Something that the learner did and can go back to: a command, a file that was saved, an answer. */
export interface Moment {
  readonly kind: 'command' | 'edit' | 'answer';
  /** The command line, the file's path, the question's id. */
  readonly text: string;
  readonly at: Micros;
  /** How many inputs of the journal came before it. */
  readonly inputs: number;
  /** Exit code; absent for what has none, and while it runs. */
  readonly status?: number;
}

/** Where undo cuts: how many inputs and commands there were. */
interface Cut {
  readonly input: number;
  readonly commands: number;
  readonly moment: Omit<Moment, 'status' | 'inputs'>;
}

export interface GivenAnswer {
  readonly value: Answer;
  readonly isRight: boolean;
}

/**
 * A lesson being done (or free play): a world, its terminals, and the journal of what was done to it. Nothing else
 * reaches the world, so that the journal alone makes it again.
 */
export class Session {
  readonly machine: Machine;
  readonly log: CommandRecord[] = [];
  readonly answers = new Map<string, GivenAnswer>();
  readonly terminals = new Map<number, OpenTerminal>();
  readonly #inputs: TimedInput[] = [];
  #nextTerminal = 0;
  readonly #cuts: Cut[] = [];
  /** Lines that were typed while something else ran: the shell may take them as commands later. */
  #ahead: number[] = [];

  constructor(
    readonly lesson: Lesson | undefined,
    private readonly start: Pick<Journal, 'lesson' | 'seed'>,
    private watcher: Watcher = {},
  ) {
    this.machine = prepareMachine(lesson, start);
  }

  get scheduler(): Scheduler {
    return this.machine.world.scheduler;
  }

  get folder(): string {
    return learnerFolder;
  }

  get now(): Micros {
    return this.machine.now;
  }

  get journal(): Journal {
    return this.#journalOf(this.#inputs, this.now);
  }

  /** From now on this one is told; what happened before is not told again. */
  watch(watcher: Watcher): void {
    this.watcher = watcher;
  }

  /** Every terminal that shows the host's prompt waits for a command. */
  get isAtPrompt(): boolean {
    return [...this.terminals.values()].every((terminal) => terminal.tracker.isAtPrompt);
  }

  /** Does something to the world now, and notes it. */
  input(input: SessionInput): void {
    if (input.kind === 'pass') return;
    const before = this.#inputs.length;
    if (input.kind === 'type' && input.data.includes('\r') && !this.#beginsCommand(input)) this.#ahead.push(before);
    if (this.#beginsCommand(input)) this.#cuts.push({ input: this.#firstOfLine(before), commands: this.log.length, moment: momentOf(input, this.now) });
    this.#inputs.push({ at: this.now, ...input });
    this.#apply(input);
  }

  /** Lets the world run. */
  run(limits: RunLimits): Stopped {
    return this.scheduler.run(limits);
  }

  /** Plays a journal's inputs, each at its time. Throws JournalError for a terminal that there is not. */
  replay(inputs: readonly TimedInput[]): void {
    for (const { at, ...input } of inputs) {
      this.run({ until: at });
      this.input(input);
    }
  }

  /** Types a line at a terminal, and lets the world run until that terminal waits for input again (at most `limit` µs). */
  typeLine(line: string, terminal = 0, limit: Micros = 600 * SECOND): void {
    this.input({ kind: 'type', terminal, data: `${line}\r` });
    this.settle(limit);
  }

  /** Runs until every terminal's foreground program waits for a key, or nothing is left to do. */
  settle(limit: Micros): void {
    const until = this.now + limit;
    this.run({ until: this.now });
    const isWaiting = () => [...this.terminals.values()].every(({ shell }) => shell.terminal.isWaitingForInput);
    this.run({ until, isOver: isWaiting });
    // A program that reads keys may still be at work (docker run -it does both): give it a moment to come back.
    if (!this.isAtPrompt) this.run({ until: Math.min(until, this.now + GRACE), isOver: () => this.isAtPrompt && isWaiting() });
    // Whatever else is due at this moment happens before the next input, as it does in a replay.
    this.run({ until: this.now });
  }

  /** The journal without the last command and all that came after it; undefined when there was none. */
  undone(): Journal | undefined {
    return this.before(this.#cuts.length - 1);
  }

  /** The journal as it was before moment number `moment` (from 0); undefined when there is none. */
  before(moment: number): Journal | undefined {
    const cut = this.#cuts[moment];
    return cut === undefined ? undefined : this.#journalOf(this.#inputs.slice(0, cut.input), Math.max(this.#inputs[cut.input]!.at, cut.moment.at));
  }

  get momentCount(): number {
    return this.#cuts.length;
  }

  /** What was done so far, the oldest first: each is a place to go back to. */
  get moments(): Moment[] {
    return this.#cuts.map(({ input, commands, moment }, i) => {
      const end = this.#cuts[i + 1]?.commands ?? this.log.length;
      const record = moment.kind === 'command' && end > commands ? this.log[commands] : undefined;
      return { ...moment, inputs: input, ...(record ? { text: record.line } : {}), ...(record?.status === undefined ? {} : { status: record.status }) };
    });
  }

  /** With a last entry that says how far time has come, so that what was under way is there again. */
  #journalOf(inputs: readonly TimedInput[], end: Micros): Journal {
    return { version: JOURNAL_VERSION, lesson: this.start.lesson, seed: this.start.seed, inputs: [...inputs, { at: end, kind: 'pass' }] };
  }

  /** A command is begun by Enter at the prompt, by a file that is saved, by an answer. */
  #beginsCommand(input: SessionInput): boolean {
    if (input.kind === 'edit' || input.kind === 'answer') return true;
    return input.kind === 'type' && input.data.includes('\r') && (this.terminals.get(input.terminal)?.tracker.isAtPrompt ?? false);
  }

  /** A command that was typed ahead is a place to go back to as well: the moment when it began, without its line. */
  #beganCommand(): void {
    const command = this.log.length - 1;
    const isKnown = this.#cuts.at(-1)?.commands === command && this.#cuts.at(-1)!.moment.kind === 'command';
    const line = isKnown ? undefined : this.#ahead.shift();
    if (isKnown) this.#ahead = [];
    else if (line !== undefined) this.#cuts.push({ input: this.#firstOfLine(line), commands: command, moment: { kind: 'command', text: '', at: this.now } });
  }

  /** Undoing a command takes what was typed for it away too. */
  #firstOfLine(index: number): number {
    let first = index;
    const floor = this.#cuts.at(-1)?.input ?? 0;
    while (first > floor) {
      const input = this.#inputs[first - 1]!;
      if (input.kind !== 'type' || input.data.includes('\r')) break;
      first--;
    }
    return first;
  }

  #apply(input: SessionInput): void {
    switch (input.kind) {
      case 'open':
        return this.#open(input.columns, input.rows);
      case 'close':
        return this.terminals.get(input.terminal)?.shell.terminal.hangUp();
      case 'type':
        return this.terminals.get(input.terminal)?.shell.type(toBytes(input.data));
      case 'resize':
        return this.terminals.get(input.terminal)?.shell.terminal.resize({ columns: input.columns, rows: input.rows });
      case 'edit':
        return this.machine.editFile(`${this.folder}/${input.path}`, input.text);
      case 'answer': {
        const question = this.lesson?.questions.find((one) => one.id === input.question);
        this.answers.set(input.question, { value: input.value, isRight: question !== undefined && isRight(question, input.value) });
        return;
      }
      case 'pass':
        return;
    }
  }

  #open(columns: number, rows: number): void {
    const number = this.#nextTerminal++;
    const tracker = new CommandTracker(
      this.log,
      () => this.now,
      (command) => this.watcher.commandEnded?.(command),
      () => this.#beganCommand(),
    );
    const output = (bytes: Uint8Array) => {
      tracker.shown(bytes);
      this.watcher.output?.(number, bytes);
    };
    const closed = () => {
      this.terminals.delete(number);
      this.watcher.closed?.(number);
    };
    const shell = this.machine.shell({ columns, rows }, this.folder, output, closed);
    this.terminals.set(number, { shell, tracker });
  }
}

function momentOf(input: SessionInput, at: Micros): Cut['moment'] {
  if (input.kind === 'edit') return { kind: 'edit', text: input.path, at };
  if (input.kind === 'answer') return { kind: 'answer', text: input.question, at };
  return { kind: 'command', text: '', at };
}

/** Plays a journal from the start. `until` stops before the input of that number. */
export function playJournal(lesson: Lesson | undefined, journal: Journal, watcher: Watcher = {}): Session {
  const session = new Session(lesson, journal, watcher);
  session.replay(journal.inputs);
  return session;
}
