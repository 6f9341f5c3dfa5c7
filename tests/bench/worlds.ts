import { ROOT, createWorld } from '../../src/docker/world.ts';
import type { World } from '../../src/docker/world.ts';
import type { Process } from '../../src/core/process.ts';

export const newWorld = () => createWorld({ seed: 'bench', user: 'root', preload: ['busybox'], memory: 2 ** 40 });

/** Runs a script of root's to its end; throws when it fails. */
export function script(world: World, text: string): string {
  const { status, stdout, stderr } = world.runScript(text, { user: ROOT });
  if (status !== 0) throw new Error(`${text.slice(0, 60)} ends with ${status}: ${stderr}`);
  return stdout;
}

/** Runs a process in a world to its end, moving the clock. */
export function complete<Result>(world: World, process: Process<Result>): Result {
  let outcome: { readonly value: Result } | undefined;
  const task = world.scheduler.start(process, (ended) => {
    if (ended.kind === 'returned') outcome = ended;
    else if (ended.kind === 'threw') throw ended.error;
  });
  const stopped = world.scheduler.run({ isOver: () => task.isDone });
  if (!outcome) throw new Error(`it waits for ever (${stopped})`);
  return outcome.value;
}

/** Asks the engine of a world, on the clock. */
export function ask(world: World, path: string): unknown {
  const [bare, search = ''] = path.split('?', 2);
  const query = new Map(search.split('&').filter(Boolean).map((pair) => pair.split('=', 2) as [string, string]).map(([name, value]) => [name, [value]]));
  const response = complete(world, world.main.engine.handle({ method: 'GET', path: bare!, query, headers: new Map() }));
  if (response.status !== 200) throw new Error(`${path} answers ${response.status}`);
  return response.body;
}
