import type { Process, Task } from '../../../core/process.ts';
import { BrokenPipe } from '../../../core/stream.ts';
import type { Pipe } from '../../../core/stream.ts';
import type { Terminal } from '../../../machine/processes/terminal.ts';
import type { Daemon } from '../daemon.ts';
import type { ContainerStreams } from './streams.ts';

/** Copies between a terminal and the streams of its container or exec. The task ends when all output has been passed on. */
export function pumpTerminal(daemon: Daemon, streams: ContainerStreams, terminal: Terminal): Task {
  const stdin = streams.stdin();
  const typing = stdin && daemon.host.scheduler.start(copyInput(stdin, terminal), () => {});
  return daemon.host.scheduler.start(copyOutput(streams, terminal), () => typing?.cancel());
}

function* copyOutput(streams: ContainerStreams, terminal: Terminal): Process<void> {
  for (;;) {
    const bytes = yield* terminal.outer.input.read();
    if (bytes.length === 0) return;
    yield* streams.write('stdout', bytes);
  }
}

function* copyInput(stdin: Pipe, terminal: Terminal): Process<void> {
  try {
    for (;;) {
      const bytes = yield* stdin.input.read();
      if (bytes.length === 0) return;
      yield* terminal.outer.output.write(bytes);
    }
  } catch (error) {
    if (!(error instanceof BrokenPipe)) throw error;
  }
}
