import { runShell } from '../shell/index.ts';
import type { Program } from '../system.ts';

/** Debian's /bin/sh, which is dash. */
export const program: Program = { name: 'sh', main: (system) => runShell(system, 'dash') };

/** The `sh` of BusyBox, which is ash. */
export const applet: Program = { name: 'sh', main: (system) => runShell(system, 'ash') };
