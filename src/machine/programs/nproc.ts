import { parseOptions } from './support/options.ts';
import type { Tool } from './support/tool.ts';
import { toProgram } from './support/tool.ts';

export const tool: Tool = {
  name: 'nproc',
  usage: '[OPTION]...',
  busyboxUsage: '--all --ignore=N',
  *run(call) {
    const options = parseOptions(call, { all: '--all', ignore: '--ignore=' });
    const { resources, cgroup } = call.system;
    // Pinning shows here; a CPU quota does not, as with a real kernel.
    const allowed = options.has('all') ? undefined : resources.limits(cgroup).cpuset;
    const cores = allowed ? allowed.length : resources.cores;
    yield* call.print(`${Math.max(1, cores - Number(options.value('ignore') ?? 0))}\n`);
    return 0;
  },
};

export const program = toProgram(tool);
