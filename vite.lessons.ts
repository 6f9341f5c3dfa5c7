import { readFileSync, readdirSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import { runnerImport } from 'vite';
import type { Plugin } from 'vite';

const COURSE = 'virtual:drydock-course';
const LESSON = 'virtual:drydock-lesson/';

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .sort();
}

/** `NN-chapter/NN-lesson` of every lesson in the folder, in order. */
export function lessonPaths(root: string): string[] {
  return filesBelow(root)
    .filter((path) => /^\d+-[^/]+\/\d+-[^/]+\/index\.md$/.test(path))
    .map((path) => path.slice(0, -'/index.md'.length));
}

function summary(root: string, path: string): Record<string, unknown> {
  const text = readFileSync(join(root, path, 'index.md'), 'utf8');
  const matter = /^---\r?\n([\s\S]*?)\r?\n---/.exec(text)?.[1] ?? '';
  const { id, title, objective, kind, duration = 8, skills = [] } = parse(matter) as Record<string, unknown>;
  return { path, number: path.split('/').map((part) => parseInt(part, 10)).join('.'), id, title, objective, kind, duration, skills };
}

type Parser = typeof import('./src/tutor/lessons/parse.ts');

const loading: { parser?: Promise<{ readonly module: Parser }> } = {};

/** A lesson without its folder, which is data alone. Throws LessonError, which names the place. */
async function parsed(root: string, path: string): Promise<Record<string, unknown>> {
  const { module } = await (loading.parser ??= runnerImport<Parser>(fileURLToPath(new URL('./src/tutor/lessons/parse.ts', import.meta.url))));
  const folder = new Map(filesBelow(join(root, path)).map((file) => [file, new Uint8Array(readFileSync(join(root, path, file)))]));
  return { ...module.parseLesson(path, folder), folder: undefined };
}

/**
 * The course as modules: `virtual:drydock-course` lists the lessons (front matter only, small enough for the first
 * load), and each lesson is a module of its own, read here so that the page needs no parser, and loaded when it is opened.
 * Bytes of its folder travel as base64.
 */
export function lessonsPlugin(root: string): Plugin {
  return {
    name: 'drydock-lessons',
    resolveId: (id) => (id === COURSE || id.startsWith(LESSON) ? `\0${id}` : undefined),
    async load(id) {
      if (id === `\0${COURSE}`) {
        const rows = lessonPaths(root).map((path) => `{...${JSON.stringify(summary(root, path))}, load: () => import(${JSON.stringify(LESSON + path)})}`);
        return `export const lessons = [${rows.join(',\n')}];`;
      }
      if (!id.startsWith(`\0${LESSON}`)) return undefined;
      const folder = join(root, id.slice(LESSON.length + 1));
      const files = filesBelow(folder).map((path) => [path, readFileSync(join(folder, path)).toString('base64')]);
      for (const [path] of files) this.addWatchFile(join(folder, path!));
      const lesson = await parsed(root, id.slice(LESSON.length + 1));
      return `export const lesson = ${JSON.stringify(lesson)};\nexport const files = ${JSON.stringify(Object.fromEntries(files))};`;
    },
    handleHotUpdate({ file, server, modules }) {
      if (!file.startsWith(root)) return undefined;
      for (const module of server.moduleGraph.idToModuleMap.values()) {
        if (module.id?.startsWith('\0virtual:drydock-')) server.moduleGraph.invalidateModule(module);
      }
      server.ws.send({ type: 'custom', event: 'drydock:lesson', data: relative(root, file) });
      return modules;
    },
  };
}
