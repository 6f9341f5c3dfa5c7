import { classOf, raise } from './classes.ts';
import { asFloat, asInt } from './numbers.ts';
import { PyBuiltin } from './values.ts';
import type { CallArguments, PyClass, Run, Value } from './values.ts';

/** A function that takes its arguments by position, with names for those that have one: `sorted(iterable, key, reverse)`. */
export function builtin(name: string, params: string, call: (...args: (Value | undefined)[]) => Value | Run<Value>, isMethod = false): PyBuiltin {
  const names = params.split(' ').filter((word) => word);
  const required = names.filter((word) => !word.endsWith('?') && !word.startsWith('*')).length;
  const plain = names.map((word) => word.replace(/\?$/, ''));
  return new PyBuiltin(name, ({ positional, named }) => {
    const limit = plain.findIndex((word) => word.startsWith('*'));
    const most = limit < 0 ? plain.length : limit;
    if (positional.length > most) raise('TypeError', `${name}() takes ${most === required ? `exactly ${most === 1 ? 'one argument' : `${most} arguments`}` : `at most ${most} argument${most === 1 ? '' : 's'}`} (${positional.length - (isMethod ? 1 : 0)} given)`);
    const values: (Value | undefined)[] = plain.map((_, i) => (i < most ? positional[i] : undefined));
    for (const [key, value] of named) {
      const at = plain.findIndex((word) => word.replace('*', '') === key);
      if (at < 0) raise('TypeError', `${name}() got an unexpected keyword argument '${key}'`);
      values[at] = value;
    }
    const missing = values.slice(0, required).findIndex((value) => value === undefined);
    if (missing >= 0) raise('TypeError', required === 1 + (isMethod ? 1 : 0) ? `${name}() takes exactly one argument (0 given)` : `${name}() missing required argument '${plain[missing]}' (pos ${missing + 1})`);
    return call(...values);
  }, isMethod);
}

/** A function of any arguments. */
export function variadic(name: string, call: (args: CallArguments) => Value | Run<Value>, isMethod = false): PyBuiltin {
  return new PyBuiltin(name, call, isMethod);
}

/** Gives a class its methods; the first argument of each is the object. */
export function methods(cls: PyClass, table: Readonly<Record<string, readonly [params: string, call: (...args: never[]) => Value | Run<Value>]>>): void {
  for (const [name, [params, call]] of Object.entries(table)) cls.attrs.set(name, builtin(name, `self ${params}`, call as (...args: (Value | undefined)[]) => Value | Run<Value>, true));
}

export function stringOf(value: Value | undefined, what: string): string {
  if (typeof value === 'string') return value;
  return raise('TypeError', `${what} must be str, not ${classOf(value ?? null).name}`);
}

export function intOf(value: Value | undefined, missing?: number): number {
  if (value === undefined || value === null) {
    if (missing !== undefined) return missing;
    raise('TypeError', "'NoneType' object cannot be interpreted as an integer");
  }
  const int = asInt(value);
  if (int === undefined) raise('TypeError', `'${classOf(value).name}' object cannot be interpreted as an integer`);
  return Number(int);
}

export function floatOf(value: Value | undefined): number {
  const float = value === undefined ? undefined : asFloat(value);
  return float ?? raise('TypeError', `must be real number, not ${classOf(value ?? null).name}`);
}
