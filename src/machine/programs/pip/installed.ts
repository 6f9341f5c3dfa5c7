import type { Files } from '../../files/files.ts';
import { normalize } from './index.ts';

/** A distribution that lies in a site-packages folder. */
export interface Installed {
  readonly name: string;
  readonly version: string;
  /** Of the dist-info. */
  readonly path: string;
  readonly folder: string;
}

const DIST_INFO = /^(.+)-([^-]+)\.dist-info$/;

/** The version of one distribution, given its normalized name. */
export function versionIn(files: Files, folders: readonly string[], name: string): string | undefined {
  for (const folder of folders) {
    if (!files.exists(folder) || files.stat(folder).type !== 'directory') continue;
    for (const entry of files.list(folder)) {
      const match = DIST_INFO.exec(entry.name);
      if (match && normalize(match[1]!) === name) return match[2];
    }
  }
  return undefined;
}

/** What is installed, by normalized name: folders earlier in the list hide later ones. */
export function installedIn(files: Files, folders: readonly string[]): ReadonlyMap<string, Installed> {
  const found = new Map<string, Installed>();
  for (const folder of folders) {
    if (!files.exists(folder) || files.stat(folder).type !== 'directory') continue;
    for (const { name } of files.list(folder)) {
      const match = DIST_INFO.exec(name);
      const key = match && normalize(match[1]!);
      if (!match || !key || found.has(key)) continue;
      const metadata = `${folder}/${name}/METADATA`;
      const shown = files.exists(metadata) ? /^Name: (.+)$/m.exec(files.readText(metadata))?.[1] : undefined;
      found.set(key, { name: shown ?? match[1]!, version: match[2]!, path: `${folder}/${name}`, folder });
    }
  }
  return found;
}
