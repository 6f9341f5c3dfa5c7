import { Condition } from '../../../core/process.ts';
import type { Process } from '../../../core/process.ts';
import { BrokenPipe } from '../../../core/stream.ts';
import { ERRNO, isSystemError } from '../../errno.ts';
import type { OpenFile } from '../../files/open-file.ts';
import type { Signal } from '../../signals.ts';
import { SIGNALS } from '../../signals.ts';
import type { ExitCode, System } from '../../system.ts';
import type { Command, FunctionDefinition, SimpleCommand } from '../ast.ts';
import type { Builtin } from '../builtins/builtin.ts';
import type { Dialect } from '../dialect.ts';
import type { Expression } from '../expand/arithmetic-parse.ts';
import { evaluateArithmetic } from '../expand/arithmetic.ts';
import type { Pattern } from '../expand/pattern.ts';
import { RegexCache } from '../../programs/support/regex/cache.ts';
import { encode } from '../text.ts';
import { ReadonlyVariable, ShellError } from './errors.ts';
import { Jobs } from './jobs.ts';
import { quote, quoteForAsh } from './quoting.ts';
import { OPTION_LETTERS, SHELL_OPTIONS } from './options.ts';
import type { Option } from './options.ts';
import { Traps } from './traps.ts';
import { Variables } from './variables.ts';

/** Leaving loops, functions and sourced files; looked at after every command. */
export type Jump = { readonly kind: 'break' | 'continue'; readonly levels: number } | { readonly kind: 'return' };

/** A function that runs, for FUNCNAME, BASH_LINENO and `caller`. */
export interface Call {
  readonly name: string;
  /** The line that called it. */
  readonly line: number;
  readonly source: string;
}

export interface ShellSetup {
  /** `$0`. */
  readonly name: string;
  readonly positional?: readonly string[];
  readonly isInteractive?: boolean;
  readonly isLogin?: boolean;
  readonly variables?: Variables;
  readonly builtins?: ReadonlyMap<string, Builtin>;
  readonly options?: ReadonlySet<Option>;
  readonly shellOptions?: ReadonlySet<string>;
}

/** What a shell and its subshells have in common: what was worked out once. */
interface Shared {
  readonly builtins: ReadonlyMap<string, Builtin>;
  readonly regexes: { readonly exact: RegexCache; readonly anyCase: RegexCache };
  readonly arithmetic: Map<string, Expression>;
  readonly patterns: Map<string, Pattern>;
  /** When the shell was started, for SECONDS. */
  readonly startedAt: number;
  readonly pid: number;
}

/** In which order `$-` has its letters. */
const FLAG_ORDER = { bash: 'abefhikmnptuvxBCEHPTcs', dash: 'ubaCEVvxsnmiIfe', ash: 'ubaCVvxcsnmiIfe' };

/** Characters of a value from which on it is charged as memory. */
const LARGE_VALUE = 64 << 10;

const INITIAL_SHELL_OPTIONS: ReadonlySet<string> = new Set([...SHELL_OPTIONS].filter(([, isOn]) => isOn).map(([name]) => name));

/** As deep as functions, sourced files and `eval`s may nest. */
export const DEEPEST_CALLS = 1000;
/** One simple command without a process, in µs of CPU. */
export const COMMAND_COST = 2;

/** The state of one shell process. */
export class Shell {
  readonly variables: Variables;
  functions = new Map<string, FunctionDefinition>();
  aliases = new Map<string, string>();
  readonly options: Set<Option>;
  readonly shellOptions: Set<string>;
  positional: readonly string[];
  /** `$0`. */
  name: string;
  /** `$?`. */
  status: ExitCode = 0;
  pipeStatus: readonly ExitCode[] = [0];
  /** `$!`. */
  lastBackground: number | undefined;
  /** `$_`. */
  lastArgument = '';
  line = 1;
  /** Where the commands come from: shown in messages of a sourced file. */
  sourceName: string | undefined;
  jump: Jump | undefined;
  loopDepth = 0;
  sourceDepth = 0;
  callDepth = 0;
  readonly calls: Call[] = [];
  /** More than 0 while a command is tried out: where its failure does not end the shell (`set -e`). */
  tested = 0;
  /** The status of the last command substitution, for a command that is nothing but assignments. */
  substitutionStatus: ExitCode | undefined;
  isInteractive: boolean;
  readonly isLogin: boolean;
  subshellDepth = 0;
  substitutionDepth = 0;
  /** Whether what is being run was a pipeline, whose statuses are known already. */
  pipeStatusPending = true;
  /** `name=value`s before the command that is about to be shown. */
  readonly tracedAssignments: string[] = [];
  /** More than 0 inside functions that DEBUG does not look into. */
  debugPaused = 0;
  /** `set -o` without a name was met. */
  pendingListing: 'table' | 'commands' | undefined;
  /** `exit` has told of stopped jobs; the next one leaves. */
  wasWarnedOfJobs = false;
  /** Set by the interactive shell: `history -c`. */
  changeHistory: ((lines: readonly string[]) => void) | undefined;
  /** `history -a`. */
  saveHistory: (() => void) | undefined;
  jobs: Jobs;
  traps: Traps;
  directories: string[] = [];
  /** PATH's answers. */
  readonly hashed = new Map<string, { path: string; hits: number }>();
  optionIndex = { at: 1, offset: 0 };
  regexMatches: readonly string[] = [];
  /** Where SECONDS is 0. */
  secondsFrom: number;
  /** RANDOM's, once it was assigned to. */
  randomState: number | undefined;
  history: readonly string[] = [];
  /** Builtins turned off by `enable -n`. */
  readonly disabled = new Set<string>();
  /** The logical working folder, links and all. */
  folder: string;
  /** What the command now run was called by, for the messages of builtins. */
  commandName: string | undefined;
  currentCommand: Command | undefined;
  /** Notified when a signal came that a trap or the interactive shell waits for. */
  readonly signalled = new Condition('signal');
  /** Descriptors of `<(…)` that the command now run has opened. */
  openSubstitutions: number[] = [];
  /** What a syntax error is in, for bash: `-c`, `eval`. */
  syntaxContext: string | undefined;
  /** Ctrl-C reached an interactive shell. */
  wasInterrupted = false;
  readonly shared: Shared;
  #ifs: string | undefined;

  constructor(
    /** Of this process; a subshell's copy gets its own when its process starts. */
    public system: System,
    readonly dialect: Dialect,
    setup: ShellSetup,
    shared?: Shared,
  ) {
    this.name = setup.name;
    this.positional = setup.positional ?? [];
    this.isInteractive = setup.isInteractive ?? false;
    this.isLogin = setup.isLogin ?? false;
    this.variables = setup.variables ?? Variables.fromEnvironment(system.env);
    this.variables.onChange = (name) => this.#changed(name);
    this.variables.shell = this;
    this.shared = shared ?? { 
      builtins: setup.builtins ?? new Map(), arithmetic: new Map(), patterns: new Map(),
      regexes: { exact: new RegexCache({ syntax: 'extended' }), anyCase: new RegexCache({ syntax: 'extended', ignoresCase: true }) },
      startedAt: system.now(), pid: system.pid };
    this.options = new Set(setup.options);
    this.shellOptions = new Set(setup.shellOptions ?? INITIAL_SHELL_OPTIONS);
    this.secondsFrom = this.shared.startedAt;
    this.folder = system.cwd;
    this.jobs = new Jobs(this);
    this.traps = new Traps(this);
  }

  /** The shell of a subshell: the same state, until its own process starts with the system of this one. */
  copy(): Shell {
    const copy = new Shell(this.system, this.dialect, {
      name: this.name,
      positional: this.positional,
      isLogin: this.isLogin,
      variables: this.variables.copy(),
      options: this.options,
      shellOptions: this.shellOptions,
    }, this.shared);
    copy.options.delete('monitor');
    copy.functions = new Map(this.functions);
    copy.aliases = new Map(this.aliases);
    for (const [name, entry] of this.hashed) copy.hashed.set(name, entry);
    Object.assign(copy, {
      status: this.status, pipeStatus: this.pipeStatus, lastBackground: this.lastBackground, isScript: this.isScript, letters: this.letters, syntaxContext: this.syntaxContext, lastArgument: this.lastArgument,
      line: this.line, sourceName: this.sourceName, loopDepth: this.loopDepth, sourceDepth: this.sourceDepth, callDepth: this.callDepth,
      tested: this.tested, subshellDepth: this.subshellDepth + 1, substitutionDepth: this.substitutionDepth, directories: [...this.directories], optionIndex: { ...this.optionIndex },
      regexMatches: this.regexMatches, folder: this.folder, history: this.history, secondsFrom: this.secondsFrom, commandName: this.commandName,
    });
    for (const name of this.disabled) copy.disabled.add(name);
    copy.calls.push(...this.calls);
    copy.jobs = this.jobs.forSubshell(copy);
    copy.traps = this.traps.forSubshell(copy);
    return copy;
  }

  #changed(name: string): void {
    if (name === 'IFS') this.#ifs = undefined;
    else if (name === 'PATH') this.hashed.clear();
    else if (name === 'OPTIND') this.optionIndex = { at: Number(this.variables.get('OPTIND')) || 1, offset: 0 };
  }

  get isBash(): boolean {
    return this.dialect === 'bash';
  }

  /** `IFS`, or what counts when it is not set. */
  get ifs(): string {
    return (this.#ifs ??= this.variables.get('IFS') ?? ' \t\n');
  }

  get isExtglob(): boolean {
    return this.isBash && this.shellOptions.has('extglob');
  }

  /** `c` or `s` in `$-`: where the commands come from. */
  letters = '';

  /** `$-`. */
  get flags(): string {
    const letters = new Set([...this.options].map((option) => OPTION_LETTERS[option]));
    const order = FLAG_ORDER[this.dialect];
    return [...order].filter((letter) => letters.has(letter as 'e') || letter === this.letters || (letter === 'i' && this.isInteractive)).join('');
  }

  /** The value of a variable or of a special parameter other than `$@` and `$*`. */
  parameter(name: string): string | undefined {
    const first = name.charCodeAt(0);
    if (first > 63 && first !== 64) return this.variables.get(name);
    switch (name) {
      case '?': return String(this.status);
      case '#': return String(this.positional.length);
      case '$': return String(this.shared.pid);
      case '!': return this.lastBackground === undefined ? undefined : String(this.lastBackground);
      case '-': return this.flags;
      case '0': return this.name;
      case '@':
      case '*': return this.positional.length > 0 ? this.positional.join(' ') : undefined;
      default: return this.positional[Number(name) - 1];
    }
  }

  /** Assigns as a command does. Throws ShellError for what is read-only. */
  assign(name: string, value: string): void {
    this.guarded(() => {
      const variable = this.variables.lookup(name);
      const shaped = variable?.isInteger ? evaluateArithmetic(this, value).toString() : value;
      if (shaped.length > LARGE_VALUE) this.#chargeFor(name, shaped);
      this.variables.set(name, shaped);
      if (this.options.has('allexport') && !this.variables.lookup(name)?.isExported) this.variables.declare(name, { isExported: true });
    });
  }

  /** Large values count as memory of the process, so that a script that grows one meets the limit of its container. */
  #chargeFor(name: string, value: string): void {
    const before = this.variables.get(name)?.length ?? 0;
    this.system.allocate(value.length - (before > LARGE_VALUE ? before : 0));
  }

  /** Runs a change of variables, and turns ReadonlyVariable into the dialect's words. */
  guarded<Result>(change: () => Result): Result {
    try {
      return change();
    } catch (error) {
      if (!(error instanceof ReadonlyVariable)) throw error;
      throw this.isBash
        ? new ShellError(`${error.variable}: readonly variable`, 'line')
        : new ShellError(`${error.variable}: is read only`, 'exit', 2);
    }
  }

  /** The status with which an expansion that fails ends the shell. */
  get fatalStatus(): ExitCode {
    if (!this.isBash) return 2;
    return this.isScript || this.isInteractive || this.subshellDepth > 0 ? 1 : 127;
  }

  failUnset(name: string): never {
    throw new ShellError(this.isBash ? `${name}: unbound variable` : `${name}: parameter not set`, 'exit', this.fatalStatus);
  }

  /** The beginning of a message: who speaks, and of which line. */
  where(withCommand = true): string {
    const { name, line, dialect } = this;
    const source = this.sourceName ?? name;
    if (dialect === 'bash') {
      if (this.isInteractive && this.sourceName === undefined) return `${name.replace(/^.*\/|^-/, '')}: `;
      const isInFunction = this.calls.length > 0 && this.sourceName === undefined && !this.isScript;
      return `${isInFunction ? (this.letters === 'c' ? 'environment' : 'main') : source}: line ${line}: `;
    }
    const command = withCommand && this.commandName !== undefined ? `${this.commandName}: ` : '';
    if (dialect === 'dash') return `${name}: ${line}: ${command}`;
    const place = this.commandName !== undefined && withCommand ? command : '';
    const isScript = this.isScript;
    // The first line of -c is its line 0.
    const shown = this.letters === 'c' && this.sourceDepth === 0 ? line - 1 : line;
    return `${name}: ${place}${(place !== '' || isScript) && !(this.isInteractive && !isScript) ? `line ${shown}: ` : ''}`;
  }

  /** `set -x`. Only in the dialects that show such a line. */
  *trace(text: string, only?: Dialect): Process<void> {
    if (only !== undefined && only !== this.dialect) return;
    yield* this.write(2, `${this.tracePrefix()}${text}\n`);
  }

  /** PS4, whose first character shows how deep subshells nest. */
  tracePrefix(): string {
    const prefix = this.variables.get('PS4') ?? '+ ';
    const expanded = prefix.replace(/\$(?:\{(\w+)\}|(\w+))/g, (_, braced: string | undefined, bare: string | undefined) => this.parameter(braced ?? bare!) ?? '');
    return this.isBash && this.substitutionDepth > 0 ? expanded.charAt(0).repeat(this.substitutionDepth) + expanded : expanded;
  }

  traceWords(node: SimpleCommand, words: readonly string[]): Process<void> {
    const isBash = this.isBash;
    const shown = words.map((word) => (isBash ? quote(word) : this.dialect === 'dash' ? word : quoteForAsh(word)));
    // dash and ash show the assignments before a command on its line, bash on lines of their own.
    const assigned = isBash ? [] : this.tracedAssignments.splice(0);
    return this.trace([...assigned, ...shown].join(' ') || node.source);
  }

  /** A shell that ends with a program may become it: nothing of its own is left to be done. */
  get mayReplaceItself(): boolean {
    return !this.isInteractive && this.traps.isEmpty && this.openSubstitutions.length === 0 && !this.jobs.hasRunning;
  }

  /** Before another program takes over: what an interactive shell has done with signals is undone. */
  giveBackSignals(): void {
    for (const signal of this.traps.own.keys()) if (!this.traps.has(signal)) this.system.onSignal(signal, 'default');
  }

  /** Whether commands come from a file that was named on the command line. */
  isScript = false;

  /** Writes a message to standard error, with the prefix of the dialect. */
  *report(message: string, withCommand = true): Process<void> {
    yield* this.write(2, `${this.where(withCommand)}${message}\n`);
  }

  *print(text: string): Process<void> {
    yield* this.write(1, text);
  }

  /** Writes to a descriptor. What is not open is an error that nobody sees on standard error. */
  *write(fd: number, text: string): Process<void> {
    if (text === '') return;
    const file = this.system.descriptors.get(fd);
    if (!file) {
      if (fd === 2) return;
      throw new WriteError(ERRNO.EBADF);
    }
    yield* this.writeTo(file, text);
  }

  *writeTo(file: OpenFile, text: string): Process<void> {
    const bytes = encode(text);
    if (this.system.charge(1 + bytes.length / 4096)) yield* this.system.pay();
    try {
      yield* file.write(bytes);
    } catch (error) {
      if (error instanceof BrokenPipe) {
        this.system.kill(this.system.pid, SIGNALS.SIGPIPE);
        throw new WriteError(ERRNO.EPIPE);
      }
      if (isSystemError(error)) throw new WriteError(error.message);
      throw error;
    }
  }

  /** Counts CPU time, and pays when it is due. */
  *spend(cost: number): Process<void> {
    if (this.system.charge(cost)) yield* this.system.pay();
  }

  /** For the handlers of signals: what waits for one looks again. */
  noteSignal(signal: Signal): void {
    this.traps.pending.push(signal);
    this.signalled.notify();
  }
}

/** A builtin could not write what it had to say. */
export class WriteError extends Error {
  override readonly name = 'WriteError';
}
