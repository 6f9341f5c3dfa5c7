import type { AndOr, Command, Condition, List, Part, Redirect, SimpleCommand, Word } from '../../../../machine/shell/ast.ts';
import type { Dialect } from '../../../../machine/shell/dialect.ts';
import { Incomplete, SyntaxFailure } from '../../../../machine/shell/parse/failure.ts';
import { Parser } from '../../../../machine/shell/parse/parser.ts';
import { textOf } from './word.ts';

/** A program and its arguments, wherever in a script it stands. */
export interface ScriptCommand {
  /** Its name without the folder; '' where there are only assignments. */
  readonly program: string;
  /** What follows the name, quotes taken off; variables are still there. */
  readonly args: readonly string[];
  /** `NAME=value` before the name. */
  readonly assignments: ReadonlyMap<string, string>;
  /** In ( … ), or $( … ): what it changes ends there. */
  readonly isInSubshell: boolean;
}

/** Something that bash has, and not every sh. */
export type Bashism = '[[' | 'source' | 'array' | '<<<' | '&>' | '<(…)' | '((' | 'function' | '$RANDOM' | '{a,b}' | '==' | 'shopt' | 'pushd';

/** What a rule can ask of the script of a RUN, a CMD or an ENTRYPOINT. */
export interface Script {
  readonly commands: readonly ScriptCommand[];
  /** The commands that follow each other with `;` and new lines, outermost only. */
  readonly sequence: readonly Command[];
  readonly hasPipe: boolean;
  /** Something is sent into the background with `&`. */
  readonly hasBackground: boolean;
  readonly bashisms: ReadonlySet<Bashism>;
  /** Why no shell takes it. */
  readonly problem: string | undefined;
}

/** Programs that run what follows them. */
const WRAPPERS: ReadonlyMap<string, RegExp> = new Map([
  ['sudo', /^-[ugpCh]$/], ['env', /^-[uCS]$/], ['exec', /^-a$/], ['nice', /^-n$/], ['timeout', /^-[ks]$/], ['command', /^$/], ['nohup', /^$/], ['time', /^$/],
]);
const SHELLS = new Set(['sh', 'bash', 'ash', 'dash']);
/** `sh -c "sh -c …"` and `sudo sudo …` past this are not followed. */
const DEEPEST = 4;
/** A longer script is not looked at. */
const LONGEST = 200_000;

export const EMPTY_SCRIPT: Script = {
  commands: [], sequence: [], hasPipe: false, hasBackground: false, bashisms: new Set(), problem: undefined,
};

/** Reads a script as bash does, whose language holds those of the other shells. */
export function readScript(text: string): Script {
  if (text.length > LONGEST) return EMPTY_SCRIPT;
  const { sequence, problem } = parse(text, 'bash');
  const reader = new ScriptReader();
  for (const command of sequence) reader.visit(command, false);
  return { ...reader.found(), sequence, problem };
}

/** The exec form: one program, and the script of a shell that it starts. */
export function readArguments(argv: readonly string[]): Script {
  const reader = new ScriptReader();
  reader.take(argv, new Map(), false);
  return { ...reader.found(), sequence: [], problem: undefined };
}

function parse(text: string, dialect: Dialect): { readonly sequence: readonly Command[]; readonly problem: string | undefined } {
  const sequence: Command[] = [];
  try {
    const parser = new Parser(text, { dialect });
    for (let list = parser.nextLine(); list; list = parser.nextLine()) sequence.push(...list.items.map((item) => (item.isBackground ? asBackground(item.command) : item.command)));
    return { sequence, problem: undefined };
  } catch (error) {
    if (error instanceof SyntaxFailure) return { sequence, problem: describe(error) };
    if (error instanceof Incomplete) return { sequence, problem: 'it ends too early' };
    throw error;
  }
}

/** A list of one that goes into the background. */
function asBackground(command: Command): List {
  return { kind: 'list', items: [{ command, isBackground: true }], line: 0, source: '' };
}

function describe({ problem }: SyntaxFailure): string {
  switch (problem.kind) {
    case 'unexpected': return `"${problem.token}" can't stand where it does`;
    case 'end': return problem.expecting === undefined ? 'it ends too early' : `"${problem.expecting}" is missing`;
    case 'unterminated': return `${problem.opener} is never closed`;
    case 'too-deep': return 'it is nested too deeply';
    default: return `"${problem.text}" is wrong`;
  }
}

class ScriptReader {
  readonly #commands: ScriptCommand[] = [];
  readonly #bashisms = new Set<Bashism>();
  #hasPipe = false;
  #hasBackground = false;
  #depth = 0;

  found(): Omit<Script, 'sequence' | 'problem'> {
    return { commands: this.#commands, bashisms: this.#bashisms, hasPipe: this.#hasPipe, hasBackground: this.#hasBackground };
  }

  visit(command: Command, isInSubshell: boolean): void {
    if (command.kind !== 'simple' && 'redirects' in command) this.#redirects(command.redirects);
    switch (command.kind) {
      case 'simple': return this.#simple(command, isInSubshell);
      case 'pipeline':
        if (command.commands.length > 1) this.#hasPipe = true;
        return command.commands.forEach((each) => this.visit(each, isInSubshell || command.commands.length > 1));
      case 'and-or': return andOrParts(command).forEach((each) => this.visit(each, isInSubshell));
      case 'list':
        if (command.items.some((item) => item.isBackground)) this.#hasBackground = true;
        return command.items.forEach((item) => this.visit(item.command, isInSubshell || item.isBackground));
      case 'subshell': return this.visit(command.body, true);
      case 'group': return this.visit(command.body, isInSubshell);
      case 'if':
        for (const { condition, body } of command.branches) [condition, body].forEach((each) => this.visit(each, isInSubshell));
        return command.otherwise && this.visit(command.otherwise, isInSubshell);
      case 'while': return [command.condition, command.body].forEach((each) => this.visit(each, isInSubshell));
      case 'for':
        command.words?.forEach((word) => this.#word(word));
        return this.visit(command.body, isInSubshell);
      case 'arithmetic-for':
        this.#bashisms.add('((');
        return this.visit(command.body, isInSubshell);
      case 'case': return command.branches.forEach(({ body }) => this.visit(body, isInSubshell));
      case 'function':
        if (/^function\s/.test(command.source)) this.#bashisms.add('function');
        return this.visit(command.body, isInSubshell);
      case 'arithmetic': return void this.#bashisms.add('((');
      case 'conditional':
        this.#bashisms.add('[[');
        return this.#condition(command.condition);
    }
  }

  /** A program and its arguments; then what it runs, if that is known. */
  take(argv: readonly string[], assignments: ReadonlyMap<string, string>, isInSubshell: boolean): void {
    const program = baseName(argv[0] ?? '');
    const args = argv.slice(1);
    this.#commands.push({ program, args, assignments, isInSubshell });
    if (this.#depth >= DEEPEST) return;
    this.#depth++;
    const inner = wrapped(program, args);
    if (inner) this.take(inner, assignments, isInSubshell);
    const script = SHELLS.has(program) ? scriptOf(args) : undefined;
    if (script !== undefined) this.#nested(script);
    this.#depth--;
  }

  #nested(script: string): void {
    for (const command of parse(script, 'bash').sequence) this.visit(command, true);
  }

  #simple({ words, assignments, redirects }: SimpleCommand, isInSubshell: boolean): void {
    this.#redirects(redirects);
    const set = new Map<string, string>();
    for (const { name, value, index } of assignments) {
      if ('elements' in value || index) this.#bashisms.add('array');
      if ('elements' in value) continue;
      this.#word(value);
      set.set(name, textOf(value));
    }
    words.forEach((word) => this.#word(word));
    const argv = words.map(textOf);
    if (argv[0] === 'source') this.#bashisms.add('source');
    if (argv[0] === 'shopt') this.#bashisms.add('shopt');
    if (argv[0] === 'pushd' || argv[0] === 'popd') this.#bashisms.add('pushd');
    if (argv[0] === '[' && argv.includes('==')) this.#bashisms.add('==');
    if (argv.length > 0 || set.size > 0) this.take(argv, set, isInSubshell);
  }

  #redirects(redirects: readonly Redirect[]): void {
    for (const { operator, target, body } of redirects) {
      if (operator === '<<<') this.#bashisms.add('<<<');
      if (operator === '&>' || operator === '&>>') this.#bashisms.add('&>');
      this.#word(target);
      if (body) this.#word(body);
    }
  }

  #condition(condition: Condition): void {
    switch (condition.kind) {
      case 'unary': return this.#word(condition.operand);
      case 'binary': return [condition.left, condition.right].forEach((word) => this.#word(word));
      case 'not': return this.#condition(condition.operand);
      default: return [condition.left, condition.right].forEach((each) => this.#condition(each));
    }
  }

  #word(word: Word): void {
    if (word.hasBraces && /\{[^{}]*(?:,|\.\.)[^{}]*\}/.test(word.parts.map((part) => (part.kind === 'literal' ? part.text : '')).join(''))) this.#bashisms.add('{a,b}');
    word.parts.forEach((part) => this.#part(part));
  }

  #part(part: Part): void {
    switch (part.kind) {
      case 'double': return part.parts.forEach((each) => this.#part(each));
      case 'command':
        if (part.list) return this.visit(part.list, true);
        if (this.#depth >= DEEPEST) return;
        this.#depth++;
        this.#nested(part.source);
        this.#depth--;
        return;
      case 'process':
        this.#bashisms.add('<(…)');
        return this.visit(part.list, true);
      case 'arithmetic': return this.#word(part.expression);
      case 'parameter':
        if (part.name === 'RANDOM') this.#bashisms.add('$RANDOM');
        if (part.index) this.#bashisms.add('array');
        for (const word of [part.word, part.second]) if (word) this.#word(word);
        return;
      default:
    }
  }
}

function andOrParts({ first, rest }: AndOr): readonly Command[] {
  return [first, ...rest.map(({ command }) => command)];
}

/** What `sudo -u app VAR=1 make` runs: `make`. */
function wrapped(program: string, args: readonly string[]): readonly string[] | undefined {
  const takesValue = WRAPPERS.get(program);
  if (!takesValue) return undefined;
  let i = 0;
  while (i < args.length && (args[i]!.startsWith('-') || /^\w+=/.test(args[i]!))) i += takesValue.test(args[i]!) ? 2 : 1;
  if (program === 'timeout') i++;
  return i < args.length ? args.slice(i) : undefined;
}

/** What stands after `-c`. */
function scriptOf(args: readonly string[]): string | undefined {
  const at = args.findIndex((arg) => /^-\w*c$/.test(arg));
  return at < 0 ? undefined : args[at + 1];
}

/** The last part of a path, on Linux or on Windows. */
export function baseName(path: string): string {
  return path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
}
