import { SECOND } from '../../core/clock.ts';
import type { Call } from './support/call.ts';
import { memoryFacts } from './support/memory.ts';
import { NotSimulated } from '../../core/errors.ts';
import { parseOptions } from './support/options.ts';
import type { Tool } from './support/tool.ts';
import { toProgram } from './support/tool.ts';

const HEADER = 'procs -----------memory---------- ---swap-- -----io---- -system-- ------cpu-----\n r  b   swpd   free   buff  cache   si   so    bi    bo   in   cs us sy id wa st\n';

function row(call: Call, share: number): string {
  const memory = memoryFacts(call);
  const running = call.system.processes.list().filter(({ state }) => state === 'R').length;
  const kib = (bytes: number, width: number) => String(Math.floor(bytes / 1024)).padStart(width);
  const busy = Math.round(Math.min(100, share));
  return `${String(running).padStart(2)}  0 ${kib(memory.swapUsed, 6)} ${kib(memory.free, 6)} ${kib(memory.buffers, 6)} ${kib(memory.cache, 6)}    0    0     0     0    0    0 ${String(busy).padStart(2)}  0 ${String(100 - busy).padStart(2)}  0  0\n`;
}

export const tool: Tool = {
  name: 'vmstat',
  origin: 'procps-ng 4.0.2',
  usage: '[options] [delay [count]]',
  *run(call) {
    const options = parseOptions(call, { wide: '!w --wide', active: '!a --active', disk: '!d --disk', slabs: '!m --slabs', stats: '!s --stats', oneHeader: 'n --one-header', unit: '!S --unit=', timestamp: '!t --timestamp' });
    const [delay, count] = options.operands.map(Number);
    if ([delay, count].some((number) => number !== undefined && Number.isNaN(number))) throw new NotSimulated('vmstat with devices');
    const { resources } = call.system;
    const uptime = call.now() - call.system.host.bootedAt;
    yield* call.print(HEADER + row(call, uptime > 0 ? (100 * resources.usage('/').cpu) / (uptime * resources.cores) : 0));
    const times = delay === undefined ? 1 : (count ?? Infinity);
    for (let i = 1; i < times; i++) {
      const before = resources.usage('/').cpu;
      yield* call.flush();
      yield* call.system.sleep(delay! * SECOND);
      yield* call.print(row(call, (100 * (resources.usage('/').cpu - before)) / (delay! * SECOND * resources.cores)));
    }
    return 0;
  },
};

export const program = toProgram(tool);
