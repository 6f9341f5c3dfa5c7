import type { Process } from '../../../../core/process.ts';
import { attachContainer, inspectContainer, resizeContainer, startContainer } from '../../../client/containers.ts';
import { followSize, relay } from '../../attach/relay.ts';
import { forwardSignals } from '../../attach/signals.ts';
import { atLeast } from '../../command.ts';
import type { Command } from '../../command.ts';
import { CommandError, Exit } from '../../errors.ts';
import { bool, string } from '../../flags/kinds.ts';
import { isFailure } from '../../parallel.ts';
import type { Session } from '../../session.ts';
import { checkTerminal } from './check-terminal.ts';
import { waitInBackground } from './run.ts';

export const start: Command = {
  path: 'docker container start',
  names: ['docker container start', 'docker start'],
  usage: '[OPTIONS] CONTAINER [CONTAINER...]',
  about: 'Start containers that do not run',
  arguments: atLeast(1),
  flags: [
    bool('a,attach', 'Show its output and pass signals on'),
    string('checkpoint', 'Checkpoint to begin from', { isRefused: true }),
    string('checkpoint-dir', 'Folder of checkpoints', { isRefused: true }),
    string('detach-keys', 'Keys to press to leave the container'),
    bool('i,interactive', 'Give it what comes on STDIN'),
  ],
  completes: 'stopped containers',
  *run(session) {
    const { flags, args } = session;
    if (!flags.isOn('attach') && !flags.isOn('interactive')) return yield* startAll(session);
    if (args.length > 1) throw new CommandError('you cannot start and attach multiple containers at once');
    return yield* startAttached(session, args[0]!);
  },
};

function* startAll(session: Session): Process<number> {
  const failed: string[] = [];
  for (const name of session.args) {
    try {
      yield* startContainer(session.client, name);
      yield* session.print(`${name}\n`);
    } catch (error) {
      if (!isFailure(error)) throw error;
      yield* session.complain(`${error.message}\n`);
      failed.push(name);
    }
  }
  if (failed.length > 0) throw new CommandError(`Error: failed to start containers: ${failed.join(', ')}`);
  return 0;
}

function* startAttached(session: Session, name: string): Process<number> {
  const { client, flags } = session;
  const container = yield* inspectContainer(client, name);
  const isTty = container.Config.Tty;
  const hasStdin = flags.isOn('interactive') && container.Config.OpenStdin;
  checkTerminal(session, hasStdin, isTty);
  const stopForwarding = isTty ? () => {} : forwardSignals(session, container.Id);
  const detachKeys = flags.text('detach-keys') || session.config.text('detachKeys');
  const connection = yield* attachContainer(client, container.Id, { stdin: hasStdin, stdout: true, stderr: true, detachKeys });
  const ended = waitInBackground(session, container.Id, container.HostConfig.AutoRemove);
  let end = 'over';
  let failure: { error: unknown } | undefined;
  const body = function* (): Process<void> {
    try {
      end = yield* relay(session, connection, { isTty, hasStdin, hasStdout: true, hasStderr: true, detachKeys });
    } catch (error) {
      if (!isFailure(error)) throw error;
      failure = { error };
    }
  };
  const task = session.system.startThread(body());
  try {
    yield* startContainer(client, container.Id);
  } catch (error) {
    task.cancel();
    connection.close();
    throw error;
  }
  if (isTty) followSize(session, (rows, columns) => resizeContainer(client, container.Id, rows, columns));
  while (!task.isDone) yield* task.ended.wait();
  if (failure) throw failure.error;
  if (end === 'detached') return 0;
  const { StatusCode } = yield* ended.join();
  stopForwarding();
  if (StatusCode !== 0) throw new Exit(StatusCode);
  return 0;
}
