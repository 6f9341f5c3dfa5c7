import type { Json } from '../../docker/api/http.ts';

/** What one container used at a moment of virtual time. */
export interface Sample {
  /** Seconds since 1970, virtual. */
  readonly at: number;
  /** CPU time used so far, seconds. */
  readonly cpu: number;
  /** CPU time for which it was held back by its quota, seconds. */
  readonly throttled: number;
  /** Bytes. */
  readonly memory: number;
  readonly cache: number;
}

/** A container's samples and limits, for its charts. */
export interface UsageSeries {
  readonly id: string;
  readonly name: string;
  readonly samples: readonly Sample[];
  /** Cores; 0 is unlimited. */
  readonly cpuLimit: number;
  /** Bytes; 0 is unlimited. */
  readonly memoryLimit: number;
  readonly isAlive: boolean;
}

interface StatsBody {
  readonly id?: string;
  readonly name?: string;
  readonly read?: string;
  readonly cpu_stats?: { readonly cpu_usage?: { readonly total_usage?: number }; readonly throttling_data?: { readonly throttled_time?: number } };
  readonly memory_stats?: { readonly usage?: number; readonly stats?: { readonly file?: number } };
}

/** A sample from what `/containers/ID/stats` answers. */
export function toSample(body: Json, at: number): Sample {
  const { cpu_stats: cpu, memory_stats: memory } = body as StatsBody;
  return {
    at,
    cpu: (cpu?.cpu_usage?.total_usage ?? 0) / 1e9,
    throttled: (cpu?.throttling_data?.throttled_time ?? 0) / 1e9,
    memory: memory?.usage ?? 0,
    cache: memory?.stats?.file ?? 0,
  };
}

/** Cores in use between consecutive samples. */
export function coresUsed(samples: readonly Sample[]): (number | null)[] {
  return samples.map((sample, i) => {
    const before = samples[i - 1];
    return before && sample.at > before.at ? Math.max(0, (sample.cpu - before.cpu) / (sample.at - before.at)) : null;
  });
}

/**
 * In how many seconds a container's memory meets its limit if it goes on growing as it did over the last samples;
 * undefined when it does not grow, or has no limit.
 */
export function secondsToLimit(samples: readonly Sample[], limit: number): number | undefined {
  const recent = samples.slice(-8);
  const [first, last] = [recent[0], recent.at(-1)];
  if (!first || !last || limit === 0 || last.at <= first.at) return undefined;
  const rate = (last.memory - first.memory) / (last.at - first.at);
  const seconds = (limit - last.memory) / rate;
  return rate > 0 && seconds > 0 && seconds < 3600 ? seconds : undefined;
}
