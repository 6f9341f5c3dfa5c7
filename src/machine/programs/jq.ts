import type { Process } from '../../core/process.ts';
import { SECOND } from '../../core/clock.ts';
import { SystemError } from '../errno.ts';
import { Refusal } from './support/endings.ts';
import { attempt } from './support/call.ts';
import type { Call } from './support/call.ts';
import { openInput, readRest } from './support/inputs.ts';
import { JqError, JqSyntaxError } from './support/jq/ast.ts';
import type { Filter, Json } from './support/jq/ast.ts';
import { Jq } from './support/jq/evaluate.ts';
import type { Scope } from './support/jq/evaluate.ts';
import { parseJq } from './support/jq/parse.ts';
import { parseJsonValues } from './support/jq/read.ts';
import { Printer, isTrue } from './support/jq/values.ts';
import { parseOptions } from './support/options.ts';
import { decodeText } from './support/text.ts';
import type { Tool } from './support/tool.ts';
import { toProgram } from './support/tool.ts';

const OPTIONS = {
  slurp: 's --slurp', rawInput: 'R --raw-input', nullInput: 'n --null-input', compact: 'c --compact-output', raw: 'r --raw-output', join: 'j --join-output', ascii: 'a --ascii-output',
  sort: 'S --sort-keys', color: 'C --color-output', monochrome: 'M --monochrome-output', tab: '--tab', exit: 'e --exit-status', file: 'f --from-file=', indent: '--indent=', stream: '!--stream', seq: '!--seq', library: '!L=', unbuffered: '--unbuffered', version: 'V', help: 'h',
} as const;

type Options = ReturnType<typeof parseOptions<keyof typeof OPTIONS>>;

/** `--arg NAME VALUE` and its kin take two words, which getopt can't: they are taken out first. */
function takeVariables(call: Call): { rest: string[]; variables: Map<string, Json>; positional: Json[] | undefined } {
  const variables = new Map<string, Json>();
  const rest: string[] = [];
  const args = [...call.args];
  let positional: Json[] | undefined;
  while (args.length > 0) {
    const arg = args.shift()!;
    if (arg === '--arg' || arg === '--argjson' || arg === '--slurpfile' || arg === '--rawfile') {
      const [name, value] = args.splice(0, 2);
      if (value === undefined) throw new Refusal(`jq: ${arg} takes two parameters (e.g. ${arg} varname value)\nUse jq --help for help with command-line options,\nor see the jq manpage, or online docs  at https://jqlang.github.io/jq\n`, 2);
      variables.set(name!, variableValue(arg, value, name!, call));
    } else if (arg === '--args' || arg === '--jsonargs') {
      if (!rest.some((word) => !word.startsWith('-'))) rest.push(...args.splice(0, 1));
      positional = args.splice(0).map((text) => (arg === '--args' ? text : (parseJsonValues(text)[0] ?? null)));
    } else rest.push(/^-[^a-zA-Z-]/.test(arg) ? `\0${arg}` : arg);
  }
  return { rest, variables, positional };
}

function variableValue(kind: string, value: string, name: string, call: Call): Json {
  if (kind === '--arg') return value;
  if (kind === '--argjson') {
    try {
      return parseJsonValues(value)[0] ?? null;
    } catch {
      throw new Refusal(`jq: Invalid JSON text passed to --argjson\nUse jq --help for help with command-line options,\nor see the jq manpage, or online docs  at https://jqlang.github.io/jq\n`, 2);
    }
  }
  const text = attempt(() => call.files.readText(value));
  if (text instanceof SystemError) throw new Refusal(`jq: Bad JSON in --${kind.slice(2)} ${name} ${value}: Could not open ${value}: ${text.message}\n`, 2);
  return kind === '--rawfile' ? text : parseJsonValues(text);
}

class Runner {
  readonly #jq = new Jq();
  readonly #printer: Printer;
  last: Json | undefined;

  constructor(private readonly call: Call, private readonly filter: Filter, private readonly options: Options, private readonly scope: Scope) {
    const indent = options.has('compact') ? '' : options.has('tab') ? '\t' : ' '.repeat(Number(options.value('indent') ?? 2));
    this.#printer = new Printer({ indent, sortsKeys: options.has('sort'), isColored: options.last('color', 'monochrome') === 'color' || (call.isOnTerminal && !options.has('monochrome')), isAscii: options.has('ascii') });
  }

  *run(input: Json): Process<void> {
    const { call, options } = this;
    try {
      for (const value of this.#jq.run(this.filter, input, this.scope)) {
        this.last = value;
        const isRaw = (options.has('raw') || options.has('join')) && typeof value === 'string';
        yield* call.print((isRaw ? value : this.#printer.print(value, 0)) + (options.has('join') ? '' : '\n'));
        yield* call.spend(this.#jq.takeSteps() * 2);
      }
      yield* call.spend(this.#jq.takeSteps() * 2);
    } catch (error) {
      if (error instanceof RangeError) yield* call.complain('jq: error (at <stdin>:1): recursion is too deep\n');
      else if (error instanceof JqError) yield* call.complain(`jq: error (at ${this.place}): ${typeof error.value === 'string' ? error.value : `${JSON.stringify(error.value)} (not a string)`}\n`);
      else throw error;
      call.status = 5;
    }
  }

  place = '<stdin>:0';
}

export const tool: Tool = {
  name: 'jq',
  origin: 'jq-1.6',
  usage: '[OPTIONS] FILTER [FILES...]',
  usageStatus: 2,
  *run(call) {
    const { rest, variables, positional } = takeVariables(call);
    const options = parseOptions(call, OPTIONS, { args: rest });
    if (options.has('version')) {
      yield* call.print('jq-1.6\n');
      return 0;
    }
    const operands = options.operands.map((operand) => operand.replace(/^\0/, ''));
    const path = options.value('file');
    const isInPipe = !call.isOnTerminal || call.system.descriptors.get(0)?.terminal === undefined;
    const source = path === undefined ? (operands.shift() ?? (isInPipe ? '.' : undefined)) : call.files.readText(path);
    if (source === undefined) throw new Refusal(`Usage:\t${call.name} [OPTIONS] FILTER [FILES...]\n`, 2);
    let filter: Filter;
    try {
      filter = parseJq(source);
    } catch (error) {
      if (error instanceof JqSyntaxError) throw syntaxRefusal(error, source);
      throw error;
    }
    const scope: Scope = {
      variables: new Map<string, Json>([['ENV', Object.fromEntries(call.system.env)], ['__now__', call.now() / SECOND], ...variables, ['ARGS', { positional: positional ?? [], named: Object.fromEntries(variables) }]]),
      functions: new Map(),
    };
    const runner = new Runner(call, filter, options, scope);
    try {
      yield* feed(call, runner, options, operands);
    } catch (error) {
      if (error instanceof JqSyntaxError) throw syntaxRefusal(error, source);
      throw error;
    }
    if (call.status !== 0 || !options.has('exit')) return call.status;
    return runner.last === undefined ? 4 : isTrue(runner.last) ? 0 : 1;
  },
};

function syntaxRefusal(error: JqSyntaxError, source: string): Refusal {
  const isSyntax = error.message.startsWith('syntax');
  return new Refusal(`jq: error: ${error.message}${isSyntax ? ' (Unix shell quoting issues?)' : ''} at <top-level>, line 1:\n${source}${isSyntax ? '' : ''}\njq: 1 compile error\n`, 3);
}

function* feed(call: Call, runner: Runner, options: Options, names: readonly string[]): Process<void> {
  if (options.has('nullInput')) return yield* runner.run(null);
  let whole = '';
  for (const name of names.length > 0 ? names : ['-']) {
    const input = attempt(() => openInput(call, name));
    if (input instanceof SystemError) {
      yield* call.complain(`jq: error: Could not open file ${name}: ${input.message}\n`);
      call.status = 2;
      continue;
    }
    whole += decodeText(yield* readRest(call, input));
    input.close();
  }
  if (options.has('rawInput')) {
    if (options.has('slurp')) return yield* runner.run(whole);
    for (const line of whole.replace(/\n$/, '').split('\n')) yield* runner.run(line);
    return;
  }
  const lines = whole.split('\n').length - 1;
  runner.place = names.length > 0 ? `${names.at(-1)}:${lines}` : `<stdin>:${lines}`;
  let values: Json[] = [];
  try {
    values = parseJsonValues(whole);
  } catch (error) {
    if (!(error instanceof JqError)) throw error;
    yield* runWhatCanBe(runner, whole, options);
    yield* call.complain(`parse error: ${error.message}\n`);
    call.status = 4;
    return;
  }
  if (options.has('slurp')) return yield* runner.run(values);
  for (const value of values) yield* runner.run(value);
}

/** Values before the one that is broken are still worked on. */
function* runWhatCanBe(runner: Runner, whole: string, options: Options): Process<void> {
  if (options.has('slurp')) return;
  const lines = whole.split('\n');
  for (let count = lines.length - 1; count > 0; count--) {
    try {
      for (const value of parseJsonValues(lines.slice(0, count).join('\n'))) yield* runner.run(value);
      return;
    } catch (error) {
      if (!(error instanceof JqError)) throw error;
    }
  }
}

export const program = toProgram(tool);
