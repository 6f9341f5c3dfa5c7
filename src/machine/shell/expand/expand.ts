import type { Process } from '../../../core/process.ts';
import type { Part, ParameterPart, Word } from '../ast.ts';
import { ShellError } from '../execute/errors.ts';
import type { Shell } from '../execute/shell.ts';
import { evaluateArithmetic } from './arithmetic.ts';
import { expandBraces } from './braces.ts';
import { Fields } from './fields.ts';
import { glob } from './glob.ts';
import { expandParameter } from './parameter.ts';
import { Pattern } from './pattern.ts';
import { substituteCommand, substituteProcess } from './substitute.ts';
import { expandTilde } from './tilde.ts';

/** What the expansion of a word is for. */
export type Purpose =
  /** A command's words: cut into fields, and matched with files. */
  | 'fields'
  /** One string: the value of an assignment (`~` after `:` too), a redirection's target, the subject of `case`. */
  | 'assignment' | 'text';

/** One word of a brace expansion, in µs of CPU. */
const BRACE_COST = 0.5;

/** A list of words as the arguments of a command. */
export function* expandWords(shell: Shell, words: readonly Word[]): Process<string[]> {
  const results: string[] = [];
  for (const word of words) {
    if (word.plain !== undefined) results.push(word.plain);
    else if (word.hasBraces && shell.isBash && shell.options.has('braceexpand')) {
      for (const alternative of expandBraces(shell, word)) {
        if (shell.system.charge(BRACE_COST)) yield* shell.system.pay();
        if (alternative.parts.length > 0) yield* expandInto(shell, alternative, results);
      }
    } else yield* expandInto(shell, word, results);
  }
  return results;
}

function* expandInto(shell: Shell, word: Word, results: string[]): Process<void> {
  if (word.plain !== undefined) {
    results.push(word.plain);
    return;
  }
  const quick = quickValue(shell, word) ?? quickUnquoted(shell, word);
  if (quick !== undefined) {
    results.push(quick);
    return;
  }
  const fields = new Fields(shell.ifs);
  yield* expandParts(shell, word.parts, fields, { purpose: word.assignment && shell.isBash ? 'assignment' : 'fields', isQuoted: false, isSplit: true });
  fields.end();
  for (const { text, pattern } of fields.done) {
    if (pattern === undefined || shell.options.has('noglob')) results.push(text);
    else yield* addMatches(shell, text, pattern, results);
  }
}

function* addMatches(shell: Shell, text: string, pattern: string, results: string[]): Process<void> {
  const matches = glob(shell, pattern);
  yield* shell.spend(2 + matches.length);
  if (matches.length > 0) {
    for (const match of matches) results.push(match);
  } else if (shell.shellOptions.has('failglob')) throw new ShellError(`no match: ${text}`, 'line');
  else if (!shell.shellOptions.has('nullglob')) results.push(text);
}

/** The value of a word that is nothing but `"$name"`. */
function quickValue(shell: Shell, word: Word): string | undefined {
  const part = word.parts.length === 1 ? word.parts[0]! : undefined;
  if (part?.kind !== 'double' || part.parts.length !== 1) return undefined;
  const inner = part.parts[0]!;
  return inner.kind === 'parameter' && isSimple(inner) ? shell.parameter(inner.name) : undefined;
}

/** The value of a word that is nothing but `$name`, where neither fields nor files can come of it. */
function quickUnquoted(shell: Shell, word: Word): string | undefined {
  const part = word.parts.length === 1 ? word.parts[0]! : undefined;
  if (part?.kind !== 'parameter' || !isSimple(part) || shell.ifs !== ' \t\n') return undefined;
  const value = shell.parameter(part.name);
  return value !== undefined && /^[A-Za-z0-9_./:=-]+$/.test(value) ? value : undefined;
}

function isSimple(part: ParameterPart): boolean {
  return part.operator === undefined && part.index === undefined && !part.isLength && !part.isIndirect && part.prefix === undefined && part.name !== '@' && part.name !== '*';
}

/** A word as one string. */
export function* expandText(shell: Shell, word: Word, purpose: Purpose = 'text'): Process<string> {
  if (word.plain !== undefined) return word.plain;
  const quick = quickValue(shell, word);
  if (quick !== undefined) return quick;
  const fields = new Fields('');
  yield* expandParts(shell, word.parts, fields, { purpose, isQuoted: false, isSplit: false });
  return fields.whole().text;
}

/** A word as a pattern: what is quoted in it stands for itself. */
export function* expandPattern(shell: Shell, word: Word, isExtended = shell.isExtglob): Process<Pattern> {
  const fields = new Fields('');
  yield* expandParts(shell, word.parts, fields, { purpose: 'text', isQuoted: false, isSplit: false });
  return compilePattern(shell, fields.whole().pattern, isExtended);
}

const CACHED = 500;

export function compilePattern(shell: Shell, source: string, isExtended: boolean, ignoresCase = false): Pattern {
  const { patterns } = shell.shared;
  const key = `${isExtended ? 'x' : ''}${ignoresCase ? 'i' : ''} ${source}`;
  let pattern = patterns.get(key);
  if (!pattern) {
    pattern = Pattern.compile(source, { isExtended, ignoresCase });
    if (patterns.size >= CACHED) patterns.clear();
    patterns.set(key, pattern);
  }
  return pattern;
}

export interface Manner {
  readonly purpose: Purpose;
  readonly isQuoted: boolean;
  readonly isSplit: boolean;
  /** Literal text is cut as well: the word after an operator of `${…}`. */
  readonly isOperand?: boolean;
}

/** Expands parts into fields. */
export function* expandParts(shell: Shell, parts: readonly Part[], fields: Fields, manner: Manner): Process<void> {
  for (let i = 0; i < parts.length; i++) {
    const part = parts[i]!;
    switch (part.kind) {
      case 'literal':
        addLiteral(shell, part.text, i, parts, fields, manner);
        break;
      case 'quoted':
        fields.add(part.text, true);
        break;
      case 'double':
        yield* expandDouble(shell, part.parts, fields, manner);
        break;
      case 'parameter':
        yield* expandParameter(shell, part, fields, manner);
        break;
      case 'command':
        addExpanded(yield* substituteCommand(shell, part), fields, manner);
        break;
      case 'arithmetic':
        addExpanded(evaluateArithmetic(shell, yield* expandText(shell, part.expression)).toString(), fields, manner);
        break;
      case 'process':
        fields.add(substituteProcess(shell, part), true);
        break;
      case 'bad':
        throw shell.isBash
          ? new ShellError(`${part.source}: bad substitution`, 'line')
          : new ShellError(shell.dialect === 'dash' ? 'Bad substitution' : 'syntax error: bad substitution', 'exit', 2);
    }
  }
}

export function addExpanded(text: string, fields: Fields, manner: Manner): void {
  if (manner.isQuoted) fields.add(text, true);
  else if (manner.isSplit) fields.split(text);
  else fields.add(text, false);
}

function addLiteral(shell: Shell, text: string, at: number, parts: readonly Part[], fields: Fields, manner: Manner): void {
  if (manner.isQuoted) {
    fields.add(text, true);
    return;
  }
  const tilde = text.includes('~') ? expandTilde(shell, text, { isFirst: at === 0, isLast: at === parts.length - 1, isAssignment: manner.purpose === 'assignment' }) : undefined;
  if (tilde) {
    for (const piece of tilde) fields.add(piece.text, piece.isExpanded);
  } else if (manner.isOperand && manner.isSplit) fields.split(text);
  else fields.add(text, false);
}

function* expandDouble(shell: Shell, parts: readonly Part[], fields: Fields, manner: Manner): Process<void> {
  // "$@" without parameters is no field at all, anything else in quotes is at least an empty one.
  if (!parts.every(isList) || parts.length === 0) fields.add('', true);
  yield* expandParts(shell, parts, fields, { ...manner, isQuoted: true });
}

function isList(part: Part): boolean {
  return part.kind === 'parameter' && (part.name === '@' || part.index === '@' || part.isIndirect === true) && !part.isLength;
}
