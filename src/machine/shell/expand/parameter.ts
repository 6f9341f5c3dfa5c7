import type { Process } from '../../../core/process.ts';
import type { ParameterPart, Word } from '../ast.ts';
import { elementOf, keysOf, setElement, valuesOf } from '../execute/elements.ts';
import { ShellError } from '../execute/errors.ts';
import { IndexedArray } from '../execute/arrays.ts';
import type { Shell } from '../execute/shell.ts';
import { charactersOf, encode } from '../text.ts';
import { evaluateArithmetic } from './arithmetic.ts';
import { addExpanded, expandParts, expandPattern, expandText } from './expand.ts';
import type { Manner } from './expand.ts';
import type { Fields } from './fields.ts';
import { expandReplacement } from './replacement.ts';
import { changeCase, transform } from './transform.ts';

/** What a parameter stands for: one value, or the list that `@` and `*` are. */
interface Found {
  /** Where it can be assigned to: a variable, with its index. */
  readonly name: string;
  readonly index?: string;
  readonly value?: string | undefined;
  readonly list?: readonly string[];
  readonly isStar?: boolean;
}

/** `$x` and all of `${…}`. */
export function* expandParameter(shell: Shell, part: ParameterPart, fields: Fields, manner: Manner): Process<void> {
  if (part.prefix !== undefined) {
    const names = shell.variables.names().filter((name) => name.startsWith(part.name));
    return addList(shell, names, part.prefix === '*', fields, manner);
  }
  const found = yield* find(shell, part);
  if (part.isLength) return addExpanded(lengthOf(shell, found), fields, manner);
  switch (part.operator) {
    case undefined:
      return addFound(shell, found, fields, manner);
    case '-': case ':-': case '+': case ':+': case '=': case ':=': case '?': case ':?':
      return yield* substitute(shell, part, found, fields, manner);
    default:
      return addFound(shell, yield* operate(shell, part, found), fields, manner);
  }
}

function* find(shell: Shell, part: ParameterPart): Process<Found> {
  const { name, index } = part;
  const isKeys = part.isIndirect && (index === '@' || index === '*');
  if (isKeys) return { name, list: keysOf(shell, name), isStar: index === '*' };
  const found = yield* lookUp(shell, name, index);
  if (!part.isIndirect) return found;
  const variable = shell.variables.own(name);
  if (variable?.isReference) return { name, value: shell.variables.resolve(name) };
  const target = /^([A-Za-z_]\w*|\d+|[@*#?$!-])(?:\[(.+)\])?$/.exec(found.value ?? '');
  if (!target) throw new ShellError(found.value === undefined || found.value === '' ? `${name}: invalid indirect expansion` : `${found.value}: invalid variable name`, 'line');
  if (target[2] === '@' || target[2] === '*') return yield* lookUp(shell, target[1]!, target[2]);
  return target[2] === undefined ? yield* lookUp(shell, target[1]!, undefined) : { name: target[1]!, index: target[2], value: elementOf(shell, target[1]!, target[2]) };
}

function* lookUp(shell: Shell, name: string, index: ParameterPart['index']): Process<Found> {
  if (name === '@' || name === '*') return { name, list: shell.positional, isStar: name === '*' };
  if (index === undefined) return { name, value: shell.parameter(name) };
  if (typeof index === 'string') return { name, list: valuesOf(shell, name), isStar: index === '*' };
  const text = yield* expandText(shell, index);
  return { name, index: text, value: elementOf(shell, name, text) };
}

function lengthOf(shell: Shell, found: Found): string {
  if (found.list && shell.isBash) return String(found.list.length);
  if (found.list) return String(encode(found.list.join(' ')).length);
  demandSet(shell, found);
  const value = found.value ?? '';
  return String(shell.isBash ? charactersOf(value).length : encode(value).length);
}

function demandSet(shell: Shell, found: Found): void {
  if (found.value === undefined && found.list === undefined && shell.options.has('nounset')) {
    shell.failUnset(found.index === undefined ? found.name : `${found.name}[${found.index}]`);
  }
}

function addFound(shell: Shell, found: Found, fields: Fields, manner: Manner): void {
  if (found.list) return addList(shell, found.list, found.isStar ?? false, fields, manner);
  demandSet(shell, found);
  addExpanded(found.value ?? '', fields, manner);
}

function addList(shell: Shell, values: readonly string[], isStar: boolean, fields: Fields, manner: Manner): void {
  const { isQuoted, isSplit } = manner;
  if (!isSplit || (isQuoted && isStar)) {
    const separator = isStar ? (shell.variables.get('IFS') ?? ' ').slice(0, 1) : ' ';
    if (values.length > 0 || isStar) fields.add(values.join(separator), isQuoted);
    return;
  }
  for (const [i, value] of values.entries()) {
    if (i > 0) fields.end();
    if (isQuoted) fields.add(value, true);
    else fields.split(value);
  }
}

/** `${x:-word}` and its seven relatives. */
function* substitute(shell: Shell, part: ParameterPart, found: Found, fields: Fields, manner: Manner): Process<void> {
  const operator = part.operator!;
  const isNull = operator.startsWith(':');
  const value = found.list ? (found.list.length === 0 ? undefined : found.list.join(' ')) : found.value;
  const hasValue = value !== undefined && !(isNull && value === '');
  const word = part.word!;
  switch (operator.at(-1)) {
    case '-':
      if (hasValue) return addFound(shell, found, fields, manner);
      return yield* expandParts(shell, word.parts, fields, { ...manner, isOperand: true });
    case '+':
      if (hasValue) yield* expandParts(shell, word.parts, fields, { ...manner, isOperand: true });
      return;
    case '=':
      if (hasValue) return addFound(shell, found, fields, manner);
      return addExpanded(yield* assignDefault(shell, found, word), fields, manner);
    default:
      if (hasValue) return addFound(shell, found, fields, manner);
      return yield* complain(shell, part, found, isNull);
  }
}

function* assignDefault(shell: Shell, found: Found, word: Word): Process<string> {
  const text = yield* expandText(shell, word);
  if (!/^[A-Za-z_]/.test(found.name) || found.list) {
    throw shell.isBash ? new ShellError(`$${found.name}: cannot assign in this way`, 'line') : new ShellError(`${found.name}: bad variable name`, 'exit', 2);
  }
  if (found.index === undefined) shell.assign(found.name, text);
  else setElement(shell, found.name, found.index, text, false);
  return text;
}

function* complain(shell: Shell, part: ParameterPart, found: Found, isNull: boolean): Process<never> {
  const words = part.word!.parts.length > 0 ? yield* expandText(shell, part.word!) : undefined;
  const byDefault = shell.isBash ? (isNull ? 'parameter null or not set' : 'parameter not set') : isNull ? 'parameter not set or null' : 'parameter not set';
  const name = found.index === undefined ? found.name : `${found.name}[${found.index}]`;
  throw new ShellError(`${name}: ${words === undefined || words === '' ? byDefault : words}`, 'exit', shell.fatalStatus);
}

/** The operators that make something of each value. */
function* operate(shell: Shell, part: ParameterPart, found: Found): Process<Found> {
  if (part.operator === ':') return yield* slice(shell, part, found);
  demandSet(shell, found);
  if (part.operator === '@') {
    const letter = yield* expandText(shell, part.word!);
    return transform(shell, found, letter, part.source);
  }
  const change = yield* changeOf(shell, part);
  if (found.list) return { ...found, list: found.list.map(change) };
  return { ...found, value: found.value === undefined ? undefined : change(found.value) };
}

function* changeOf(shell: Shell, part: ParameterPart): Process<(value: string) => string> {
  const operator = part.operator!;
  const pattern = yield* expandPattern(shell, part.word!);
  switch (operator) {
    case '#':
    case '##':
      return (value) => value.slice(pattern.prefix(value, operator === '##') ?? 0);
    case '%':
    case '%%':
      return (value) => value.slice(0, value.length - (pattern.suffix(value, operator === '%%') ?? 0));
    case '^': case '^^': case ',': case ',,':
      return (value) => changeCase(value, operator, part.word!.parts.length > 0 ? pattern : undefined);
    default: {
      const replacement = part.second ? yield* expandReplacement(shell, part.second) : () => '';
      return (value) => {
        if (operator === '/#') return replaceAt(value, pattern.prefix(value, true), true, replacement);
        if (operator === '/%') return replaceAt(value, pattern.suffix(value, true), false, replacement);
        return pattern.replace(value, operator === '//', replacement);
      };
    }
  }
}

function replaceAt(value: string, length: number | undefined, isAtStart: boolean, replacement: (match: string) => string): string {
  if (length === undefined) return value;
  if (isAtStart) return replacement(value.slice(0, length)) + value.slice(length);
  const start = value.length - length;
  return value.slice(0, start) + replacement(value.slice(start));
}

/** `${x:offset:length}`. */
function* slice(shell: Shell, part: ParameterPart, found: Found): Process<Found> {
  const offset = Number(evaluateArithmetic(shell, yield* expandText(shell, part.word!)));
  const length = part.second ? Number(evaluateArithmetic(shell, yield* expandText(shell, part.second))) : undefined;
  const fail = () => new ShellError(`${part.second!.source}: substring expression < 0`, 'line');
  if (found.list) return sliceList(shell, found, offset, length, fail);
  demandSet(shell, found);
  const characters = charactersOf(found.value ?? '');
  const start = offset < 0 ? characters.length + offset : offset;
  if (start < 0 || start > characters.length) return { ...found, value: '' };
  const end = length === undefined ? characters.length : length < 0 ? characters.length + length : start + length;
  if (end < start) throw fail();
  const piece = characters.slice(start, end);
  return { ...found, value: typeof piece === 'string' ? piece : piece.join('') };
}

function sliceList(shell: Shell, found: Found, offset: number, length: number | undefined, fail: () => ShellError): Found {
  if (length !== undefined && length < 0) throw fail();
  const array = shell.variables.value(found.name);
  if (array instanceof IndexedArray) {
    const start = offset < 0 ? array.last + 1 + offset : offset;
    const values = start < 0 ? [] : [...array.entries()].filter(([index]) => index >= start).map(([, value]) => value);
    return { ...found, list: values.slice(0, length) };
  }
  const isPositional = found.name === '@' || found.name === '*';
  const values = isPositional ? [shell.name, ...found.list!] : found.list!;
  const start = offset < 0 ? values.length + offset : offset;
  if (start < 0) return { ...found, list: [] };
  // Zero counts $0 in; anything else begins at $1.
  return { ...found, list: values.slice(start, length === undefined ? undefined : start + length) };
}
