import { readFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { runnerImport } from 'vite';
import type { Plugin } from 'vite';

/** Where the page's code is cut: what `from` imports of `of` is fetched when it is first run. */
interface Cut {
  readonly from: RegExp;
  readonly of: RegExp;
  /**
   * `processes`: generator functions, which wait for the code outside of virtual time. `calls`: functions that can't wait, and
   * throw `MustWaitOutside` until the code is there; fit for what is done before a world runs.
   */
  readonly kind: 'processes' | 'calls';
}

const CUTS: readonly Cut[] = [
  { from: /^src\/docker\/world\/docker-program\.ts$/, of: /^src\/docker\/cli\/program\.ts$/, kind: 'processes' },
  { from: /^src\/docker\/engine\/engine\.ts$/, of: /^src\/docker\/engine\/(?:routes|system\/life)\.ts$/, kind: 'processes' },
  { from: /^src\/docker\/world\.ts$/, of: /^src\/docker\/world\/equip\.ts$/, kind: 'processes' },
  { from: /^src\/machine\/shell\/interactive\/completion-list\.ts$/, of: /^src\/machine\/shell\/interactive\/completion\.ts$/, kind: 'processes' },
  { from: /^src\/docker\/registry\/sites\.ts$/, of: /^src\/machine\/network\/http\.ts$/, kind: 'processes' },
  { from: /^src\/machine\/shell\//, of: /^src\/machine\/shell\/(?:execute\/(?:condition|pipeline|report-error|script-file|select|timing)|expand\/(?:braces|parameter)|run-input)\.ts$/, kind: 'processes' },
  { from: /^src\/docker\/world\.ts$/, of: /^src\/docker\/world\/preload\.ts$/, kind: 'calls' },
  { from: /^src\/app\/worker\/world-server\.ts$/, of: /^src\/(?:tutor\/grading\/evaluate|app\/worker\/answer-question)\.ts$/, kind: 'processes' },
];

const PROGRAMS = 'src/machine/programs/index.ts';
const BUILTINS = 'src/machine/shell/builtins/index.ts';
/** Builtins that a prompt needs: .bashrc runs them. */
const BUILTINS_HERE = ['src/machine/shell/builtins/alias.ts', 'aliasBuiltins'] as const;
const CHUNK = 'src/core/chunk.ts';
const STUB = '\0drydock-chunk:';

interface BuiltinRow {
  readonly name: string;
  readonly isSpecial?: boolean;
  readonly dialects?: readonly string[];
}

/** The shell's builtins, of which all is known but what they do. */
async function builtins(root: string): Promise<string> {
  const { module } = await runnerImport<{ readonly BUILTINS: ReadonlyMap<string, BuiltinRow> }>(join(root, BUILTINS));
  const rows = [...module.BUILTINS.values()].map(({ name, isSpecial, dialects }) => ({ name, isSpecial, dialects }));
  const [file, list] = BUILTINS_HERE;
  return `import { Chunk } from ${JSON.stringify(join(root, CHUNK))};
import { ${list} as list } from ${JSON.stringify(join(root, file))};
const here = /* @__PURE__ */ new Map(list.map((builtin) => [builtin.name, builtin]));
const chunk = /* @__PURE__ */ new Chunk(() => import(${JSON.stringify(join(root, BUILTINS))}));
const fetched = (row) => ({ ...row, *run(...args) {
  const result = (yield* chunk.get()).BUILTINS.get(row.name).run(...args);
  return typeof result === 'number' ? result : yield* result;
} });
export const BUILTINS = /* @__PURE__ */ new Map(${JSON.stringify(rows)}.map((row) => [row.name, here.get(row.name) ?? fetched(row)]));`;
}

/** A module with the functions of another, which is fetched when one of them is first called. */
function stub(file: string, chunk: string, kind: Cut['kind']): string {
  const source = readFileSync(file, 'utf8');
  const names = (pattern: RegExp) => [...source.matchAll(pattern)].map((match) => match[1]!);
  const processes = names(/^export function\* (\w+)/gm);
  const calls = kind === 'calls' ? names(/^export function (\w+)/gm) : [];
  return [
    `import { Chunk } from ${JSON.stringify(chunk)};`,
    `const chunk = /* @__PURE__ */ new Chunk(() => import(${JSON.stringify(file)}));`,
    ...processes.map((name) => `export function* ${name}(...args) { return yield* (yield* chunk.get()).${name}(...args); }`),
    ...calls.map((name) => `export function ${name}(...args) { return chunk.now().${name}(...args); }`),
  ].join('\n');
}

/** Modules of the simulation only define: what nobody uses of them can be left out. */
export function moduleSideEffects(id: string): boolean {
  return !/\/src\/(?:core|machine|docker|tutor)\//.test(id);
}

/** Into which file code goes that is fetched later: the first that fits. What depends on another stands above it. */
const FILES: readonly (readonly [name: string, fits: RegExp])[] = [
  ['python', /\/(?:programs\/(?:python|pip)\b|@lezer\/)/],
  ['services', /\/programs\/(?:postgres|psql|pg_|initdb|createdb|redis|nginx|httpd|registry|node|npm|apt|apk|dpkg|jq|awk|bc|vi|nano|less|support\/(?:jq|awk|bc|editor|pager|redis))/],
  ['docker', /\/src\/docker\/(?:cli|client)\//],
  ['checks', /\/(?:src\/(?:tutor|app)|valibot|yaml)\//],
  ['engine', /\/src\/docker\//],
  ['programs', /./],
];

/** Cuts the page's worker into what a prompt needs, and what is fetched later. Only for the build: elsewhere all is one. */
export function createChunks(root: string): { readonly plugin: Plugin; readonly codeSplitting: { readonly includeDependenciesRecursively: boolean; readonly groups: { name: (id: string) => string }[] } } {
  const pathOf = (id: string) => relative(root, id).split(sep).join('/');
  const neededAtOnce = new Set<string>();
  const plugin: Plugin = {
    name: 'drydock-chunks',
    apply: 'build',
    enforce: 'pre',
    resolveId(source, importer, { kind }) {
      // What is imported when it is needed is cut already.
      if (kind === 'dynamic-import' || !importer || importer.startsWith('\0') || !source.startsWith('.')) return undefined;
      const file = join(dirname(importer), source);
      const [from, of] = [pathOf(importer), pathOf(file)];
      if (of === BUILTINS) return `${STUB}${BUILTINS}`;
      if (of === PROGRAMS) return join(root, 'src/machine/programs/lazy.ts');
      const cut = CUTS.find((one) => one.from.test(from) && one.of.test(of));
      return cut ? `${STUB}${cut.kind}:${file}` : undefined;
    },
    load(id) {
      if (id === `${STUB}${BUILTINS}`) return builtins(root);
      if (!id.startsWith(STUB)) return undefined;
      const [kind, file] = id.slice(STUB.length).split(/:(.*)/s) as [Cut['kind'], string];
      return stub(file, join(root, CHUNK), kind);
    },
    buildEnd() {
      const visit = (id: string) => {
        if (neededAtOnce.has(id)) return;
        neededAtOnce.add(id);
        for (const imported of this.getModuleInfo(id)?.importedIds ?? []) visit(imported);
      };
      for (const id of this.getModuleIds()) if (this.getModuleInfo(id)?.isEntry) visit(id);
    },
  };
  // Few files instead of one for each module: what the entry needs at once is one, the rest as in `FILES`.
  const name = (id: string) => (neededAtOnce.has(id) ? 'world' : FILES.find(([, fits]) => fits.test(id))![0]);
  return { plugin, codeSplitting: { includeDependenciesRecursively: false, groups: [{ name }] } };
}
