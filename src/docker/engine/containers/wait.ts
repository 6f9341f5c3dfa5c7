import type { Process } from '../../../core/process.ts';
import { invalidParameter } from '../../api/errors.ts';
import type { WaitResponse } from '../../api/types/containers.ts';
import type { Daemon } from '../daemon.ts';

export type WaitCondition = 'not-running' | 'next-exit' | 'removed';

export function waitConditionOf(text: string): WaitCondition {
  if (text === '') return 'not-running';
  if (text === 'not-running' || text === 'next-exit' || text === 'removed') return text;
  throw invalidParameter(`invalid condition: ${JSON.stringify(text)}`);
}

/** POST /containers/{id}/wait: finds the container at once; the process that it gives waits. */
export function waitContainer(daemon: Daemon, reference: string, condition: WaitCondition): Process<WaitResponse> {
  const container = daemon.containers.find(reference);
  const exits = container.exits;
  const isOver = (): boolean => {
    if (container.isRemoved) return true;
    if (condition === 'removed') return false;
    if (condition === 'next-exit') return container.exits > exits;
    return !container.run;
  };
  return (function* () {
    while (!isOver()) yield* container.changed.wait();
    return { StatusCode: container.exitCode };
  })();
}
