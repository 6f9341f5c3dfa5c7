import { FlagValueError } from '../flags/flag.ts';

/** One `--filter name=value`. */
export interface Filter {
  readonly name: string;
  readonly value: string;
}

export function parseFilter(text: string): Filter | undefined {
  if (text === '') return undefined;
  const equals = text.indexOf('=');
  if (equals < 0) throw new FlagValueError('bad format of filter (expected name=value)');
  return { name: text.slice(0, equals).trim().toLowerCase(), value: text.slice(equals + 1).trim() };
}

/** Filters as the Engine API takes them: `{"status":{"exited":true}}`; undefined when there are none. */
export function encodeFilters(filters: readonly (Filter | undefined)[]): string | undefined {
  const byName = new Map<string, Map<string, true>>();
  for (const filter of filters) {
    if (!filter) continue;
    const values = byName.get(filter.name) ?? new Map<string, true>();
    byName.set(filter.name, values.set(filter.value, true));
  }
  if (byName.size === 0) return undefined;
  return JSON.stringify(Object.fromEntries([...byName].map(([name, values]) => [name, Object.fromEntries(values)])));
}
