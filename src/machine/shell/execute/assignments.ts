import type { Process } from '../../../core/process.ts';
import type { ArrayLiteral, Assignment, Word } from '../ast.ts';
import { evaluateArithmetic } from '../expand/arithmetic.ts';
import { expandText, expandWords } from '../expand/expand.ts';
import { IndexedArray } from './arrays.ts';
import { setElement } from './elements.ts';
import { quoteAlways, quote, quoteForAsh } from './quoting.ts';
import type { Shell } from './shell.ts';
import { shaped } from './variables.ts';

/** Does an assignment to the shell's variables. Throws ShellError for what is read-only. */
export function* assign(shell: Shell, assignment: Assignment, isBeforeCommand = false): Process<void> {
  const { name, value } = assignment;
  if (!('parts' in value)) return yield* assignArray(shell, name, value, assignment.isAppending);
  const text = yield* valueOf(shell, value);
  if (shell.options.has('xtrace') && isBeforeCommand && !shell.isBash) shell.tracedAssignments.push(`${name}=${shell.dialect === 'ash' ? quoteForAsh(text) : text}`);
  else if (shell.options.has('xtrace')) yield* shell.trace(`${name}${assignment.index ? `[${assignment.index.source}]` : ''}${assignment.isAppending ? '+' : ''}=${text === '' || shell.dialect === 'dash' ? text : shell.isBash ? quote(text) : quoteForAsh(text)}`);
  if (assignment.index) {
    const index = yield* expandText(shell, assignment.index);
    setElement(shell, name, index, text, assignment.isAppending);
  } else shell.assign(name, assignment.isAppending ? appended(shell, name, text) : text);
}

export function valueOf(shell: Shell, value: Word): Process<string> {
  return expandText(shell, value, 'assignment');
}

/** What `name+=text` makes of the value. */
export function appended(shell: Shell, name: string, text: string): string {
  const variable = shell.variables.lookup(name);
  const before = shell.variables.get(name) ?? '';
  if (variable?.isInteger) return `${before === '' ? 0 : before}+(${text})`;
  return before + text;
}

/** `name=(…)`. An associative array stays one. */
export function* assignArray(shell: Shell, name: string, literal: ArrayLiteral, isAppending: boolean): Process<void> {
  const variable = shell.variables.lookup(name);
  const before = shell.variables.value(name);
  const isKeyed = before instanceof Map;
  const shape = (text: string) => (variable?.isInteger ? evaluateArithmetic(shell, text).toString() : variable ? shaped(variable, text) : text);
  const array = isKeyed ? new Map(isAppending ? before : []) : isAppending ? (before instanceof IndexedArray ? before.copy() : new IndexedArray(before === undefined ? [] : [before])) : new IndexedArray();
  let next = array instanceof IndexedArray ? array.last + 1 : 0;
  const loose: string[] = [];
  for (const element of literal.elements) {
    if (element.index) {
      const text = yield* expandText(shell, element.index);
      const value = shape(yield* valueOf(shell, element.value));
      if (array instanceof Map) array.set(text, (element.isAppending ? (array.get(text) ?? '') : '') + value);
      else {
        next = Number(evaluateArithmetic(shell, text));
        if (next < 0) next += array.last + 1;
        array.set(next, (element.isAppending ? (array.get(next) ?? '') : '') + value);
        next++;
      }
      continue;
    }
    for (const value of yield* expandWords(shell, [element.value])) {
      if (array instanceof Map) loose.push(value);
      else array.set(next++, shape(value));
    }
  }
  // `declare -A a=(key value …)`
  if (array instanceof Map) for (let i = 0; i < loose.length; i += 2) array.set(loose[i]!, loose[i + 1] ?? '');
  if (shell.options.has('xtrace')) yield* shell.trace(`${name}=(${literal.elements.map((element) => quoteAlways(element.value.source)).join(' ')})`);
  shell.guarded(() => shell.variables.assign(name, array));
}
