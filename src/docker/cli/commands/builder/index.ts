import type { Command } from '../../command.ts';
import { build } from '../image/build.ts';
import { du, inspect, ls, others, use, version } from './buildx.ts';
import { prune } from './prune.ts';

/** Everything about building. */
export const BUILDER_COMMANDS: readonly Command[] = [build, prune, du, inspect, ls, use, version, ...others];
