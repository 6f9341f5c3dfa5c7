import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import type { Plugin } from 'vite';

const LIBRARY = 'virtual:drydock-library';
/** As LIBRARY_FILE of src/tutor/course/library.ts. */
const WANTED = /^(?:course\.yaml|glossary\.yaml|\d+-[^/]+\/check\.md|\d+-[^/]+\/\d+-[^/]+\/(?:index\.md|takeaway\.yaml)|explanations\/[^/]+\.md)$/;

/**
 * The course's texts as a module, `virtual:drydock-library`, which the page fetches when somebody looks something up;
 * `virtual:drydock-library/de` has those of a translation, by the same paths.
 */
export function libraryPlugin(root: string): Plugin {
  return {
    name: 'drydock-library',
    resolveId: (id) => (id === LIBRARY || id.startsWith(`${LIBRARY}/`) ? `\0${id}` : undefined),
    load(id) {
      if (!id.startsWith(`\0${LIBRARY}`)) return undefined;
      const folder = join(root, id.slice(LIBRARY.length + 1));
      const paths = existsSync(folder) ? readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()).map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/')) : [];
      const wanted = paths.filter((path) => WANTED.test(path)).sort();
      for (const path of wanted) this.addWatchFile(join(folder, path));
      return `export const texts = ${JSON.stringify(Object.fromEntries(wanted.map((path) => [path, readFileSync(join(folder, path), 'utf8')])))};`;
    },
  };
}
