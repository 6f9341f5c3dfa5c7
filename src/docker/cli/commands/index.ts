import type { Command } from '../command.ts';
import { BUILDER_COMMANDS } from './builder/index.ts';
import { attach } from './container/attach.ts';
import { create } from './container/create.ts';
import { exec } from './container/exec.ts';
import { logs } from './container/logs.ts';
import { ps } from './container/ps.ts';
import { run } from './container/run.ts';
import { commit, diff, exportCommand, inspect, port, prune, top } from './container/show.ts';
import { kill, pause, rename, restart, rm, stop, unpause, update, wait } from './container/simple.ts';
import { start } from './container/start.ts';

export { GROUPS } from './groups.ts';

/** Every command of docker, once. */
export const COMMANDS: readonly Command[] = [
  ...BUILDER_COMMANDS,
  attach, create, exec, logs, ps, run, commit, diff, exportCommand, inspect, port, prune, top, kill, pause, rename, restart, rm, stop, unpause, update, wait, start,
];
