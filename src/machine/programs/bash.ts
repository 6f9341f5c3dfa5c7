import { runShell } from '../shell/index.ts';
import type { Program } from '../system.ts';

/** GNU bash 5.2. */
export const program: Program = { name: 'bash', main: (system) => runShell(system, 'bash') };
