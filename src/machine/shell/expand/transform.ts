import { IndexedArray } from '../execute/arrays.ts';
import { keysOf } from '../execute/elements.ts';
import { ShellError } from '../execute/errors.ts';
import type { Shell } from '../execute/shell.ts';
import { attributeLetters, quote, quoteAlways, quoteDouble } from '../execute/quoting.ts';
import { decodeAnsi } from '../parse/ansi.ts';
import type { Pattern } from './pattern.ts';
import { expandPrompt } from './prompt.ts';

interface Values {
  readonly name: string;
  readonly value?: string | undefined;
  readonly list?: readonly string[];
  readonly isStar?: boolean;
}

/** `${x^}`, `${x^^}`, `${x,}` and `${x,,}`, of the characters that the pattern matches. */
export function changeCase(value: string, operator: string, pattern: Pattern | undefined): string {
  const change = (character: string) => {
    if (pattern && !pattern.matches(character)) return character;
    return operator.startsWith('^') ? character.toUpperCase() : character.toLowerCase();
  };
  const characters = Array.from(value);
  return operator.length === 2 ? characters.map(change).join('') : characters.map((character, i) => (i === 0 ? change(character) : character)).join('');
}

/** `${x@Q}` and its relatives. Throws ShellError for an unknown letter. */
export function transform(shell: Shell, found: Values, letter: string, source: string): Values {
  const each = EACH[letter];
  if (each) {
    const change = (value: string) => each(value, shell);
    if (found.list) return { ...found, list: found.list.map(change) };
    return { ...found, value: found.value === undefined ? undefined : change(found.value) };
  }
  switch (letter) {
    case 'a':
      return { ...found, value: attributeLetters(shell.variables.lookup(found.name), shell.variables.value(found.name)) };
    case 'A':
      return assignmentOf(shell, found);
    case 'K':
    case 'k':
      return keysAndValues(shell, found, letter === 'k');
    default:
      throw new ShellError(`${source}: bad substitution`, 'line');
  }
}

const EACH: Readonly<Record<string, (value: string, shell: Shell) => string>> = {
  Q: (value) => quoteAlways(value),
  E: (value) => decodeAnsi(value),
  U: (value) => value.toUpperCase(),
  L: (value) => value.toLowerCase(),
  u: (value) => changeCase(value, '^', undefined),
  P: (value, shell) => expandPrompt(shell, value),
};

function assignmentOf(shell: Shell, found: Values): Values {
  if (found.list && found.name === '@') return { ...found, list: ['set', '--', ...found.list.map((value) => quote(value))] };
  if (found.list === undefined && found.value === undefined) return found;
  const letters = attributeLetters(shell.variables.lookup(found.name), shell.variables.value(found.name));
  const value = found.list ? `(${pairs(shell, found).map(([key, text]) => `[${key}]=${quoteDouble(text)}`).join(' ')})` : quoteAlways(found.value!);
  const text = `${letters === '' ? '' : `declare -${letters} `}${found.name}=${value}`;
  return { name: found.name, value: text };
}

function pairs(shell: Shell, found: Values): [string, string][] {
  const keys = shell.variables.value(found.name) instanceof IndexedArray || shell.variables.value(found.name) instanceof Map ? keysOf(shell, found.name) : ['0'];
  return (found.list ?? []).map((value, i) => [keys[i] ?? String(i), value]);
}

function keysAndValues(shell: Shell, found: Values, areApart: boolean): Values {
  if (!found.list) return { ...found, value: found.value === undefined ? undefined : quoteAlways(found.value) };
  const all = pairs(shell, found);
  if (areApart) return { ...found, list: all.flat() };
  return { name: found.name, value: all.map(([key, value]) => `${key} ${quoteDouble(value)}`).join(' ') };
}
