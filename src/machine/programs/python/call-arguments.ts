import type { CallArguments, Value } from './values.ts';

export const NO_NAMES: ReadonlyMap<string, Value> = new Map();

/** The arguments of a call without names. */
export function args(...positional: readonly Value[]): CallArguments {
  return { positional, named: NO_NAMES };
}
