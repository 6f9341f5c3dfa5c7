import { readFileSync, readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const src = fileURLToPath(new URL('../../src', import.meta.url));
const LAYERS = ['core', 'machine', 'docker', 'tutor', 'app', 'headless'];

const files = readdirSync(src, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && /\.(ts|svelte)$/.test(entry.name) && !entry.name.endsWith('.d.ts'))
  .map((entry) => relative(src, join(entry.parentPath, entry.name)));
const isTest = (file: string) => file.endsWith('.test.ts') || file.includes('/testing/');
const code = files.filter((file) => !isTest(file));
const textOf = (file: string) => readFileSync(join(src, file), 'utf8');

/** Paths (below src) that a file imports. */
function importsOf(file: string): string[] {
  return [...textOf(file).matchAll(/(?:from|import)\s*\(?\s*'(\.[^']+)'/g)].map((found) => relative(src, join(src, file, '..', found[1]!.replace(/\?.*$/, ''))));
}

const layerOf = (file: string) => LAYERS.indexOf(file.split('/')[0]!);

test('imports point left', () => {
  const wrong = code.flatMap((file) =>
    importsOf(file)
      .filter((imported) => layerOf(imported) > layerOf(file) || (file.startsWith('headless/') && imported.startsWith('app/')))
      .map((imported) => `${file} imports ${imported}`),
  );
  expect(wrong).toEqual([]);
});

/** Within docker/: who may know whom. `world.ts` sees all. */
const FORBIDDEN: readonly (readonly [from: RegExp, to: RegExp])[] = [
  [/^docker\/cli\//, /^docker\/(engine\/|registry\/(?!reference|packages)|world)/],
  [/^docker\/client\//, /^docker\/((engine|builder|cli|catalogue)\/|world)/],
  [/^docker\/engine\//, /^docker\/((cli|client|builder|catalogue)\/|world)/],
  [/^docker\/builder\//, /^docker\/((engine|cli|client|catalogue)\/|world)/],
  [/^docker\/(registry|catalogue)\//, /^docker\/((engine|cli|client|builder)\/|world)/],
  [/^docker\/api\/types\//, /^docker\/(?!api\/(types|http))/],
];

test('client and engine know only the API', () => {
  const wrong = code.flatMap((file) =>
    importsOf(file)
      .filter((imported) => FORBIDDEN.some(([from, to]) => from.test(file) && to.test(imported)))
      .map((imported) => `${file} imports ${imported}`),
  );
  expect(wrong).toEqual([]);
});

test('the simulation knows no real time, no chance and no module-level state', () => {
  const FAULTS: readonly (readonly [string, RegExp])[] = [
    ['reads the real clock', /\bDate\.now\(|\bnew Date\(\)|\bperformance\.now\(/],
    ['draws unseeded chance', /\bMath\.random\(/],
    ['uses a real timer', /\b(setTimeout|setInterval|queueMicrotask|requestAnimationFrame)\(/],
    ['depends on a locale', /\bIntl\.|\.toLocale[A-Z]\w*\(/],
    ['keeps module-level state', /^(export )?let /m],
  ];
  const wrong = code
    .filter((file) => /^(core|machine|docker|tutor)\//.test(file))
    .flatMap((file) => FAULTS.filter(([, pattern]) => pattern.test(textOf(file).replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, ''))).map(([what]) => `${file} ${what}`));
  expect(wrong).toEqual([]);
});
