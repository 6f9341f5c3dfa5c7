import { evaluateArithmetic } from '../expand/arithmetic.ts';
import { IndexedArray } from './arrays.ts';
import { ShellError } from './errors.ts';
import type { Shell } from './shell.ts';
import { shaped } from './variables.ts';

/** The place of an index that is counted from the end when it is negative. Throws ShellError. */
export function placeOf(shell: Shell, array: IndexedArray | undefined, name: string, index: string): number {
  const place = Number(evaluateArithmetic(shell, index));
  if (place >= 0) return place;
  const fromEnd = (array?.last ?? -1) + 1 + place;
  if (fromEnd < 0) throw new ShellError(`${name}: bad array subscript`, 'command');
  return fromEnd;
}

/** `${name[index]}`, the index already expanded. */
export function elementOf(shell: Shell, name: string, index: string): string | undefined {
  const value = shell.variables.value(name);
  if (value instanceof Map) return value.get(index);
  if (value instanceof IndexedArray) return value.get(placeOf(shell, value, name, index));
  const place = placeOf(shell, undefined, name, index);
  return place === 0 ? shell.variables.get(name) : undefined;
}

/** `name[index]=value`. Makes an indexed array where there is none. Throws ShellError. */
export function setElement(shell: Shell, name: string, index: string, value: string, isAppending: boolean): void {
  const variable = shell.variables.lookup(name);
  if (variable?.isReadonly) shell.guarded(() => shell.variables.assign(name, undefined));
  let array = shell.variables.value(name);
  if (array === undefined || typeof array === 'string') {
    array = new IndexedArray(array === undefined ? [] : [array]);
    shell.guarded(() => shell.variables.assign(name, array));
  }
  const key = array instanceof Map ? index : placeOf(shell, array, name, index);
  const before = array instanceof Map ? array.get(index) : array.get(key as number);
  const whole = variable?.isInteger
    ? String(evaluateArithmetic(shell, isAppending ? `${before ?? 0}+(${value})` : value))
    : (isAppending ? (before ?? '') : '') + value;
  const text = variable ? shaped(variable, whole) : whole;
  if (array instanceof Map) array.set(index, text);
  else array.set(key as number, text);
}

/** All values of a variable: an array's, or the one that it has. */
export function valuesOf(shell: Shell, name: string): string[] {
  const value = shell.variables.value(name);
  if (value === undefined) return [];
  if (typeof value === 'string') return [value];
  return value instanceof IndexedArray ? value.values() : [...value.values()];
}

export function keysOf(shell: Shell, name: string): string[] {
  const value = shell.variables.value(name);
  if (value === undefined) return [];
  if (typeof value === 'string') return ['0'];
  return value instanceof IndexedArray ? value.keys() : [...value.keys()];
}
