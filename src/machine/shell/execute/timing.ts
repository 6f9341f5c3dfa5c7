import { MINUTE, SECOND } from '../../../core/clock.ts';
import type { Micros } from '../../../core/clock.ts';
import type { Process } from '../../../core/process.ts';
import type { ExitCode } from '../../system.ts';
import type { Pipeline } from '../ast.ts';
import { run, runNegatable } from './run.ts';
import type { Shell } from './shell.ts';

/** `time pipeline`: how long it took, on standard error. */
export function* timePipeline(shell: Shell, node: Pipeline): Process<ExitCode> {
  const start = shell.system.now();
  const cpu = cpuOf(shell);
  const { timing, ...pipeline } = node;
  try {
    if (node.commands.length === 0) return 0;
    return node.commands.length === 1 && !node.isNegated ? yield* run(shell, node.commands[0]!, false) : yield* runNegatable(shell, pipeline);
  } finally {
    yield* shell.system.pay();
    const real = shell.system.now() - start;
    const used = Math.min(real * shell.system.resources.cores, cpuOf(shell) - cpu);
    yield* shell.write(2, report(shell.variables.get('TIMEFORMAT'), timing === 'time -p', real, used));
  }
}

/** CPU time of the cgroup: the shell's own and its children's, and of what else runs in it. */
function cpuOf(shell: Shell): Micros {
  return shell.system.resources.usage(shell.system.cgroup).cpu;
}

function report(format: string | undefined, isPortable: boolean, real: Micros, cpu: Micros): string {
  const user = Math.round(cpu * 0.7);
  const system = cpu - user;
  if (isPortable) return `real ${plain(real, 2)}\nuser ${plain(user, 2)}\nsys ${plain(system, 2)}\n`;
  if (format === undefined) return `\nreal\t${long(real, 3)}\nuser\t${long(user, 3)}\nsys\t${long(system, 3)}\n`;
  if (format === '') return '';
  const text = format.replace(/%(?:(\d)?(l)?([RUS])|P|%)/g, (whole, digits: string | undefined, isLong: string | undefined, what: string | undefined) => {
    if (whole === '%%') return '%';
    if (whole === '%P') return real === 0 ? '0.00' : ((100 * cpu) / real).toFixed(2);
    const time = what === 'R' ? real : what === 'U' ? user : system;
    const places = Math.min(3, digits === undefined ? 3 : Number(digits));
    return isLong ? long(time, places) : plain(time, places);
  });
  return `${text}\n`;
}

function plain(time: Micros, places: number): string {
  return (time / SECOND).toFixed(places);
}

function long(time: Micros, places: number): string {
  return `${Math.floor(time / MINUTE)}m${plain(time % MINUTE, places)}s`;
}
