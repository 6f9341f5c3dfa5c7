import { MILLISECOND, SECOND } from '../../core/clock.ts';
import type { Micros } from '../../core/clock.ts';
import type { Process } from '../../core/process.ts';
import type { System } from '../system.ts';
import { sizeOf } from './hog.ts';
import type { Call } from './support/call.ts';
import { Refusal } from './support/endings.ts';
import { parseOptions } from './support/options.ts';
import { toProgram } from './support/tool.ts';
import type { Tool } from './support/tool.ts';

const OPTIONS = { rounds: 'n --rounds=', cpu: 'c --cpu=', workers: 'w --workers=', memory: 'm --memory=', data: 'd --data=', rest: 'r --rest=' } as const;

const MEBIBYTE = 2 ** 20;

interface Job {
  /** CPU time of each worker in a round, µs. */
  readonly cpu: Micros;
  readonly workers: number;
  /** Bytes: held while it computes, and read before and written after. */
  readonly memory: number;
  readonly data: number;
}

/** A job with phases, as a nightly run has them: it reads, computes with all that it has read in memory, writes, rests. */
export const tool: Tool = {
  name: 'batch',
  usage: '[--rounds N] [--cpu SECONDS] [--workers N] [--memory SIZE] [--data SIZE] [--rest SECONDS]',
  origin: 'drydock batch 1.0',
  usageStatus: 2,
  *run(call) {
    const options = parseOptions(call, OPTIONS);
    const size = (name: 'memory' | 'data', usual: string) => {
      const bytes = sizeOf(options.value(name) ?? usual);
      if (bytes === undefined) throw new Refusal(`batch: no size: ${options.value(name)}    (for example: 64m)\n`, 2);
      return bytes;
    };
    const job = { cpu: Math.round(Number(options.value('cpu') ?? 4) * SECOND), workers: Number(options.value('workers') ?? 1), memory: size('memory', '48m'), data: size('data', '64m') };
    const rounds = options.has('rounds') ? Number(options.value('rounds')) : Infinity;
    for (let round = 1; round <= rounds; round++) {
      yield* runRound(call, round, job);
      yield* call.system.sleep(Math.round(Number(options.value('rest') ?? 5) * SECOND));
    }
    return 0;
  },
};

export const program = toProgram(tool);

function* runRound(call: Call, round: number, job: Job): Process<void> {
  const { system } = call;
  yield* say(call, round, 'reads');
  yield* move(system, 'read', job.data);
  system.allocate(job.memory);
  yield* say(call, round, 'computes');
  const workers = Array.from({ length: job.workers }, () => system.fork(function* (child) {
    yield* child.compute(job.cpu);
    return 0;
  }));
  for (const worker of workers) yield* worker.wait();
  yield* say(call, round, 'writes');
  yield* move(system, 'write', job.data);
  system.allocate(-job.memory);
  yield* say(call, round, 'rests');
}

function* say(call: Call, round: number, what: string): Process<void> {
  yield* call.print(`round ${round}: ${what}\n`);
  yield* call.flush();
}

/** A MiB at a time, with a little computing between. */
function* move(system: System, direction: 'read' | 'write', bytes: number): Process<void> {
  for (let done = 0; done < bytes; done += MEBIBYTE) {
    yield* system.resources.transfer(system.cgroup, direction, Math.min(MEBIBYTE, bytes - done));
    yield* system.compute(0.3 * MILLISECOND);
  }
}
