import type { Program } from '../system.ts';

const modules = import.meta.glob<{ readonly program?: Program }>(['./*.ts', '!./*.test.ts', '!./index.ts', '!./lazy.ts'], { eager: true });

/**
 * Every program by the name that files in images name it with. Adding one is adding a file that exports `program`. The page
 * has `lazy.ts` instead (see vite.chunks.ts).
 */
export const programs: ReadonlyMap<string, Program> = new Map(
  Object.values(modules).flatMap(({ program }) => (program ? [[program.name, program] as const] : [])),
);
