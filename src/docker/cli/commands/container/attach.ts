import { attachContainer, inspectContainer, resizeContainer, waitContainer } from '../../../client/containers.ts';
import type { WaitResponse } from '../../../api/types/containers.ts';
import type { Process } from '../../../../core/process.ts';
import { consoleSize, followSize, relay } from '../../attach/relay.ts';
import { forwardSignals } from '../../attach/signals.ts';
import { exactly } from '../../command.ts';
import type { Command } from '../../command.ts';
import { CommandError, Exit } from '../../errors.ts';
import { bool, boolOn, string } from '../../flags/kinds.ts';
import { isFailure } from '../../parallel.ts';
import { checkTerminal } from './check-terminal.ts';

export const attach: Command = {
  path: 'docker container attach',
  names: ['docker container attach', 'docker attach'],
  usage: '[OPTIONS] CONTAINER',
  about: 'Connect this terminal to a running container',
  details: 'Connect this terminal to the input and output of a running container',
  arguments: exactly(1),
  flags: [
    string('detach-keys', 'Keys to press to leave the container'),
    bool('no-stdin', 'Leave STDIN out'),
    boolOn('sig-proxy', 'Pass signals on to the process'),
  ],
  completes: ['running containers'],
  *run(session) {
    const { client, flags } = session;
    const container = yield* inspectContainer(client, session.args[0]!);
    const { State: state, Config: config } = container;
    if (!state.Running) throw new CommandError('You cannot attach to a stopped container, start it first');
    if (state.Paused) throw new CommandError('You cannot attach to a paused container, unpause it first');
    if (state.Restarting) throw new CommandError('You cannot attach to a restarting container, wait until it is running');
    const hasStdin = !flags.isOn('no-stdin') && config.OpenStdin;
    checkTerminal(session, !flags.isOn('no-stdin'), config.Tty);
    const detachKeys = flags.text('detach-keys') || session.config.text('detachKeys');
    const stopForwarding = flags.isOn('sig-proxy') && !config.Tty ? forwardSignals(session, container.Id) : () => {};
    const wait: { status?: WaitResponse } = {};
    const waiting = session.system.startThread(
      (function* (): Process<void> {
        try {
          wait.status = yield* waitContainer(client, container.Id, '');
        } catch (error) {
          if (!isFailure(error)) throw error;
        }
      })(),
    );
    const connection = yield* attachContainer(client, container.Id, { stdin: hasStdin, stdout: true, stderr: true, detachKeys });
    if (config.Tty) {
      // A size of its own first makes what is on the screen be drawn anew.
      const size = consoleSize(session);
      if (size) yield* resizeContainer(client, container.Id, size[0] + 1, size[1] + 1);
      followSize(session, (rows, columns) => resizeContainer(client, container.Id, rows, columns));
    }
    const end = yield* relay(session, connection, { isTty: config.Tty, hasStdin, hasStdout: true, hasStderr: true, detachKeys });
    stopForwarding();
    if (end === 'detached') throw new CommandError('read escape sequence');
    while (!waiting.isDone) yield* waiting.ended.wait();
    if (wait.status?.Error?.Message) throw new CommandError(wait.status.Error.Message);
    if (wait.status && wait.status.StatusCode !== 0) throw new Exit(wait.status.StatusCode);
    return 0;
  },
};
