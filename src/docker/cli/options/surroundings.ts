import type { Process } from '../../../core/process.ts';
import { readAll } from '../../../core/stream.ts';
import type { System } from '../../../machine/system.ts';
import type { FlagValues } from '../flags/values.ts';
import type { Surroundings } from './container-config.ts';

/** What flags are read against. Pipes (`--env-file <(…)`) and devices that they name are read now: that may wait. */
export function* surroundingsOf({ cwd, env, files }: System, flags: FlagValues): Process<Surroundings> {
  const streams = new Map<string, Uint8Array>();
  for (const flag of ['env-file', 'label-file']) {
    if (!flags.has(flag)) continue;
    for (const path of flags.texts(flag)) {
      if (!files.exists(path) || ['file', 'directory'].includes(files.stat(path).type)) continue;
      const file = files.open(path, { read: true });
      try {
        streams.set(path, yield* readAll({ read: (max) => file.read(max), close: () => {} }));
      } finally {
        file.release();
      }
    }
  }
  return { cwd, env, files: { read: (path) => streams.get(path) ?? files.read(path) } };
}
