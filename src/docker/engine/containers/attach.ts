import type { Process } from '../../../core/process.ts';
import { BrokenPipe, connectionPair } from '../../../core/stream.ts';
import type { Connection } from '../../../core/stream.ts';
import { conflict } from '../../api/errors.ts';
import type { Daemon } from '../daemon.ts';
import { DetachScanner, parseDetachKeys } from './detach-keys.ts';
import { logContainerEvent } from './event.ts';
import { frame } from './frames.ts';
import type { OutputListener, StreamName } from './output.ts';
import type { ContainerStreams } from './streams.ts';
import type { LogEntry } from './log.ts';

export interface AttachOptions {
  readonly stdin: boolean;
  readonly stdout: boolean;
  readonly stderr: boolean;
  /** What was printed so far comes first. */
  readonly logs: boolean;
  readonly stream: boolean;
  readonly detachKeys: string;
}

/** A client's end of a container's streams, or of an exec's. */
export interface AttachTarget {
  readonly streams: ContainerStreams;
  readonly isTty: boolean;
  /** Standard input ends with the first client's. */
  readonly isStdinOnce: boolean;
  readonly detachKeys: readonly number[];
  onDetach(): void;
}

/** POST /containers/{id}/attach: both ways, multiplexed unless there is a terminal. */
export function attachContainer(daemon: Daemon, reference: string, options: AttachOptions): Connection {
  const container = daemon.containers.find(reference);
  const detachKeys = parseDetachKeys(options.detachKeys);
  if (container.isPaused) throw conflict(`container ${reference} is paused, unpause the container before attach`);
  if (container.isRestarting && !container.run) throw conflict(`container ${reference} is restarting, wait until the container is running`);
  const past = options.logs && container.streams.log ? [...container.streams.log.entries(0)] : [];
  const target: AttachTarget = {
    streams: container.streams,
    isTty: container.config.Tty,
    isStdinOnce: container.config.StdinOnce,
    detachKeys,
    onDetach: () => logContainerEvent(daemon, container, 'detach'),
  };
  logContainerEvent(daemon, container, 'attach');
  return connect(daemon, target, options, past);
}

/** Joins a new connection to the streams, and gives the client's end. */
export function connect(daemon: Daemon, target: AttachTarget, options: AttachOptions, past: readonly LogEntry[] = []): Connection {
  const [ours, theirs] = connectionPair();
  const encode = (stream: StreamName, bytes: Uint8Array) => (target.isTty ? bytes : frame(stream, bytes));
  const wants = (stream: StreamName) => (stream === 'stdout' ? options.stdout : options.stderr);
  let stopListening = () => {};
  const end = () => {
    stopListening();
    ours.output.close();
  };
  const listener: OutputListener = {
    *write(stream, bytes) {
      if (wants(stream)) yield* ours.output.write(encode(stream, bytes));
    },
    end,
  };
  const written = past.filter(({ stream }) => wants(stream));
  if (written.length > 0) daemon.spawn(replay(ours, written, encode, options.stream ? undefined : end));
  else if (!options.stream) end();
  if (!options.stream) return theirs;
  stopListening = target.streams.listen(listener);
  if (options.stdin && target.streams.stdin()) daemon.spawn(copyStdin(target, ours, end));
  return theirs;
}

function* replay(ours: Connection, entries: readonly LogEntry[], encode: (stream: StreamName, bytes: Uint8Array) => Uint8Array, end: (() => void) | undefined): Process<void> {
  try {
    for (const { stream, bytes } of entries) yield* ours.output.write(encode(stream, bytes));
  } catch (error) {
    if (!(error instanceof BrokenPipe)) throw error;
  }
  end?.();
}

function* copyStdin({ streams, isTty, isStdinOnce, detachKeys, onDetach }: AttachTarget, ours: Connection, end: () => void): Process<void> {
  const stdin = streams.stdin()!;
  const scanner = isTty ? new DetachScanner(detachKeys) : undefined;
  try {
    for (;;) {
      const bytes = yield* ours.input.read();
      if (bytes.length === 0) break;
      const { passed, isDetached } = scanner?.scan(bytes) ?? { passed: bytes, isDetached: false };
      if (passed.length > 0) yield* stdin.output.write(passed);
      if (!isDetached) continue;
      onDetach();
      end();
      return;
    }
    if (isStdinOnce && !isTty) stdin.closeOutput();
  } catch (error) {
    if (!(error instanceof BrokenPipe)) throw error;
  }
}
