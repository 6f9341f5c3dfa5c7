import { SystemError } from '../../errno.ts';
import { attempt } from './call.ts';
import type { Call } from './call.ts';

/** The machine's memory in bytes, as /proc/meminfo has it. */
export interface MemoryFacts {
  readonly total: number;
  readonly used: number;
  readonly free: number;
  readonly shared: number;
  readonly buffers: number;
  readonly cache: number;
  readonly available: number;
  readonly swapTotal: number;
  readonly swapUsed: number;
}

function fromMeminfo(call: Call): MemoryFacts | undefined {
  const text = attempt(() => call.files.readText('/proc/meminfo'));
  if (text instanceof SystemError) return undefined;
  const fields = new Map([...text.matchAll(/^(\w+):\s+(\d+) kB$/gm)].map((match) => [match[1]!, Number(match[2]) * 1024]));
  const field = (name: string) => fields.get(name) ?? 0;
  const [total, free, available] = [field('MemTotal'), field('MemFree'), field('MemAvailable')];
  const [buffers, cache, swapTotal] = [field('Buffers'), field('Cached') + field('SReclaimable'), field('SwapTotal')];
  const used = call.isBusybox ? total - free - buffers - cache : total - available;
  return { total, used, free, shared: field('Shmem'), buffers, cache, available, swapTotal, swapUsed: swapTotal - field('SwapFree') };
}

/** A container sees the whole machine's here, as with a real kernel. */
export function memoryFacts(call: Call): MemoryFacts {
  const listed = fromMeminfo(call);
  if (listed) return listed;
  const { resources } = call.system;
  const usage = resources.usage('/');
  const total = resources.memory;
  const cache = usage.cache;
  const used = Math.max(0, usage.memory - cache);
  return { total, used, free: Math.max(0, total - used - cache), shared: 0, buffers: 0, cache, available: Math.max(0, total - used), swapTotal: resources.swap, swapUsed: usage.swap };
}
