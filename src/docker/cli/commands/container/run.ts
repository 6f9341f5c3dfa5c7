import type { Process, Task } from '../../../../core/process.ts';
import type { CreateContainerRequest, WaitResponse } from '../../../api/types/containers.ts';
import { attachContainer, resizeContainer, startContainer, waitContainer } from '../../../client/containers.ts';
import { followSize, consoleSize, relay } from '../../attach/relay.ts';
import type { RelayEnd } from '../../attach/relay.ts';
import { forwardSignals } from '../../attach/signals.ts';
import { atLeast } from '../../command.ts';
import type { Command } from '../../command.ts';
import { CommandError, Exit, withHelp } from '../../errors.ts';
import { bool, boolOn, string } from '../../flags/kinds.ts';
import { isFailure } from '../../parallel.ts';
import type { Session } from '../../session.ts';
import { createFromFlags, dropEmptyIdFile, readFlags } from './create-container.ts';
import { checkTerminal } from './check-terminal.ts';
import { CONTAINER_FLAGS } from './run-flags.ts';

export const run: Command = {
  path: 'docker container run',
  names: ['docker container run', 'docker run'],
  usage: '[OPTIONS] IMAGE [COMMAND] [ARG...]',
  about: 'Make a container from an image and run it',
  details: 'Make a container from an image, start it, and stay with it until it ends',
  arguments: atLeast(1),
  flags: [
    ...CONTAINER_FLAGS,
    bool('d,detach', 'Leave the container in the background and print its id'),
    string('detach-keys', 'Keys to press to leave the container'),
    boolOn('sig-proxy', 'Pass signals on to the process'),
  ],
  endsFlagsAtArgument: true,
  heading: 'Common Commands',
  completes: ['images', 'files'],
  *run(session) {
    const request = asAttached(session, yield* readFlags(session));
    let id: string;
    try {
      id = yield* createFromFlags(session, request);
    } catch (error) {
      throw asRunError(session, error);
    } finally {
      dropEmptyIdFile(session);
    }
    return yield* runContainer(session, request, id);
  },
};

/** What is attached, given `-d` and what standard input is. */
function asAttached(session: Session, request: CreateContainerRequest): CreateContainerRequest {
  const { flags } = session;
  if (flags.isOn('detach')) {
    if (flags.texts('attach').length > 0) throw new CommandError('conflicting options: cannot specify both --attach and --detach');
    return { ...request, AttachStdin: false, AttachStdout: false, AttachStderr: false, StdinOnce: false };
  }
  checkTerminal(session, request.AttachStdin!, request.Tty!);
  const size = request.Tty ? consoleSize(session) : undefined;
  return size ? { ...request, HostConfig: { ...request.HostConfig, ConsoleSize: size } } : request;
}

function* runContainer(session: Session, request: CreateContainerRequest, id: string): Process<number> {
  const { flags, client } = session;
  const isTty = request.Tty!;
  const isRemoved = flags.isOn('rm');
  const { AttachStdin: hasStdin = false, AttachStdout: hasStdout = false, AttachStderr: hasStderr = false } = request;
  const isAttached = hasStdin || hasStdout || hasStderr;
  const detachKeys = flags.text('detach-keys') || session.config.text('detachKeys');
  const stopForwarding = flags.isOn('sig-proxy') && !isTty && isAttached ? forwardSignals(session, id) : () => {};
  const attached = isAttached ? yield* attachContainer(client, id, { stdin: hasStdin, stdout: hasStdout, stderr: hasStderr, detachKeys }) : undefined;
  const ended = waitInBackground(session, id, isRemoved);
  // Said before the start: it is there even when its command can't be run.
  if (flags.isOn('detach')) yield* session.print(`${id}\n`);
  let relaying: { end?: RelayEnd; error?: unknown; task: Task } | undefined;
  if (attached) {
    const state: { end?: RelayEnd; error?: unknown } = {};
    const body = function* (): Process<void> {
      try {
        state.end = yield* relay(session, attached, { isTty, hasStdin, hasStdout, hasStderr, detachKeys });
      } catch (error) {
        if (!isFailure(error)) throw error;
        state.error = error;
      }
    };
    relaying = Object.assign(state, { task: session.system.startThread(body()) });
  }
  try {
    yield* startContainer(client, id);
  } catch (error) {
    relaying?.task.cancel();
    attached?.close();
    if (isRemoved) yield* ended.join();
    throw asRunError(session, error);
  }
  if (isTty && isAttached) followSize(session, (rows, columns) => resizeContainer(client, id, rows, columns));
  if (relaying) {
    while (!relaying.task.isDone) yield* relaying.task.ended.wait();
    if (relaying.error) throw relaying.error;
    if (relaying.end === 'detached') return 0;
  }
  if (flags.isOn('detach')) return 0;
  const status = yield* ended.join();
  stopForwarding();
  if (status.Error?.Message) throw new CommandError(`Error waiting for container: ${status.Error.Message}`);
  if (status.StatusCode !== 0) throw new Exit(status.StatusCode);
  return 0;
}

/** Asks for the container's end before it is started, so that none is missed. */
export function waitInBackground(session: Session, id: string, isRemoved: boolean): { join(): Process<WaitResponse> } {
  let status: WaitResponse | undefined;
  let failure: { error: unknown } | undefined;
  const body = function* (): Process<void> {
    try {
      status = yield* waitContainer(session.client, id, isRemoved ? 'removed' : 'next-exit');
    } catch (error) {
      if (!isFailure(error)) throw error;
      failure = { error };
    }
  };
  const task = session.system.startThread(body());
  return {
    *join() {
      while (!task.isDone) yield* task.ended.wait();
      if (failure) throw failure.error;
      return status ?? { StatusCode: 0 };
    },
  };
}

/** 127 for a command that isn't there, 126 for one that can't be run, 125 for everything else. */
function asRunError(session: Session, error: unknown): unknown {
  if (!isFailure(error)) return error;
  const { message } = error;
  if (/executable file not found|no such file or directory|system cannot find the file specified/.test(message)) return withHelp(message, session.path, 127);
  if (/permission denied|is a directory/.test(message)) return withHelp(message, session.path, 126);
  return withHelp(message, session.path);
}
