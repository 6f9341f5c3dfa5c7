import type { Command } from '../command.ts';
import { BUILDX_COMMANDS } from './builder/index.ts';
import { attach } from './container/attach.ts';
import { cp } from './container/cp.ts';
import { create } from './container/create.ts';
import { exec } from './container/exec.ts';
import { logs } from './container/logs.ts';
import { ps } from './container/ps.ts';
import { run } from './container/run.ts';
import { commit, diff, exportCommand, inspect as inspectContainer, port, prune as pruneContainers, top } from './container/show.ts';
import { kill, pause, rename, restart, rm, stop, unpause, update, wait } from './container/simple.ts';
import { start } from './container/start.ts';
import { stats } from './container/stats.ts';
import { CONTEXT_COMMANDS } from './context/context.ts';
import { build, buildxBuild } from './image/build-command.ts';
import { list as images } from './image/list.ts';
import { pull, push } from './image/pull.ts';
import { history, importCommand, inspect as inspectImage, load, prune as pruneImages, rm as rmi, save, tag } from './image/simple.ts';
import { inspect } from './inspect.ts';
import { manifestInspect } from './manifest.ts';
import { NETWORK_COMMANDS } from './network/network.ts';
import { REFUSED_COMMANDS } from './refused/other.ts';
import { SWARM_COMMANDS } from './refused/swarm.ts';
import { login, logout, search } from './registry/registry.ts';
import { SYSTEM_COMMANDS } from './system/system.ts';
import { VOLUME_COMMANDS } from './volume/volume.ts';

export { GROUPS } from './groups.ts';

const CONTAINER_COMMANDS: readonly Command[] = [
  attach, commit, cp, create, diff, exec, exportCommand, inspectContainer, kill, logs, pause, port, ps, pruneContainers, rename, restart, rm, run, start, stats,
  stop, top, unpause, update, wait,
];
const IMAGE_COMMANDS: readonly Command[] = [build, buildxBuild, history, images, importCommand, inspectImage, load, pruneImages, pull, push, rmi, save, tag];

/** Every command of docker, once. */
export const COMMANDS: readonly Command[] = [
  ...CONTAINER_COMMANDS, ...IMAGE_COMMANDS, ...NETWORK_COMMANDS, ...VOLUME_COMMANDS, ...SYSTEM_COMMANDS, ...CONTEXT_COMMANDS, inspect, login, logout, search,
  manifestInspect, ...BUILDX_COMMANDS, ...REFUSED_COMMANDS, ...SWARM_COMMANDS,
];
