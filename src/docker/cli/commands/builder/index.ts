import type { Command } from '../../command.ts';
import { du, inspect, ls, others, use, version } from './buildx.ts';
import { prune } from './prune.ts';

/** The commands of the component that builds, but for `docker buildx build`. */
export const BUILDX_COMMANDS: readonly Command[] = [prune, du, inspect, ls, use, version, ...others];
