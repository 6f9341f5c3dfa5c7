import { Condition } from '../../../core/process.ts';
import type { Process } from '../../../core/process.ts';
import { BrokenPipe } from '../../../core/stream.ts';
import type { Connection } from '../../../core/stream.ts';
import { RAW } from '../../../machine/processes/terminal.ts';
import type { Terminal } from '../../../machine/processes/terminal.ts';
import { isSystemError } from '../../../machine/errno.ts';
import { copyAll, demultiplex } from '../../client/multiplexed.ts';
import type { Session } from '../session.ts';
import { DetachWatch, DEFAULT_DETACH_KEYS, parseDetachKeys } from './detach-keys.ts';

export interface RelayOptions {
  /** The container has a terminal: one stream, and the own terminal is raw meanwhile. */
  readonly isTty: boolean;
  readonly hasStdin: boolean;
  readonly hasStdout: boolean;
  readonly hasStderr: boolean;
  /** Empty for the default. */
  readonly detachKeys: string;
}

export type RelayEnd = 'over' | 'detached';

/** The caller's terminal, where its input is one and it is to be handed over. */
export function ownTerminal(session: Session): Terminal | undefined {
  return session.system.descriptors.get(0)?.terminal;
}

/** Copies both ways between the caller and a container until the container's side ends, or the keys to detach are typed. */
export function* relay(session: Session, connection: Connection, options: RelayOptions): Process<RelayEnd> {
  const terminal = options.isTty && options.hasStdin ? ownTerminal(session) : undefined;
  const before = terminal?.settings;
  if (terminal) terminal.setSettings(RAW);
  const ended = new Condition('attached');
  let end: RelayEnd | undefined;
  const finish = (how: RelayEnd) => {
    end ??= how;
    ended.notify();
  };
  let failure: { error: unknown } | undefined;
  const guard = function* (body: Process<void>, how: RelayEnd | undefined): Process<void> {
    try {
      yield* body;
    } catch (error) {
      if (!(error instanceof BrokenPipe) && !isSystemError(error)) failure = { error };
    }
    if (how || failure) finish('over');
  };
  const threads = [];
  if (options.hasStdout || options.hasStderr) threads.push(session.system.startThread(guard(copyOut(session, connection, options), 'over')));
  if (options.hasStdin) threads.push(session.system.startThread(guard(copyIn(session, connection, options, finish), options.hasStdout || options.hasStderr ? undefined : 'over')));
  try {
    while (end === undefined) yield* ended.wait();
  } finally {
    if (terminal && before) terminal.setSettings(before);
    for (const thread of threads) thread.cancel();
    connection.close();
  }
  if (failure) throw failure.error;
  return end;
}

function* copyOut(session: Session, connection: Connection, { isTty, hasStdout, hasStderr }: RelayOptions): Process<void> {
  const { stdout, stderr } = session.system;
  const nowhere = { *write() {}, close() {} };
  if (isTty) yield* copyAll(connection.input, stdout);
  else yield* demultiplex(connection.input, hasStdout ? stdout : nowhere, hasStderr ? stderr : nowhere);
}

function* copyIn(session: Session, connection: Connection, options: RelayOptions, finish: (how: RelayEnd) => void): Process<void> {
  const watch = new DetachWatch(options.isTty ? parseDetachKeys(options.detachKeys || DEFAULT_DETACH_KEYS) : new Uint8Array(0));
  for (;;) {
    const bytes = yield* session.system.stdin.read();
    if (bytes.length === 0) break;
    const { rest, isDetached } = watch.feed(bytes);
    if (rest.length > 0) yield* connection.output.write(rest);
    if (isDetached) return finish('detached');
  }
  connection.output.close();
}

/** Tells the container's terminal the size of the own one, now and whenever it changes. */
export function followSize(session: Session, resize: (rows: number, columns: number) => Process<void>): void {
  const terminal = session.system.descriptors.get(1)?.terminal;
  if (!terminal) return;
  const follow = function* (): Process<void> {
    for (;;) {
      yield* resize(terminal.size.rows, terminal.size.columns);
      yield* terminal.resized.wait();
    }
  };
  const quietly = function* (): Process<void> {
    try {
      yield* follow();
    } catch {
      // A container that has just ended has no size any more.
    }
  };
  session.system.startThread(quietly());
}

export function consoleSize(session: Session): readonly [rows: number, columns: number] | undefined {
  const size = session.system.descriptors.get(1)?.terminal?.size;
  return size && [size.rows, size.columns];
}
