import { BOTH } from './repository.ts';
import type { Edition, ImageRecipe, Platform } from './repository.ts';

/** A version of what an image holds, and the day from which it is built. */
export type Dated = readonly [since: string, version: string];

/**
 * One image that is built again whenever its software or its base has a new version: the editions of one line
 * (`3.12-slim-bookworm`). A version's own tags stay with its last build; moving tags go on to the next version.
 */
export function series(line: {
  readonly versions: readonly Dated[];
  /** Days of new bases; those before the first version give its base. */
  readonly bases: readonly string[];
  /** No builds from this day on: the software is no longer supported. */
  readonly until?: string;
  readonly platforms?: readonly Platform[];
  readonly tags: (version: string, date: string) => readonly string[];
  readonly image: (platform: Platform, version: string, base: string, date: string) => ImageRecipe;
}): readonly Edition[] {
  const days = [...new Set([...line.versions.map(([since]) => since), ...line.bases])].sort();
  const editions: Edition[] = [];
  for (const date of days) {
    const version = lastBefore(line.versions.map(([since]) => since), date);
    const base = lastBefore(line.bases, date);
    if (version < 0 || base < 0 || (line.until !== undefined && date >= line.until)) continue;
    const name = line.versions[version]![1];
    const day = line.bases[base]!;
    editions.push({ published: date, tags: line.tags(name, date), platforms: line.platforms ?? BOTH, image: (platform) => line.image(platform, name, day, date) });
  }
  return editions;
}

/** Editions of several lines in the order of publication. */
export function inOrder(...lines: readonly (readonly Edition[])[]): readonly Edition[] {
  return lines.flat().map((edition, i) => ({ edition, i })).sort((a, b) => (a.edition.published < b.edition.published ? -1 : a.edition.published > b.edition.published ? 1 : a.i - b.i)).map(({ edition }) => edition);
}

function lastBefore(days: readonly string[], date: string): number {
  return days.findLastIndex((day) => day <= date);
}
