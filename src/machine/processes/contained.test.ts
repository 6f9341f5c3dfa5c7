import { describe, expect, it } from 'vitest';
import { MILLISECOND, SECOND } from '../../core/clock.ts';
import type { Process } from '../../core/process.ts';
import type { ProcessSpec, RunningProcess } from '../host.ts';
import type { Limits } from '../resources/resources.ts';
import { SIGNALS } from '../signals.ts';
import type { ExitCode, System } from '../system.ts';
import { createTestHost } from '../testing/host.ts';

const MIB = 2 ** 20;

/** Starts processes in a cgroup and pid namespace of their own, as a container's are. */
function container(limits: Limits, options: Parameters<typeof createTestHost>[0] = {}) {
  const test = createTestHost(options);
  const { host } = test;
  const cgroup = host.resources.createGroup('/', 'c', limits);
  const namespaces = { ...host.namespaces, pids: host.createPidNamespace() };
  const start = (main: (system: System) => Process<ExitCode>, spec: Partial<ProcessSpec> = {}): RunningProcess =>
    test.start({ argv: ['main'], main, cgroup, namespaces, ...spec });
  return { ...test, cgroup, start, run: (time: number) => test.scheduler.run({ until: host.now() + time }) };
}

describe('a contained process', () => {
  it('is killed when it takes more memory than its group may have', () => {
    const { start, run, host } = container({ memory: 16 * MIB });
    const taken: number[] = [];
    const hog = start(function* (system) {
      for (;;) {
        system.allocate(MIB);
        taken.push(system.processes.get(1)!.residentMemory);
        if (system.charge(MILLISECOND)) yield* system.pay();
      }
    });
    run(SECOND);
    expect([hog.status, taken.length, taken.at(-1), host.resources.usage('/c').memory]).toEqual([{ signal: 9 }, 15, 15 * MIB + (448 << 10), 0]);
  });

  it('sees its child killed rather than itself when the child has more', () => {
    const { start, run } = container({ memory: 16 * MIB });
    const statuses: unknown[] = [];
    const parent = start(function* (system) {
      const child = system.fork(function* (inner) {
        inner.allocate(64 * MIB);
        yield* inner.sleep(1);
        return 0;
      });
      statuses.push(yield* child.wait());
      return 0;
    });
    run(SECOND);
    expect([statuses, parent.status]).toEqual([[{ signal: SIGNALS.SIGKILL }], { code: 0 }]);
  });

  it('can start no more processes than pids allows', () => {
    const { start, run } = container({ pids: 3 });
    const seen: unknown[] = [];
    start(function* (system) {
      for (let i = 0; i < 3; i++) {
        try {
          seen.push(system.fork(function* (inner) {
            yield* inner.sleep(SECOND);
            return 0;
          }).pid);
        } catch (error) {
          seen.push((error as Error).message);
        }
      }
      return 0;
    });
    run(2 * SECOND);
    expect(seen).toEqual([2, 3, 'Resource temporarily unavailable']);
  });

  it('makes no step while frozen, and takes its signals afterwards', () => {
    const { start, run, host, cgroup } = container({});
    const heard: number[] = [];
    let ticks = 0;
    const process = start(function* (system) {
      system.onSignal(SIGNALS.SIGUSR1, () => heard.push(system.now() - began));
      for (;;) {
        yield* system.sleep(100 * MILLISECOND);
        ticks++;
      }
    });
    const began = host.now();
    run(SECOND);
    host.resources.setFrozen(cgroup, true);
    process.signal(SIGNALS.SIGUSR1);
    run(10 * SECOND);
    expect([ticks, heard, host.processes.get(process.pid)?.state]).toEqual([9, [], 'D']);
    host.resources.setFrozen(cgroup, false);
    run(SECOND);
    expect([ticks, heard]).toEqual([20, [11 * SECOND]]);
    host.resources.setFrozen(cgroup, true);
    process.signal(SIGNALS.SIGKILL);
    expect(process.status).toEqual({ signal: 9 });
  });

  it('takes twice as long with half a core', () => {
    const { start, run, host } = container({ cpuQuota: 50_000 });
    const began = host.now();
    let took = 0;
    start(function* (system) {
      for (let i = 0; i < 1000; i++) if (system.charge(MILLISECOND)) yield* system.pay();
      return 0;
    }).onExit(() => (took = host.now() - began));
    run(10 * SECOND);
    expect(took).toBe(20 * 100_000 + 250);
  });

  it('keeps what it ignores through exec, and forgets its handlers', () => {
    const { start, run } = container({}, { programs: [{ name: 'tell', *main(system) {
      yield* system.sleep(1);
      seen.push([SIGNALS.SIGINT, SIGNALS.SIGTERM].map((signal) => system.signalAction(signal)), system.argv);
      return 0;
    } }] });
    const seen: unknown[] = [];
    start(function* (system) {
      system.onSignal(SIGNALS.SIGINT, 'ignore');
      system.onSignal(SIGNALS.SIGTERM, () => {});
      yield* system.sleep(1);
      return system.exec(['tell', 'x']);
    });
    run(SECOND);
    expect(seen).toEqual([['ignore', 'default'], ['tell', 'x']]);
  });

  it('becomes the owner of a set-uid program, unless it may gain nothing', () => {
    const program = { name: 'who', *main(system: System): Process<ExitCode> {
      uids.push(system.credentials.uid);
      return 0;
    } };
    const uids: number[] = [];
    const { files, start, run } = container({}, { programs: [program] });
    files.chmod('/bin/who', 0o4755);
    const user = { uid: 1000, gid: 1000, groups: [] };
    const spec: Partial<ProcessSpec> = { argv: ['who'], credentials: user };
    start(program.main, { ...spec, main: undefined! });
    start(program.main, { ...spec, main: undefined!, isNoNewPrivileges: true });
    run(SECOND);
    expect(uids).toEqual([0, 1000]);
  });
});
