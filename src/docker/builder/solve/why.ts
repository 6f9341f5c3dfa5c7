import type { BuildCache, CacheRecord, Component } from './cache.ts';

const MOST = 3;

/** Why a step was taken from the cache or was not: which of its inputs changed since it was last made. */
export function explain(cache: BuildCache, known: CacheRecord | undefined, step: string, ignoresCache: boolean, components: readonly Component[]): string {
  if (ignoresCache) return 'not cached: --no-cache was asked for';
  if (known) return 'cached: nothing that it is made from has changed';
  const last = cache.lastOf(step);
  if (!last) return 'not cached: it was not built before';
  const changes = differences(last.components, components);
  if (changes.length === 0) return 'not cached: what was built before was removed';
  const shown = changes.slice(0, MOST).join(', ');
  return `not cached: ${shown}${changes.length > MOST ? ` and ${changes.length - MOST} more` : ''}`;
}

function differences(before: readonly Component[], after: readonly Component[]): readonly string[] {
  const old = new Map(before.map(({ name, value }) => [name, value]));
  const now = new Map(after.map(({ name, value }) => [name, value]));
  const changes: string[] = [];
  for (const [name, value] of now) {
    if (!old.has(name)) changes.push(`${name} is new`);
    else if (old.get(name) !== value) changes.push(name === 'base' ? 'a step before it changed' : `${name} changed`);
  }
  for (const name of old.keys()) if (!now.has(name)) changes.push(`${name} is gone`);
  return changes;
}
