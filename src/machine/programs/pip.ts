import type { Program } from '../system.ts';
import { runPip } from './pip/command.ts';
import { installationOf } from './python/start.ts';
import { baseName } from './support/tool.ts';

export const program: Program = {
  name: 'pip',
  *main(system) {
    return yield* runPip(system, installationOf(system), system.argv.slice(1), baseName(system.argv[0] ?? 'pip'));
  },
};
