import { SECOND } from '../../core/clock.ts';
import { busyboxSize } from './support/format.ts';
import type { Call } from './support/call.ts';
import { memoryFacts } from './support/memory.ts';
import { parseOptions } from './support/options.ts';
import type { Tool } from './support/tool.ts';
import { toProgram } from './support/tool.ts';

const OPTIONS = {
  bytes: 'b --bytes', kibi: 'k --kibi', mebi: 'm --mebi', gibi: 'g --gibi', tebi: 'gnu:--tebi',
  kilo: 'gnu:--kilo', mega: 'gnu:--mega', giga: 'gnu:--giga',
  human: 'h --human', si: 'gnu:--si', lohi: '!gnu:l --lohi', total: 'gnu:t --total', wide: 'gnu:w --wide',
  seconds: 'gnu:s --seconds=', count: 'gnu:c --count=', committed: '!gnu:v --committed',
} as const;

const UNITS = { bytes: 1, kibi: 1024, mebi: 1024 ** 2, gibi: 1024 ** 3, tebi: 1024 ** 4, kilo: 1000, mega: 1000 ** 2, giga: 1000 ** 3 } as const;

/** `586Mi`, `8.6Mi`, `0B`: at most four places. */
function human(bytes: number, base: 1000 | 1024): string {
  const suffix = base === 1024 ? 'i' : '';
  if (bytes < base) return `${bytes}B`;
  let value = bytes;
  for (const unit of 'KMGTP') {
    value /= base;
    if (value < 10 && Math.floor(value * 10) / 10 < 10) return `${(Math.floor(value * 10) / 10).toFixed(1)}${unit}${suffix}`;
    if (value < base) return `${Math.floor(value)}${unit}${suffix}`;
  }
  return `${Math.floor(value)}E`;
}

function table(call: Call, options: ReturnType<typeof parseOptions<keyof typeof OPTIONS>>): string {
  const unit = options.last('bytes', 'kibi', 'mebi', 'gibi', 'tebi', 'kilo', 'mega', 'giga') ?? 'kibi';
  const facts = memoryFacts(call);
  const isHuman = options.has('human');
  const show = (bytes: number) => (isHuman ? (call.isBusybox ? (bytes === 0 ? '0' : busyboxSize(bytes)) : human(bytes, options.has('si') ? 1000 : 1024)) : String(Math.floor(bytes / UNITS[unit])));
  const isWide = options.has('wide');
  const headers = ['total', 'used', 'free', 'shared', ...(isWide ? ['buffers', 'cache'] : ['buff/cache']), 'available'];
  const cells = [facts.total, facts.used, facts.free, facts.shared, ...(isWide ? [facts.buffers, facts.cache] : [facts.buffers + facts.cache]), facts.available];
  const swap = [facts.swapTotal, facts.swapUsed, facts.swapTotal - facts.swapUsed];
  const [head, width] = call.isBusybox ? [7, 12] : [8, 12];
  const row = (label: string, values: readonly string[]) => `${label.padEnd(head)}${values.map((value, i) => value.padStart(i === 0 ? 12 : width)).join('')}\n`;
  const lines = call.isBusybox
    ? [row('', headers), row('Mem:', cells.map(show)), row('Swap:', swap.map(show))]
    : [row('', headers), row('Mem:', cells.map(show)), row('Swap:', swap.map(show))];
  if (options.has('total')) lines.push(row('Total:', [facts.total + facts.swapTotal, facts.used + facts.swapUsed, facts.free + facts.swapTotal - facts.swapUsed].map(show)));
  return lines.join('');
}

export const tool: Tool = {
  name: 'free',
  origin: 'procps-ng 4.0.2',
  usage: '[options]',
  busyboxUsage: '[-bkmgh]',
  *run(call) {
    const options = parseOptions(call, OPTIONS);
    const seconds = options.value('seconds');
    const count = options.has('count') ? Number(options.value('count')) : seconds === undefined ? 1 : Infinity;
    for (let i = 0; i < count; i++) {
      if (i > 0) {
        yield* call.print('\n');
        yield* call.flush();
        yield* call.system.sleep(Number(seconds ?? 1) * SECOND);
      }
      yield* call.print(table(call, options));
    }
    return 0;
  },
};

export const program = toProgram(tool);
