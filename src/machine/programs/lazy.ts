import { Chunk } from '../../core/chunk.ts';
import type { Program } from '../system.ts';
import { program as bash } from './bash.ts';

const modules = import.meta.glob<{ readonly program?: Program }>(['./*.ts', '!./*.test.ts', '!./index.ts', '!./lazy.ts']);

/** Files whose program is not called as they are. */
const NAMES: Readonly<Record<string, string>> = { bracket: '[' };

/** `programs` of `index.ts` for the page: each but the prompt's is fetched when it is first run. */
export const programs: ReadonlyMap<string, Program> = new Map(
  Object.entries(modules).map(([path, load]) => {
    const file = path.slice('./'.length, -'.ts'.length);
    const name = NAMES[file] ?? file;
    // There is no prompt without it.
    if (name === bash.name) return [name, bash];
    const chunk = new Chunk(load);
    return [name, { name, main: function* (system) {
      const { program } = yield* chunk.get();
      return yield* program!.main(system);
    } }];
  }),
);
