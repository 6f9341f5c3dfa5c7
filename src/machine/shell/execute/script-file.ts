import type { Process } from '../../../core/process.ts';
import type { ExitCode } from '../../system.ts';
import { decode } from '../text.ts';
import type { PlannedDescriptors } from './redirect.ts';
import { Shell } from './shell.ts';
import { reportFor } from './simple.ts';
import { forkFailure, runToEnd } from './subshell.ts';
import { setUpVariables } from '../start-up.ts';
import { runTop } from './top.ts';
import { Variables } from './variables.ts';

/** A file without `#!` that can be executed: the shell runs it itself, in a process of its own. */
export function* runScriptFile(shell: Shell, words: readonly string[], env: ReadonlyMap<string, string>, path: string, planned: PlannedDescriptors | undefined, source: string): Process<ExitCode> {
  const bytes = shell.system.files.read(path);
  if (bytes.subarray(0, 80).includes(0)) {
    yield* reportFor(shell, planned, shell.isBash ? `${words[0]}: cannot execute binary file: Exec format error` : `${words[0]}: Exec format error`);
    return 126;
  }
  try {
    const child = shell.system.fork(function* (system) {
      const script = new Shell(system, shell.dialect, { name: words[0]!, positional: words.slice(1), variables: Variables.fromEnvironment(env), builtins: shell.shared.builtins });
      setUpVariables(script);
      script.isScript = true;
      return yield* runToEnd(script, runTop(script, decode(bytes)));
    }, { env, ...(planned && { descriptors: planned.map }), ...shell.jobs.groupOptions() });
    return yield* shell.jobs.waitForeground([{ child, source }], source);
  } catch (error) {
    throw forkFailure(shell, error);
  }
}
