import { describe, expect, it } from 'vitest';
import { SECOND, VirtualClock } from '../../core/clock.ts';
import { Scheduler } from '../../core/process.ts';
import { isSystemError } from '../errno.ts';
import { createResources } from './create-resources.ts';
import type { ResourcesOptions } from './create-resources.ts';
import type { GroupId, Limits } from './resources.ts';

const MIB = 2 ** 20;

/** Groups by name below the root, each with one process whose pid is given by order. */
function bench(options: Partial<ResourcesOptions>, groups: Readonly<Record<string, Limits>> = {}) {
  const clock = new VirtualClock(0);
  const scheduler = new Scheduler(clock);
  const resources = createResources({ clock, cores: 1, memory: 1024 * MIB, swap: 0, ...options });
  const log: string[] = [];
  resources.setProcessControl({
    kill(pid) {
      log.push(`killed ${pid}`);
      resources.leave('', pid);
    },
    hold: (pid) => log.push(`hold ${pid}`),
    letGo: (pid) => log.push(`let go ${pid}`),
  });
  let pid = 0;
  const pids = new Map<string, number>();
  for (const [name, limits] of Object.entries(groups)) {
    const id = resources.createGroup('/', name, limits);
    resources.join(id, ++pid);
    pids.set(id, pid);
  }
  const compute = (id: GroupId, cpuTime: number, label = id) => scheduler.start(resources.compute(id, pids.get(id)!, cpuTime), () => log.push(`${label} done at ${clock.now()}`));
  const cpu = (id: GroupId) => resources.usage(id).cpu;
  const failure = (act: () => void) => {
    try {
      act();
      return undefined;
    } catch (error) {
      return isSystemError(error) ? error.code : error;
    }
  };
  return { clock, scheduler, resources, log, compute, cpu, failure, run: (until?: number) => scheduler.run(until === undefined ? {} : { until }) };
}

describe('CPU', () => {
  it('is shared by weight while there is not enough, and whole when there is', () => {
    const { compute, run, log } = bench({}, { a: { cpuShares: 1024 }, b: { cpuShares: 512 } });
    compute('/a', 1 * SECOND);
    compute('/b', 1 * SECOND);
    run();
    expect(log).toEqual(['/a done at 1500000', '/b done at 2000000']);
  });

  it('gives a process no more than one core, and what is left to others', () => {
    const { compute, cpu, run } = bench({ cores: 3 }, { a: { cpuShares: 4096 }, b: {}, c: {} });
    for (const id of ['/a', '/b', '/b', '/b', '/c', '/c', '/c']) compute(id, 100 * SECOND);
    run(3 * SECOND);
    expect([cpu('/a'), cpu('/b'), cpu('/c'), cpu('/')]).toEqual([3e6, 3e6, 3e6, 9e6]);
  });

  it('stops a group that has used its quota until the next period', () => {
    const { compute, run, log, resources } = bench({ cores: 2 }, { half: { cpuQuota: 50_000 } });
    compute('/half', 60_000);
    run();
    expect(log).toEqual(['/half done at 110000']);
    compute('/half', 10 * SECOND);
    run();
    const { cpu, periods, throttledPeriods, throttled } = resources.usage('/half');
    expect([log[1], cpu, periods, throttledPeriods, throttled]).toEqual(['/half done at 20110000', 10_060_000, 201, 201, 10_050_000]);
  });

  it('uses a quota up faster with more processes', () => {
    const { compute, run, resources } = bench({ cores: 4 }, { g: { cpuQuota: 100_000 } });
    for (let i = 0; i < 4; i++) compute('/g', 100 * SECOND);
    run(10 * SECOND);
    const { cpu, periods, throttledPeriods, throttled } = resources.usage('/g');
    expect([cpu, periods, throttledPeriods, throttled]).toEqual([10 * SECOND, 100, 100, 7_500_000]);
  });

  it('does not throttle what stays below its quota', () => {
    const { scheduler, clock, resources } = bench({}, { g: { cpuQuota: 50_000 } });
    scheduler.start(
      (function* () {
        for (let i = 0; i < 100; i++) {
          yield* resources.compute('/g', 1, 4_000);
          yield { reason: 'sleep', start: (wake) => clock.at(clock.now() + 6_000, wake) };
        }
      })(),
    );
    scheduler.run();
    const { cpu, periods, throttledPeriods } = resources.usage('/g');
    expect([clock.now(), cpu, periods, throttledPeriods]).toEqual([SECOND, 400_000, 10, 0]);
  });

  it('keeps to the cores of a set', () => {
    const { compute, run, resources } = bench({ cores: 2 }, { a: { cpuset: [0] }, b: { cpuset: [0] }, c: {}, d: {} });
    for (const id of ['/a', '/b', '/c', '/d']) compute(id, 100 * SECOND);
    run(SECOND);
    expect(['/a', '/b', '/c', '/d', '/'].map((id) => resources.usage(id).cpu)).toEqual([500_000, 500_000, 500_000, 500_000, 2_000_000]);
    expect(['/a', '/c', '/'].map((id) => resources.usage(id).perCore)).toEqual([[500_000, 0], [0, 500_000], [SECOND, SECOND]]);
    compute('/a', 100 * SECOND);
    compute('/b', 100 * SECOND);
    compute('/c', 100 * SECOND);
    run(2 * SECOND);
    expect(['/a', '/b', '/c', '/d'].map((id) => resources.usage(id).cpu - 500_000)).toEqual([500_000, 500_000, 500_000, 500_000]);
    expect(resources.cpuNow('/a')).toEqual({ rate: 0.5, wanted: 2, limitedBy: 'cores' });
  });

  it('changes at once with its limits', () => {
    const { compute, run, cpu, resources } = bench({}, { a: {}, b: {} });
    compute('/a', 100 * SECOND);
    compute('/b', 100 * SECOND);
    run(SECOND);
    resources.setLimits('/a', { cpuShares: 3072 });
    run(2 * SECOND);
    resources.setLimits('/a', { cpuQuota: 10_000, cpuPeriod: 100_000 });
    run(3 * SECOND);
    expect([cpu('/a'), cpu('/b')]).toEqual([1_260_000 + 90_000, 1_740_000 - 90_000]);
    expect(resources.cpuNow('/a')).toEqual({ rate: 0.1, wanted: 1, limitedBy: 'quota' });
  });

  it('stands still while frozen or stopped', () => {
    const { compute, run, log, cpu, resources } = bench({}, { a: {}, b: {} });
    compute('/a', SECOND);
    compute('/b', SECOND);
    run(500_000);
    resources.setFrozen('/a', true);
    run(SECOND);
    resources.setStopped(2, true);
    run(5 * SECOND);
    expect([cpu('/a'), cpu('/b'), resources.processUse(2)?.cpu]).toEqual([250_000, 750_000, 750_000]);
    resources.setFrozen('/a', false);
    resources.setStopped(2, false);
    run();
    expect(log).toEqual(['hold 1', 'let go 1', '/b done at 5500000', '/a done at 6000000']);
  });

  it('counts the load', () => {
    const { compute, run, resources } = bench({ cores: 2 }, { a: {} });
    for (let i = 0; i < 4; i++) compute('/a', 1000 * SECOND);
    run(60 * SECOND);
    const minute = resources.load();
    run(3600 * SECOND);
    expect([minute, resources.load()]).toEqual([[2.41, 0.67, 0.23], [0, 0.02, 0.63]]);
  });
});

describe('memory', () => {
  it('kills the largest of the group whose limit is met', () => {
    const { resources, log } = bench({}, { small: { memory: 16 * MIB } });
    const events: unknown[] = [];
    resources.onOom((event) => events.push({ ...event, candidates: event.candidates.map(({ pid }) => pid) }));
    resources.join('/small', 7);
    resources.allocate('/small', 1, 4 * MIB);
    resources.allocate('/small', 7, 10 * MIB);
    resources.allocate('/small', 1, 4 * MIB);
    expect(log).toEqual(['killed 7']);
    expect(events).toEqual([{ group: '/small', victim: 7, at: 0, victimGroup: '/small', limit: 16 * MIB, requested: MIB, held: { memory: 16 * MIB, cache: 0, shared: 0, swap: 0 }, swapFree: 0, candidates: [7, 1] }]);
    expect(resources.usage('/small')).toMatchObject({ memory: 8 * MIB, memoryPeak: 16 * MIB, oomKills: 1, pids: 1 });
  });

  it('chooses by oom_score_adj, and never those that have -1000', () => {
    const { resources, log, failure } = bench({}, { g: { memory: 16 * MIB } });
    resources.join('/g', 7, 500);
    resources.setOomScoreAdjust(1, -1000);
    resources.allocate('/g', 1, 10 * MIB);
    resources.allocate('/g', 7, 4 * MIB);
    resources.allocate('/g', 1, 4 * MIB);
    expect([log, failure(() => resources.allocate('/g', 1, 4 * MIB))]).toEqual([['killed 7'], 'ENOMEM']);
  });

  it('takes page cache back first, from those above their reservation', () => {
    const { resources, log } = bench({ memory: 100 * MIB }, { kept: { memoryReservation: 40 * MIB }, other: {} });
    resources.cache('/kept', 40 * MIB);
    resources.cache('/other', 50 * MIB);
    resources.allocate('/other', 2, 30 * MIB);
    expect([resources.usage('/kept').cache, resources.usage('/other').cache, log]).toEqual([40 * MIB, 30 * MIB, []]);
    resources.allocate('/other', 2, 50 * MIB);
    expect([resources.usage('/kept').cache, resources.usage('/other').cache, log]).toEqual([20 * MIB, 0, []]);
  });

  it('swaps as far as the group may', () => {
    const { resources, log } = bench({ swap: 1024 * MIB }, { g: { memory: 16 * MIB, memorySwap: 24 * MIB }, none: { memory: 16 * MIB, memorySwap: 16 * MIB } });
    resources.allocate('/g', 1, 20 * MIB);
    expect(resources.usage('/g')).toMatchObject({ memory: 16 * MIB, swap: 4 * MIB });
    resources.allocate('/g', 1, 8 * MIB);
    resources.allocate('/none', 2, 20 * MIB);
    expect([log, resources.memoryNow()]).toEqual([['killed 1', 'killed 2'], { used: 0, shared: 0, cache: 0, free: 1024 * MIB, swapUsed: 0 }]);
  });

  it('counts tmpfs, which stays when its writer is killed', () => {
    const { resources, log, failure } = bench({}, { g: { memory: 16 * MIB } });
    resources.allocate('/g', 1, MIB);
    resources.shared('/g', 10 * MIB);
    expect(failure(() => resources.shared('/g', 10 * MIB))).toBe('ENOMEM');
    expect([log, resources.usage('/g').shared]).toEqual([['killed 1'], 10 * MIB]);
  });

  it('holds whoever asks for more where the OOM killer is off', () => {
    const { resources, log } = bench({}, { g: { memory: 16 * MIB, isOomKillDisabled: true } });
    resources.allocate('/g', 1, 10 * MIB);
    resources.allocate('/g', 1, 10 * MIB);
    expect([log, resources.usage('/g').memory]).toEqual([['hold 1'], 16 * MIB]);
    resources.setLimits('/g', { memory: 32 * MIB, isOomKillDisabled: true });
    expect([log, resources.usage('/g').memory]).toEqual([['hold 1', 'let go 1'], 20 * MIB]);
  });

  it('kills when a limit is set below what is used', () => {
    const { resources, log } = bench({}, { g: {} });
    resources.allocate('/g', 1, 10 * MIB);
    resources.setLimits('/g', { memory: 6 * MIB });
    expect(log).toEqual(['killed 1']);
  });
});

describe('pids and disk', () => {
  it('refuses a process beyond the limit', () => {
    const { resources, failure } = bench({}, { g: { pids: 2 } });
    resources.join('/g', 8);
    expect([failure(() => resources.join('/g', 9)), resources.usage('/g').pids, resources.usage('/g').pidsRefused]).toEqual(['EAGAIN', 2, 1]);
    resources.leave('/g', 8);
    resources.join('/g', 9);
    expect([failure(() => resources.removeGroup('/g')), failure(() => resources.createGroup('/', 'g', {}))]).toEqual(['EBUSY', 'EEXIST']);
  });

  it('shares a disk by weight, within the limits', () => {
    const limits = { a: { blockIoWeight: 300 }, b: { blockIoWeight: 100 }, c: { writeBps: new Map([['/dev/vda', 10 * MIB]]) } };
    const { scheduler, resources, clock, log } = bench({ disk: { path: '/dev/vda', bandwidth: 100 * MIB } }, limits);
    const transfer = (id: string, megabytes: number) => scheduler.start(resources.transfer(id, 'write', megabytes * MIB), () => log.push(`${id} ${clock.now()}`));
    transfer('/a', 135);
    transfer('/b', 90);
    transfer('/c', 20);
    scheduler.run();
    expect([log, resources.usage('/c').writtenBytes, resources.usage('/c').writeOperations]).toEqual([['/a 2000000', '/c 2000000', '/b 2450000'], 20 * MIB, 160]);
  });
});
