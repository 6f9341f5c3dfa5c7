import type { Process } from '../../../core/process.ts';
import type { ExitCode } from '../../system.ts';
import { IndexedArray } from '../execute/arrays.ts';
import { appended, assignArray } from '../execute/assignments.ts';
import { placeOf, setElement } from '../execute/elements.ts';
import { ReadonlyVariable, ShellError } from '../execute/errors.ts';
import { attributeLetters, quote, quoteDouble, quoteSingle } from '../execute/quoting.ts';
import type { Shell } from '../execute/shell.ts';
import type { Attributes } from '../execute/variables.ts';
import { complain, isName, parseFlags } from './builtin.ts';
import type { Builtin, BuiltinCall } from './builtin.ts';
import { printFunction } from './print-function.ts';

const ASSIGNMENT = /^([A-Za-z_]\w*)(?:\[(.*?)\])?(\+?)=([^]*)$/;

/** What `declare -p` prints of a variable. */
export function declaration(shell: Shell, name: string): string | undefined {
  const variable = shell.variables.own(name);
  const value = variable?.isReference ? variable.value : shell.variables.value(name);
  if (variable === undefined && value === undefined) return undefined;
  const letters = attributeLetters(variable, value) || '-';
  if (value === undefined) return `declare -${letters} ${name}`;
  if (typeof value === 'string') return `declare -${letters} ${name}=${quoteDouble(value)}`;
  const elements = value instanceof IndexedArray ? [...value.entries()].map(([index, text]) => `[${index}]=${quoteDouble(text)}`).join(' ') : [...value].map(([key, text]) => `[${/^[\w@%+=:,./-]+$/.test(key) ? key : quoteDouble(key)}]=${quoteDouble(text)} `).join('');
  return `declare -${letters} ${name}=(${elements})`;
}

/** Gives variables attributes and, where `name=value` says so, values. */
function* declareAll(shell: Shell, words: readonly string[], call: BuiltinCall, offset: number, attributes: Attributes, options: { readonly kind?: 'a' | 'A' | undefined; readonly isLocal?: boolean; readonly isGlobal?: boolean } = {}): Process<ExitCode> {
  let status = 0;
  for (const [i, word] of words.entries()) {
    const literal = call.arrays?.get(offset + i);
    const match = ASSIGNMENT.exec(word);
    const name = literal?.name ?? match?.[1] ?? word.replace(/\[.*\]$/, '');
    if (!isName(name)) {
      if (!shell.isBash) throw new ShellError(`${name.replace(/=[^]*/, '')}: bad variable name`, 'exit', 2);
      yield* complain(shell, call.name, `\`${word}': not a valid identifier`);
      status = 1;
      continue;
    }
    try {
      if (options.isLocal) shell.variables.makeLocal(name, shell.dialect === 'dash');
    } catch (error) {
      if (!(error instanceof ReadonlyVariable)) throw error;
      if (!shell.isBash) throw new ShellError(`${name}: is read only`, 'exit', 2);
      yield* complain(shell, call.name, `${name}: readonly variable`);
      status = 1;
      continue;
    }
    const variable = shell.variables.lookup(name);
    if (variable?.isReadonly && (match || literal)) {
      if (!shell.isBash) throw new ShellError(`${name}: is read only`, 'exit', 2);
      yield* complain(shell, call.name === 'readonly' || call.name === 'export' ? '' : call.name, `${name}: readonly variable`);
      status = 1;
      continue;
    }
    if (options.isGlobal) shell.variables.atGlobal(name, () => {
      declareOne(shell, name, attributes, options.kind);
      if (match) shell.variables.set(name, match[4]!);
    });
    else {
      const { isReadonly, ...others } = attributes;
      declareOne(shell, name, others, options.kind);
      if (literal && !('parts' in literal.value)) yield* assignArray(shell, name, literal.value, literal.isAppending);
      else if (match) assignWord(shell, match, name);
      if (isReadonly !== undefined) shell.variables.declare(name, { isReadonly });
    }
  }
  return status;
}

function assignWord(shell: Shell, match: RegExpExecArray, name: string): void {
  const [, , index, plus, text] = match as unknown as [string, string, string | undefined, string, string];
  if (index !== undefined) setElement(shell, name, index, text, plus === '+');
  else if (shell.variables.own(name)?.isReference) shell.variables.restore(name, { ...shell.variables.own(name)!, value: text });
  else shell.assign(name, plus === '+' ? appended(shell, name, text) : text);
}

function declareOne(shell: Shell, name: string, attributes: Attributes, kind: 'a' | 'A' | undefined): void {
  shell.variables.declare(name, attributes);
  if (kind === undefined) return;
  const value = shell.variables.value(name);
  if (kind === 'A' && !(value instanceof Map)) {
    if (value instanceof IndexedArray) throw new ShellError(`declare: ${name}: cannot convert indexed to associative array`, 'command');
    shell.variables.assign(name, new Map(value === undefined ? [] : [['0', value]]));
  } else if (kind === 'a' && !(value instanceof IndexedArray)) {
    if (value instanceof Map) throw new ShellError(`declare: ${name}: cannot convert associative to indexed array`, 'command');
    shell.variables.assign(name, new IndexedArray(value === undefined ? [] : [value]));
  }
}

function* listWith(shell: Shell, command: string, isWanted: (name: string) => boolean): Process<ExitCode> {
  let text = '';
  for (const name of shell.variables.names()) {
    if (!isWanted(name)) continue;
    if (shell.isBash) text += `${declaration(shell, name)}\n`;
    else {
      const value = shell.variables.get(name);
      text += `${command} ${name}${value === undefined ? '' : `=${quoteSingle(value)}`}\n`;
    }
  }
  yield* shell.print(text);
  return 0;
}

const exportBuiltin: Builtin = {
  name: 'export',
  isSpecial: true,
  *run(shell, args, call) {
    const { values, rest } = parseFlags(shell, 'export', args, shell.isBash ? 'fnp' : 'p', 'export [-fn] [name[=value] ...] or export -p');
    if (rest.length === 0) return yield* listWith(shell, 'export', (name) => shell.variables.own(name)?.isExported === true);
    if (values.has('f')) return yield* exportFunctions(shell, rest, !values.has('n'));
    return yield* declareAll(shell, rest, call, 1 + args.length - rest.length, { isExported: !values.has('n') });
  },
};

/** `export -f`: a child finds the function in its environment. */
function* exportFunctions(shell: Shell, names: readonly string[], isOn: boolean): Process<ExitCode> {
  for (const name of names) {
    const definition = shell.functions.get(name);
    if (!definition) {
      yield* complain(shell, 'export', `${name}: not a function`);
      return 1;
    }
    const value = printFunction(definition).replace(/^[^\n]*\n/, '() ').trimEnd();
    shell.variables.restore(`BASH_FUNC_${name}%%`, isOn ? { value, isExported: true } : undefined);
  }
  return 0;
}

const readonlyBuiltin: Builtin = {
  name: 'readonly',
  isSpecial: true,
  *run(shell, args, call) {
    const { values, rest } = parseFlags(shell, 'readonly', args, shell.isBash ? 'aAfp' : 'p', 'readonly [-aAf] [name[=value] ...] or readonly -p');
    if (rest.length === 0) return yield* listWith(shell, 'readonly', (name) => shell.variables.own(name)?.isReadonly === true);
    if (values.has('f')) return 0;
    return yield* declareAll(shell, rest, call, 1 + args.length - rest.length, { isReadonly: true }, { kind: values.has('A') ? 'A' : values.has('a') ? 'a' : undefined });
  },
};

/** `-x` sets an attribute, `+x` takes it away. */
function attributesOf(letters: ReadonlyMap<string, boolean>): Attributes {
  const attributes: { -readonly [Key in keyof Attributes]: Attributes[Key] } = {};
  if (letters.has('x')) attributes.isExported = letters.get('x')!;
  if (letters.has('r') && letters.get('r')) attributes.isReadonly = true;
  if (letters.has('i')) attributes.isInteger = letters.get('i')!;
  if (letters.has('n')) attributes.isReference = letters.get('n')!;
  if (letters.has('l')) attributes.letterCase = letters.get('l') ? 'lower' : undefined;
  if (letters.has('u')) attributes.letterCase = letters.get('u') ? 'upper' : undefined;
  return attributes;
}

function* runDeclare(shell: Shell, args: readonly string[], call: BuiltinCall): Process<ExitCode> {
  const letters = new Map<string, boolean>();
  let at = 0;
  for (; at < args.length && /^[-+]./.test(args[at]!) && args[at] !== '--'; at++) {
    for (const letter of args[at]!.slice(1)) {
      if (!'aAfFgilnrtuxpI'.includes(letter)) {
        yield* shell.report(`${call.name}: ${args[at]![0]}${letter}: invalid option\n${call.name}: usage: ${call.name === 'local' ? 'local [option] name[=value] ...' : `${call.name} [-aAfFgiIlnrtux] [name[=value] ...] or ${call.name} -p [-aAfFilnrtux] [name ...]`}`);
        return 2;
      }
      letters.set(letter, args[at]!.startsWith('-'));
    }
  }
  if (args[at] === '--') at++;
  const rest = args.slice(at);
  if (letters.has('f') || letters.has('F')) return yield* showFunctions(shell, rest, letters.has('F'));
  if (letters.has('p') || rest.length === 0) return yield* showVariables(shell, rest, letters, call.name);
  const isLocal = shell.variables.isInFunction && !letters.get('g');
  const kind = letters.get('A') ? 'A' : letters.get('a') ? 'a' : undefined;
  return yield* declareAll(shell, rest, call, 1 + at, attributesOf(letters), { kind, isLocal, isGlobal: shell.variables.isInFunction && letters.get('g') === true && !call.arrays });
}

function* showVariables(shell: Shell, names: readonly string[], letters: ReadonlyMap<string, boolean>, command: string): Process<ExitCode> {
  let status = 0;
  if (names.length === 0) {
    const wanted = [...letters.keys()].filter((letter) => letter !== 'p' && letter !== 'g');
    let text = '';
    for (const name of shell.variables.names()) {
      if (command === 'local' && !shell.variables.isLocal(name)) continue;
      const line = declaration(shell, name);
      if (line !== undefined && wanted.every((letter) => line.split(' ')[1]!.includes(letter))) text += `${letters.has('p') || wanted.length > 0 ? line : line.replace(/^declare -\S+ /, '')}\n`;
    }
    yield* shell.print(text);
    return 0;
  }
  for (const name of names) {
    const line = declaration(shell, name);
    if (line !== undefined) yield* shell.print(`${line}\n`);
    else {
      yield* complain(shell, command, `${name}: not found`);
      status = 1;
    }
  }
  return status;
}

function* showFunctions(shell: Shell, names: readonly string[], areNamesOnly: boolean): Process<ExitCode> {
  const wanted = names.length > 0 ? names : [...shell.functions.keys()].sort();
  let status = 0;
  for (const name of wanted) {
    const definition = shell.functions.get(name);
    if (!definition) status = 1;
    else if (areNamesOnly) yield* shell.print(names.length > 0 ? `${name}\n` : `declare -f ${name}\n`);
    else yield* shell.print(printFunction(definition));
  }
  return status;
}

const local: Builtin = {
  name: 'local',
  isSpecial: false,
  *run(shell, args, call) {
    if (!shell.variables.isInFunction) {
      if (!shell.isBash) throw new ShellError('not in a function', 'exit', 2);
      yield* complain(shell, 'local', 'can only be used in a function');
      return 1;
    }
    if (shell.isBash) return yield* runDeclare(shell, args, call);
    return yield* declareAll(shell, args.filter((arg) => arg !== '-'), call, 1, {}, { isLocal: true });
  },
};

const unset: Builtin = {
  name: 'unset',
  isSpecial: true,
  *run(shell, args) {
    const { values, rest } = parseFlags(shell, 'unset', args, shell.isBash ? 'fvn' : 'fv', 'unset [-f] [-v] [-n] [name ...]');
    let status = 0;
    for (const name of rest) {
      if (values.has('f')) shell.functions.delete(name);
      else if (!(yield* unsetVariable(shell, name, values.has('n'), values.has('v')))) status = 1;
    }
    return status;
  },
};

function* unsetVariable(shell: Shell, word: string, isReferenceMeant: boolean, isVariableMeant: boolean): Process<boolean> {
  const element = shell.isBash ? /^([A-Za-z_]\w*)\[([^]*)\]$/.exec(word) : null;
  const name = element ? element[1]! : word;
  if (!isName(name)) {
    if (!shell.isBash) throw new ShellError(`${word}: bad variable name`, 'exit', 2);
    if (shell.functions.delete(name)) return true;
    yield* complain(shell, 'unset', `\`${word}': not a valid identifier`);
    return false;
  }
  const target = isReferenceMeant ? name : shell.variables.resolve(name);
  if (shell.variables.own(target)?.isReadonly) {
    if (!shell.isBash) throw new ShellError(`${name}: is read only`, 'exit', 2);
    yield* complain(shell, 'unset', `${name}: cannot unset: readonly variable`);
    return false;
  }
  if (element && element[2] !== '@' && element[2] !== '*') unsetElement(shell, target, element[2]!);
  else if (shell.variables.own(target) || shell.variables.value(target) !== undefined) shell.variables.unset(target);
  else if (!isVariableMeant && shell.isBash) shell.functions.delete(name);
  return true;
}

function unsetElement(shell: Shell, name: string, index: string): void {
  const value = shell.variables.value(name);
  if (value instanceof Map) value.delete(index);
  else if (value instanceof IndexedArray) value.delete(placeOf(shell, value, name, index));
  else if (placeOf(shell, undefined, name, index) === 0) shell.variables.unset(name);
}

/** What `set` without arguments prints. */
export function listAll(shell: Shell): string {
  let text = '';
  for (const name of shell.variables.names()) {
    const value = shell.variables.value(name);
    if (value === undefined) continue;
    if (typeof value === 'string') text += `${name}=${shell.isBash ? quote(value) || '' : quoteSingle(value)}\n`;
    else text += `${declaration(shell, name)!.replace(/^declare -\S+ /, '')}\n`;
  }
  if (shell.isBash && !shell.options.has('posix')) for (const name of [...shell.functions.keys()].sort()) text += printFunction(shell.functions.get(name)!);
  return text;
}

export const variableBuiltins: readonly Builtin[] = [
  exportBuiltin,
  readonlyBuiltin,
  local,
  unset,
  { name: 'declare', dialects: ['bash'], run: runDeclare },
  { name: 'typeset', dialects: ['bash'], run: runDeclare },
];
