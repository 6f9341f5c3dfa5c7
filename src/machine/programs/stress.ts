import { HOUR, MILLISECOND, MINUTE, SECOND } from '../../core/clock.ts';
import type { Micros } from '../../core/clock.ts';
import type { Process } from '../../core/process.ts';
import { SIGNALS } from '../signals.ts';
import type { Child, System } from '../system.ts';
import { sizeOf } from './hog.ts';
import type { Call } from './support/call.ts';
import { Refusal } from './support/endings.ts';
import { parseOptions } from './support/options.ts';
import { toProgram } from './support/tool.ts';
import type { Tool } from './support/tool.ts';

const OPTIONS = {
  cpu: 'c --cpu=', vm: 'm --vm=', vmBytes: '--vm-bytes=', vmHang: '--vm-hang=', vmKeep: '--vm-keep', io: 'i --io=', hdd: 'd --hdd=', hddBytes: '--hdd-bytes=',
  timeout: 't --timeout=', verbose: 'v --verbose', quiet: 'q --quiet', cpuLoad: 'l --cpu-load=', metrics: '--metrics-brief', backoff: '--backoff=',
} as const;

const MEBIBYTE = 1024 * 1024;

/** stress(1), and stress-ng(1) of the same options: workers that use processors, memory and disks. */
export const tool: Tool = {
  name: 'stress',
  usage: '[OPTION [ARG]] ...',
  origin: 'stress 1.0.7',
  *run(call) {
    const options = parseOptions(call, OPTIONS);
    const isNg = call.name.endsWith('stress-ng');
    const timeout = durationOf(options.value('timeout'));
    const count = (key: 'cpu' | 'vm' | 'io' | 'hdd') => {
      const text = options.value(key);
      if (text === undefined) return 0;
      return Number(text) === 0 && isNg ? call.system.resources.cores : Number(text);
    };
    const counts = { cpu: count('cpu'), io: count('io'), vm: count('vm'), hdd: count('hdd') };
    if (counts.cpu + counts.io + counts.vm + counts.hdd === 0) throw new Refusal(`Usage: ${call.name} [OPTION [ARG]] ...\n`, 0);
    const bytes = sizeOf(options.value('vmBytes') ?? '256M') ?? 256 * MEBIBYTE;
    const load = Number(options.value('cpuLoad') ?? 100) / 100;
    const started = call.now();
    yield* announce(call, isNg, counts, timeout);
    const workers: Child[] = [];
    const start = (number: number, body: (system: System) => Process<number>) => {
      for (let i = 0; i < number; i++) workers.push(call.system.fork(body));
    };
    start(counts.cpu, (system) => spin(system, load));
    start(counts.io, synchronise);
    start(counts.vm, (system) => fill(system, bytes, options.has('vmKeep') || options.has('vmHang')));
    start(counts.hdd, (system) => writeAway(system, sizeOf(options.value('hddBytes') ?? '1G') ?? 1024 * MEBIBYTE));
    if (timeout !== undefined) {
      call.system.startThread((function* () {
        yield* call.system.sleep(timeout);
        for (const worker of workers) if (!worker.status) call.system.kill(worker.pid, SIGNALS.SIGTERM);
      })());
    }
    for (const signal of [SIGNALS.SIGTERM, SIGNALS.SIGINT]) {
      call.system.onSignal(signal, () => {
        for (const worker of workers) if (!worker.status) call.system.kill(worker.pid, SIGNALS.SIGTERM);
      });
    }
    return yield* watch(call, workers, isNg, started);
  },
};

export const program = toProgram(tool);

function* announce(call: Call, isNg: boolean, counts: Readonly<Record<'cpu' | 'io' | 'vm' | 'hdd', number>>, timeout: Micros | undefined): Process<void> {
  if (isNg) {
    const what = Object.entries(counts).filter(([, number]) => number > 0).map(([name, number]) => `${number} ${name}`).join(', ');
    if (timeout !== undefined) yield* call.print(`stress-ng: info:  [${call.system.pid}] setting to a ${Math.round(timeout / SECOND)} secs run per stressor\n`);
    yield* call.print(`stress-ng: info:  [${call.system.pid}] dispatching hogs: ${what}\n`);
  } else yield* call.print(`stress: info: [${call.system.pid}] dispatching hogs: ${counts.cpu} cpu, ${counts.io} io, ${counts.vm} vm, ${counts.hdd} hdd\n`);
  yield* call.flush();
}

/** Waits for the workers; one that is killed ends the run. */
function* watch(call: Call, workers: readonly Child[], isNg: boolean, started: Micros): Process<number> {
  const name = isNg ? 'stress-ng' : 'stress';
  const own = call.system.pid;
  let failed = 0;
  for (const worker of workers) {
    const status = yield* worker.wait();
    if (status.signal === undefined || status.signal === SIGNALS.SIGTERM) continue;
    failed++;
    if (failed > 1) continue;
    yield* call.complain(`${name}: FAIL: [${own}] (425) <-- worker ${worker.pid} got signal ${status.signal}\n${name}: WARN: [${own}] (427) now reaping child worker processes\n`);
    for (const other of workers) if (!other.status) call.system.kill(other.pid, SIGNALS.SIGTERM);
  }
  const seconds = Math.round((call.now() - started) / SECOND);
  if (failed > 0) {
    yield* call.complain(`${name}: FAIL: [${own}] (461) failed run completed in ${seconds}s\n`);
    return 1;
  }
  yield* call.print(isNg ? `stress-ng: info:  [${own}] successful run completed in ${((call.now() - started) / SECOND).toFixed(2)} secs\n` : `stress: info: [${own}] successful run completed in ${seconds}s\n`);
  return 0;
}

function* spin(system: System, load: number): Process<number> {
  const slice = 100 * MILLISECOND;
  for (;;) {
    yield* system.compute(slice * load);
    if (load < 1) yield* system.sleep(slice * (1 - load));
  }
}

function* fill(system: System, bytes: number, isKept: boolean): Process<number> {
  const step = 16 * MEBIBYTE;
  for (;;) {
    for (let held = 0; held < bytes; held += step) {
      system.allocate(Math.min(step, bytes - held));
      yield* system.compute(4 * MILLISECOND);
    }
    if (isKept) for (;;) yield* system.compute(100 * MILLISECOND);
    system.allocate(-bytes);
  }
}

function* synchronise(system: System): Process<number> {
  for (;;) {
    yield* system.resources.transfer(system.cgroup, 'write', 4096);
    yield* system.compute(0.2 * MILLISECOND);
  }
}

function* writeAway(system: System, bytes: number): Process<number> {
  for (;;) {
    for (let done = 0; done < bytes; done += MEBIBYTE) {
      yield* system.resources.transfer(system.cgroup, 'write', MEBIBYTE);
      yield* system.compute(0.3 * MILLISECOND);
    }
  }
}

/** `10`, `10s`, `2m`, `1h`; undefined for none. */
function durationOf(text: string | undefined): Micros | undefined {
  const match = /^(\d+(?:\.\d+)?)([smhd])?$/.exec(text ?? '');
  if (!match || Number(match[1]) === 0) return undefined;
  const unit = { s: SECOND, m: MINUTE, h: HOUR, d: 24 * HOUR }[(match[2] ?? 's') as 's' | 'm' | 'h' | 'd'];
  return Math.round(Number(match[1]) * unit);
}
