import { describe, expect, it } from 'vitest';
import { VirtualClock } from '../../../core/clock.ts';
import { Scheduler } from '../../../core/process.ts';
import { createResources } from '../create-resources.ts';
import type { ResourcesOptions } from '../create-resources.ts';
import type { Limits, OomEvent } from '../resources.ts';
import { explainCpu } from './explain-cpu.ts';
import { explainOom } from './explain-oom.ts';

const MIB = 2 ** 20;

/** Groups below the root, each with so many processes that compute without end, after a second. */
function busy(options: Partial<ResourcesOptions>, groups: Readonly<Record<string, Limits & { readonly busy?: number }>>) {
  const clock = new VirtualClock(0);
  const scheduler = new Scheduler(clock);
  const resources = createResources({ clock, cores: 1, memory: 1024 * MIB, swap: 0, ...options });
  let pid = 0;
  for (const [name, { busy: tasks = 1, ...limits }] of Object.entries(groups)) {
    const id = resources.createGroup('/', name, limits);
    for (let i = 0; i < tasks; i++) {
      resources.join(id, ++pid);
      scheduler.start(resources.compute(id, pid, 1e12));
    }
  }
  scheduler.run({ until: 1_000_000 });
  return { resources, why: (id: string) => explainCpu(resources.cpuFacts(id)) };
}

describe('why a group gets so much CPU', () => {
  it('by its weight among those that compete for its cores', () => {
    const { why } = busy({}, { a: { cpuShares: 1024 }, b: { cpuShares: 512 } });
    expect(why('/a')).toEqual({
      rate: 2 / 3, wanted: 1,
      reason: {
        kind: 'weight', group: '/a', isOwn: true, weight: 1024, weights: 1536, cores: [0], fair: 2 / 3, lent: 0,
        others: [{ group: '/b', weight: 512, rate: expect.closeTo(1 / 3, 9) as number, wanted: 1, cores: [0], onCores: [0] }],
      },
    });
  });

  it('more than its weight says, as long as others leave theirs', () => {
    const { why } = busy({}, { a: {}, b: { cpuQuota: 20_000 } });
    expect(why('/a')).toMatchObject({ reason: { kind: 'weight', fair: 0.5, lent: expect.closeTo(0.3, 6) as number } });
    expect(why('/b')).toMatchObject({ rate: expect.closeTo(0.2, 6) as number, reason: { kind: 'quota', isOwn: true, quota: 20_000, period: 100_000 } });
  });

  it('without those that find room on other cores', () => {
    const { why } = busy({ cores: 2 }, { a: { cpuset: [0] }, b: { cpuset: [0] }, elsewhere: { cpuQuota: 30_000 } });
    expect(why('/a')).toMatchObject({ rate: 0.5, reason: { kind: 'weight', weights: 2048, others: [{ group: '/b' }] } });
  });

  it('by its quota, its cores, or by what it asks for', () => {
    const { why } = busy({ cores: 4 }, { quota: { cpuQuota: 150_000, busy: 2 }, pinned: { cpuset: [3], busy: 2 }, one: {}, none: { busy: 0 } });
    expect(['/quota', '/pinned', '/one', '/none'].map(why)).toMatchObject([
      { rate: 1.5, wanted: 2, reason: { kind: 'quota' } },
      { rate: 1, wanted: 2, reason: { kind: 'cores', cores: [3], isPinned: true, wanted: 2 } },
      { rate: 1, reason: { kind: 'enough' } },
      { rate: 0, reason: { kind: 'idle' } },
    ]);
  });

  it('nothing, while it is frozen', () => {
    const { resources, why } = busy({}, { a: {} });
    resources.setFrozen('/a', true);
    expect(why('/a').reason).toEqual({ kind: 'frozen', group: '/a' });
  });
});

describe('why a process was killed', () => {
  function killed(limits: Limits, use: (resources: ReturnType<typeof busy>['resources']) => void) {
    const events: OomEvent[] = [];
    const { resources } = busy({ swap: 16 * MIB }, { a: { ...limits, busy: 2 } });
    resources.onOom((event) => events.push(event));
    use(resources);
    return events.map(explainOom);
  }

  it('has most of what its group may have', () => {
    const [why] = killed({ memory: 64 * MIB, memorySwap: 64 * MIB }, (resources) => {
      resources.allocate('/a', 1, 10 * MIB);
      resources.allocate('/a', 2, 60 * MIB);
    });
    expect(why).toEqual({
      group: '/a', isHost: false, limit: 64 * MIB, held: 64 * MIB, requested: MIB, anonymous: 64 * MIB, shared: 0, cache: 0, swap: 'none', choice: 'largest',
      victim: { pid: 2, memory: 54 * MIB, oomScoreAdjust: 0, points: 54 * MIB },
      others: [{ pid: 1, memory: 10 * MIB, oomScoreAdjust: 0, points: 10 * MIB }],
    });
  });

  it('was put before a larger one', () => {
    const [why] = killed({ memory: 64 * MIB, memorySwap: 64 * MIB }, (resources) => {
      resources.setOomScoreAdjust(1, 900);
      resources.allocate('/a', 1, 10 * MIB);
      resources.allocate('/a', 2, 60 * MIB);
    });
    expect(why).toMatchObject({ victim: { pid: 1, oomScoreAdjust: 900 }, choice: 'adjusted' });
  });

  it('holds more than a limit that was lowered', () => {
    const [why] = killed({ memory: 64 * MIB, memorySwap: 64 * MIB }, (resources) => {
      resources.allocate('/a', 1, 40 * MIB);
      resources.setLimits('/a', { memory: 32 * MIB, memorySwap: 32 * MIB });
    });
    expect(why).toMatchObject({ limit: 32 * MIB, held: 40 * MIB, requested: 0, victim: { pid: 1 } });
  });
});
