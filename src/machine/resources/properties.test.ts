import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SECOND, VirtualClock } from '../../core/clock.ts';
import { Scheduler } from '../../core/process.ts';
import { createResources } from './create-resources.ts';
import type { GroupId, Limits, Resources } from './resources.ts';

/** What a random world is made of. Times in ms. */
interface Plan {
  readonly cores: number;
  readonly groups: readonly { readonly parent: number; readonly shares: number; readonly quota: number; readonly cpuset: readonly number[] }[];
  readonly jobs: readonly { readonly group: number; readonly at: number; readonly work: number }[];
  readonly changes: readonly { readonly group: number; readonly at: number; readonly shares: number; readonly quota: number }[];
}

const PERIOD = 100_000;
/** How often is looked: out of step with everything else. */
const STEP = 7_919;

const planOf = (cores: number, hasQuotas: boolean, hasPins: boolean): fc.Arbitrary<Plan> =>
  fc.record({
    cores: fc.constant(cores),
    groups: fc.array(
      fc.record({
        parent: fc.nat(4),
        shares: fc.constantFrom(0, 2, 512, 1024, 2048, 10_000),
        quota: hasQuotas ? fc.constantFrom(0, 0, 1_000, 20_000, 50_000, 150_000) : fc.constant(0),
        cpuset: hasPins ? fc.subarray(Array.from({ length: cores }, (_, core) => core)) : fc.constant([]),
      }),
      { minLength: 1, maxLength: 8 },
    ),
    jobs: fc.array(fc.record({ group: fc.nat(7), at: fc.nat(900), work: fc.integer({ min: 1, max: 700 }) }), { minLength: 1, maxLength: 14 }),
    changes: hasQuotas ? fc.array(fc.record({ group: fc.nat(7), at: fc.nat(900), shares: fc.constantFrom(0, 100, 5_000), quota: fc.constantFrom(0, 10_000, 120_000) }), { maxLength: 4 }) : fc.constant([]),
  });

const anyPlan = fc.constantFrom(1, 2, 3, 4).chain((cores) => fc.tuple(fc.boolean(), fc.boolean()).chain(([quotas, pins]) => planOf(cores, quotas, pins)));

interface World {
  readonly clock: VirtualClock;
  readonly scheduler: Scheduler;
  readonly resources: Resources;
  readonly ids: readonly GroupId[];
  /** Of finished jobs, when. */
  readonly ends: Map<number, number>;
}

function limitsOf({ shares, quota, cpuset }: { shares: number; quota: number; cpuset?: readonly number[] }): Limits {
  return { cpuShares: shares, cpuQuota: quota, cpuPeriod: PERIOD, ...(cpuset && cpuset.length > 0 ? { cpuset } : {}) };
}

/** `start` is when the world begins, µs; ends are told from there. */
function build(plan: Plan, start = 0): World {
  const clock = new VirtualClock(start);
  const scheduler = new Scheduler(clock);
  const resources = createResources({ clock, cores: plan.cores, memory: 2 ** 30, swap: 0 });
  const ids: GroupId[] = [];
  plan.groups.forEach((group, i) => ids.push(resources.createGroup(group.parent < i ? ids[group.parent]! : '/', `g${i}`, limitsOf(group))));
  const ends = new Map<number, number>();
  plan.jobs.forEach(({ group, at, work }, job) => {
    const id = ids[group % ids.length]!;
    resources.join(id, job + 1);
    clock.at(start + at * 1000, () => scheduler.start(resources.compute(id, job + 1, work * 1000), () => ends.set(job, clock.now() - start)));
  });
  for (const { group, at, ...limits } of plan.changes) {
    const id = ids[group % ids.length]!;
    const cpuset = plan.groups[group % ids.length]!.cpuset;
    clock.at(start + at * 1000, () => resources.setLimits(id, limitsOf({ ...limits, cpuset })));
  }
  return { clock, scheduler, resources, ids, ends };
}

/** Runs, and looks at the world at random enough moments. */
function watch(plan: Plan, look: (world: World, now: number) => void, until = 10 * SECOND): World {
  const world = build(plan);
  for (let at = 0; at <= until; at += STEP) {
    world.scheduler.run({ until: at });
    look(world, at);
  }
  return world;
}

describe('sharing the cores, whatever is asked', () => {
  it('conserves work: what was asked is used, once, and groups sum up', () => {
    fc.assert(
      fc.property(anyPlan, (plan) => {
        const { scheduler, resources, ends } = build(plan);
        scheduler.run();
        const asked = plan.jobs.reduce((sum, { work }) => sum + work * 1000, 0);
        expect(ends.size).toBe(plan.jobs.length);
        expect(resources.usage('/').cpu).toBe(asked);
        plan.jobs.forEach(({ work }, job) => expect(resources.processUse(job + 1)!.cpu).toBe(work * 1000));
      }),
      { numRuns: 300, seed: 1 },
    );
  });

  it('uses no core twice, and no process more than one', () => {
    fc.assert(
      fc.property(anyPlan, (plan) => {
        let before: readonly number[] = [];
        let cpuBefore: readonly number[] = [];
        const grows = (now: readonly number[], then: readonly number[]) => Math.max(...now.map((time, i) => time - (then[i] ?? 0)));
        watch(plan, ({ resources }) => {
          const { perCore } = resources.usage('/');
          const cpus = plan.jobs.map((_, job) => resources.processUse(job + 1)!.cpu);
          if (grows(perCore, before) > STEP + 3 || grows(cpus, cpuBefore) > STEP + 1) throw new Error(`${perCore.join()} after ${before.join()}`);
          before = perCore;
          cpuBefore = cpus;
        }, 2 * SECOND);
      }),
      { numRuns: 200, seed: 2 },
    );
  });

  it('stays in the cores of a set', () => {
    fc.assert(
      fc.property(planOf(4, false, true), (plan) => {
        const { scheduler, resources, ids } = build(plan);
        scheduler.run();
        plan.groups.forEach(({ cpuset, parent }, i) => {
          if (cpuset.length === 0 || parent < i || plan.groups.some((other, j) => j > i && other.parent === i)) return;
          resources.usage(ids[i]!).perCore.forEach((time, core) => cpuset.includes(core) || expect(time).toBeLessThanOrEqual(1));
        });
      }),
      { numRuns: 200, seed: 3 },
    );
  });

  it('lets no core idle while somebody could use it', () => {
    fc.assert(
      fc.property(planOf(3, false, false), (plan) => {
        watch(plan, ({ resources }) => {
          const { rate, wanted } = resources.cpuNow('/');
          expect(rate).toBeCloseTo(Math.min(wanted, plan.cores), 9);
        }, 2 * SECOND);
      }),
      { numRuns: 200, seed: 4 },
    );
  });

  it('never gives a group more than its quota in a period', () => {
    fc.assert(
      fc.property(
        planOf(4, true, false).map((plan) => ({ ...plan, changes: [] as Plan['changes'], groups: plan.groups.map((group) => ({ ...group, parent: 9 })) })),
        (plan) => {
          const { scheduler, clock, resources, ids } = build(plan);
          // A group's periods begin with its first job.
          const firsts = ids.map((_, i) => Math.min(Infinity, ...plan.jobs.filter(({ group }) => group % ids.length === i).map(({ at }) => at * 1000)));
          const before = ids.map(() => 0);
          const boundaries = new Set<number>();
          for (const first of firsts) for (let k = 0; k < 40 && first < Infinity; k++) boundaries.add(first + k * PERIOD);
          for (const at of [...boundaries].sort((a, b) => a - b)) {
            scheduler.run({ until: at });
            ids.forEach((id, i) => {
              if ((clock.now() - firsts[i]!) % PERIOD !== 0) return;
              const { cpu } = resources.usage(id);
              const { quota } = plan.groups[i]!;
              if (quota > 0) expect(cpu - before[i]!).toBeLessThanOrEqual(quota + 1);
              before[i] = cpu;
            });
          }
        },
      ),
      { numRuns: 200, seed: 5 },
    );
  });

  it('shares in proportion to the weights under contention', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 2, max: 20_000 }), { minLength: 2, maxLength: 12 }), (weights) => {
        const groups = weights.map((shares) => ({ parent: 99, shares, quota: 0, cpuset: [] }));
        const jobs = weights.map((_, group) => ({ group, at: 0, work: 1_000_000 }));
        const { scheduler, resources, ids } = build({ cores: 1, groups, jobs, changes: [] });
        scheduler.run({ until: 10 * SECOND });
        const sum = weights.reduce((a, b) => a + b, 0);
        weights.forEach((weight, i) => expect(Math.abs(resources.usage(ids[i]!).cpu - (10 * SECOND * weight) / sum)).toBeLessThanOrEqual(1));
      }),
      { numRuns: 100, seed: 6 },
    );
  });

  it('comes out the same however often somebody looks', () => {
    fc.assert(
      fc.property(anyPlan, (plan) => {
        const whole = build(plan);
        whole.scheduler.run({ until: 5 * SECOND });
        const looked = watch(plan, ({ resources, ids }) => ids.forEach((id) => resources.usage(id)), 5 * SECOND);
        looked.scheduler.run({ until: 5 * SECOND });
        expect([...looked.ends]).toEqual([...whole.ends]);
      }),
      { numRuns: 100, seed: 7 },
    );
  });

  it('comes out the same in 1970 and in 2025, when the clock has no room for parts of a microsecond', () => {
    fc.assert(
      fc.property(anyPlan, (plan) => {
        const [early, late] = [build(plan), build(plan, 1_748_851_200_000_000)];
        early.scheduler.run();
        late.scheduler.run();
        const apart = [...early.ends].map(([job, end]) => Math.abs(end - late.ends.get(job)!));
        expect(Math.max(...apart)).toBeLessThanOrEqual(2);
      }),
      { numRuns: 300, seed: 8 },
    );
  });
});
