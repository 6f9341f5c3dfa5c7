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

/** What is installed, by normalized name: folders earlier in the list hide later ones. */
export function installedIn(files: Files, folders: readonly string[]): ReadonlyMap<string, Installed> {
  const found = new Map<string, Installed>();
  for (const folder of folders) {
    if (!files.exists(folder) || files.stat(folder).type !== 'directory') continue;
    for (const { name } of files.list(folder)) {
      const match = /^(.+)-([^-]+)\.dist-info$/.exec(name);
      if (!match || found.has(normalize(match[1]!))) continue;
      const metadata = `${folder}/${name}/METADATA`;
      const shown = files.exists(metadata) ? /^Name: (.+)$/m.exec(files.readText(metadata))?.[1] : undefined;
      found.set(normalize(match[1]!), { name: shown ?? match[1]!, version: match[2]!, path: `${folder}/${name}`, folder });
    }
  }
  return found;
}
