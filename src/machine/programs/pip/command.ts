import type { Process } from '../../../core/process.ts';
import type { System } from '../../system.ts';
import type { Installation } from '../python/start.ts';

export function* runPip(system: System, installation: Installation, words: readonly string[], name: string): Process<number> {
  yield* system.complain(`${name} ${words.join(' ')} ${installation.minor}\n`);
  return 125;
}
