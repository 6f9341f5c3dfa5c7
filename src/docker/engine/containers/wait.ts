import { anyOf } from '../../../core/process.ts';
import type { Input } from '../../../core/stream.ts';
import { invalidParameter } from '../../api/errors.ts';
import type { WaitResponse } from '../../api/types/containers.ts';
import type { Daemon } from '../daemon.ts';
import { respond } from './response-stream.ts';

export type WaitCondition = 'not-running' | 'next-exit' | 'removed';

export function waitConditionOf(text: string): WaitCondition {
  if (text === '') return 'not-running';
  if (text === 'not-running' || text === 'next-exit' || text === 'removed') return text;
  throw invalidParameter(`invalid condition: ${JSON.stringify(text)}`);
}

/** POST /containers/{id}/wait: the answer begins at once, since clients wait for that before they start the container; the body comes with the end. */
export function waitContainer(daemon: Daemon, reference: string, condition: WaitCondition): Input {
  const container = daemon.containers.find(reference);
  const exits = container.exits;
  const isOver = (): boolean => {
    if (container.isRemoved) return true;
    if (condition === 'removed') return false;
    if (condition === 'next-exit') return container.exits > exits;
    return !container.run;
  };
  return respond(daemon, function* (stream) {
    while (!isOver()) {
      if (stream.isGone) return;
      yield anyOf(container.changed.asWait(), stream.gone.asWait());
    }
    const answer: WaitResponse = { StatusCode: container.exitCode };
    yield* stream.line(answer);
  });
}
