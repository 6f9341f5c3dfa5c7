import type { Field } from '../worker/usage-sample.ts';

/** Limits that can be dragged, each set by a flag of `docker update`. */
export type Adjustable = 'cpuLimit' | 'memoryLimit' | 'reservation' | 'weight';

const MEBIBYTE = 2 ** 20;
/** The engine takes no less memory than this. */
export const LEAST_MEMORY = 6 * MEBIBYTE;

type Limits = Readonly<Pick<Record<Field, number>, 'memoryLimit' | 'swapLimit'>>;

/** How a limit moves by keyboard, and where it ends. CPUs in cores, memory in bytes. */
export interface Range {
  readonly least: number;
  readonly most: number;
  readonly step: number;
}

export function rangeOf(what: Adjustable, now: number, host: { readonly cores: number; readonly memory: number }): Range {
  switch (what) {
    case 'cpuLimit':
      return { least: 0.05, most: host.cores, step: 0.05 };
    case 'weight':
      return { least: 2, most: 8192, step: 64 };
    default:
      return { least: LEAST_MEMORY, most: host.memory, step: memoryStep(now) };
  }
}

/** About a twentieth, in whole powers of two of MiB. */
function memoryStep(now: number): number {
  let step = MEBIBYTE;
  while (step * 32 <= now) step *= 2;
  return step;
}

/** A value that was dragged to, as one would type it: whole steps within the range. */
export function tidy(what: Adjustable, value: number, range: Range): number {
  const stepped = Math.round(value / range.step) * range.step;
  const bounded = Math.min(range.most, Math.max(range.least, stepped));
  return what === 'cpuLimit' ? Number(bounded.toFixed(2)) : Math.round(bounded);
}

/** The command that sets a limit. Swap is set with memory, since the engine refuses memory above it: twice as much, as where none is given, or as far off as before. */
export function updateCommand(what: Adjustable, value: number, container: string, now: Limits): string {
  const flags = {
    cpuLimit: () => `--cpus ${value}`,
    weight: () => `--cpu-shares ${value}`,
    reservation: () => `--memory-reservation ${sizeText(value)}`,
    memoryLimit: () => `--memory ${sizeText(value)} --memory-swap ${swapText(value, now)}`,
  };
  return `docker update ${flags[what]()} ${container}`;
}

function swapText(memory: number, { memoryLimit, swapLimit }: Limits): string {
  if (swapLimit < 0) return '-1';
  if (memoryLimit > 0 && swapLimit > 0) return sizeText(Math.max(memory, Math.round((memory * swapLimit) / memoryLimit / MEBIBYTE) * MEBIBYTE));
  return sizeText(memory * 2);
}

/** `64m`, `1536k`: as the command takes it. */
function sizeText(bytes: number): string {
  if (bytes % MEBIBYTE === 0) return `${bytes / MEBIBYTE}m`;
  return bytes % 1024 === 0 ? `${bytes / 1024}k` : String(bytes);
}
