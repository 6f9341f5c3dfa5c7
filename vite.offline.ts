import { createHash } from 'node:crypto';
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join, relative, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Plugin } from 'vite';

const SOURCE = fileURLToPath(new URL('./src/app/offline/service-worker.js', import.meta.url));

/** Writes `sw.js` beside the built page: it keeps every file of this build, whose version is a digest of them all. */
export function offlinePlugin(): Plugin {
  let folder = '';
  return {
    name: 'drydock-offline',
    apply: 'build',
    configResolved(config) {
      folder = resolve(config.root, config.build.outDir);
    },
    closeBundle() {
      const files = readdirSync(folder, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile() && entry.name !== 'sw.js' && !entry.name.startsWith('.') && !entry.parentPath.includes('.vite'))
        .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'))
        .sort();
      const version = createHash('sha256');
      for (const file of files) version.update(`${file}\0`).update(readFileSync(join(folder, file)));
      const kept = files.map((file) => (file === 'index.html' ? './' : `./${file}`));
      const text = readFileSync(SOURCE, 'utf8').replace('__VERSION__', version.digest('hex').slice(0, 12)).replace('__FILES__', JSON.stringify(kept));
      writeFileSync(join(folder, 'sw.js'), text);
    },
  };
}
