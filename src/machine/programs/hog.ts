import { MILLISECOND, SECOND } from '../../core/clock.ts';
import type { Micros } from '../../core/clock.ts';
import type { Process } from '../../core/process.ts';
import type { System } from '../system.ts';
import { Refusal } from './support/endings.ts';
import { parseOptions } from './support/options.ts';
import { toProgram } from './support/tool.ts';
import type { Tool } from './support/tool.ts';

const MEBIBYTE = 1024 * 1024;
const STEP = 16 * MEBIBYTE;
/** Touching memory for the first time: about 4 GiB a second. */
const COST_PER_MEBIBYTE: Micros = 250;

const OPTIONS = { hold: 'H --hold=', rate: 'r --rate=', quiet: 'q --quiet', chunk: 'c --chunk=' } as const;

/** Takes memory a step at a time, says how far it has come, and gives it back by ending. */
export const tool: Tool = {
  name: 'hog',
  usage: '[--hold SECONDS] [--rate SIZE-PER-SECOND] SIZE',
  origin: 'drydock hog 1.0',
  usageStatus: 2,
  *run(call) {
    const options = parseOptions(call, OPTIONS);
    const wanted = sizeOf(options.operands[0] ?? '');
    if (wanted === undefined) throw new Refusal('usage: hog [--hold SECONDS] [--rate SIZE-PER-SECOND] SIZE    (for example: hog 400m)\n', 2);
    const rate = sizeOf(options.value('rate') ?? '');
    const step = sizeOf(options.value('chunk') ?? '') ?? STEP;
    let held = 0;
    while (held < wanted) {
      const part = Math.min(step, wanted - held);
      call.system.allocate(part);
      held += part;
      yield* touch(call.system, part);
      if (rate !== undefined) yield* call.system.sleep(Math.round((part / rate) * SECOND));
      const isRound = Math.floor(held / (100 * MEBIBYTE)) > Math.floor((held - part) / (100 * MEBIBYTE));
      if (!options.has('quiet') && (isRound || held === wanted)) {
        yield* call.print(`${held === wanted ? 'holding' : 'took'} ${Math.round(held / MEBIBYTE)} MiB\n`);
        yield* call.flush();
      }
    }
    yield* call.system.sleep(Math.round(Number(options.value('hold') ?? 1) * SECOND));
    yield* call.print('done\n');
    return 0;
  },
};

export const program = toProgram(tool);

function* touch(system: System, bytes: number): Process<void> {
  yield* system.compute(Math.max(0.1 * MILLISECOND, (bytes / MEBIBYTE) * COST_PER_MEBIBYTE));
}

/** Bytes of `400m`, `1G`, `512k`, `1048576`. */
export function sizeOf(text: string): number | undefined {
  const match = /^(\d+(?:\.\d+)?)([bkmgt])?(?:i?b)?$/i.exec(text);
  if (!match) return undefined;
  return Math.round(Number(match[1]) * 1024 ** ['', 'k', 'm', 'g', 't'].indexOf((match[2] ?? '').toLowerCase().replace('b', '')));
}
