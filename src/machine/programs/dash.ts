import { runShell } from '../shell/index.ts';
import type { Program } from '../system.ts';

export const program: Program = { name: 'dash', main: (system) => runShell(system, 'dash') };
