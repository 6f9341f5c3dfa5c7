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

/** A container sees the whole machine's here, as with a real kernel. */
export function memoryFacts(call: Call): MemoryFacts {
  const { resources } = call.system;
  const usage = resources.usage('/');
  const total = resources.memory;
  const cache = usage.cache;
  const used = Math.max(0, usage.memory - cache);
  return { total, used, free: Math.max(0, total - used - cache), shared: 0, buffers: 0, cache, available: Math.max(0, total - used), swapTotal: resources.swap, swapUsed: usage.swap };
}
