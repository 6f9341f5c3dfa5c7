import { PyMethod } from '../values.ts';
import type { Value } from '../values.ts';

export function same(a: Value, b: Value): boolean {
  return Object.is(a, b) || (a instanceof PyMethod && b instanceof PyMethod && a.self === b.self && a.func === b.func);
}
