import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

/** What a learner's first key in a terminal waits for, besides the page itself: the terminal, the world, the first lesson. */
const FETCHED_BY_THE_PAGE = [/^screen-.*\.(?:js|css)$/, /^world\.worker-.*\.js$/, /^01-first-run-.*\.js$/];

const STATIC_IMPORT = /(?:^|[;}\s])(?:import|export)\s*(?:[\w*{}\s,$]+\s*from\s*)?["'`]\.\/([\w.-]+\.js)["'`]/g;

/** The files of the built page that are fetched before a terminal takes keys, with their sizes in bytes after gzip -9. */
export function firstLoad(folder) {
  const assets = join(folder, 'assets');
  const html = readFileSync(join(folder, 'index.html'));
  const seen = new Map([['index.html', gzipSync(html, { level: 9 }).length]]);
  const visit = (name) => {
    if (seen.has(name)) return;
    const bytes = readFileSync(join(assets, name));
    seen.set(name, gzipSync(bytes, { level: 9 }).length);
    if (name.endsWith('.js')) for (const [, imported] of bytes.toString().matchAll(STATIC_IMPORT)) visit(imported);
  };
  for (const [, name] of html.toString().matchAll(/(?:src|href)="\.\/assets\/([^"]+)"/g)) visit(name);
  for (const wanted of FETCHED_BY_THE_PAGE) {
    const found = readdirSync(assets).filter((name) => wanted.test(name));
    if (found.length === 0) throw new Error(`no file of the built page is called ${wanted}`);
    found.forEach(visit);
  }
  return seen;
}
