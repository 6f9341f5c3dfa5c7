import type { Process } from '../../../../core/process.ts';
import { attachExec, createExec, inspectExec, resizeExec, startExec } from '../../../client/exec.ts';
import { inspectContainer } from '../../../client/containers.ts';
import { consoleSize, followSize, relay } from '../../attach/relay.ts';
import { atLeast } from '../../command.ts';
import type { Command } from '../../command.ts';
import { CommandError, Exit } from '../../errors.ts';
import { bool, checkedList, list, string } from '../../flags/kinds.ts';
import { FlagValueError } from '../../flags/flag.ts';
import { envOf } from '../../options/container-config.ts';
import { surroundingsOf } from '../../options/surroundings.ts';
import type { Session } from '../../session.ts';
import { checkTerminal } from './check-terminal.ts';

function validateEnv(text: string): string {
  if (text === '' || text.startsWith('=')) throw new FlagValueError(`invalid environment variable: ${text}`);
  return text;
}

export const exec: Command = {
  path: 'docker container exec',
  names: ['docker container exec', 'docker exec'],
  usage: '[OPTIONS] CONTAINER COMMAND [ARG...]',
  about: 'Run another command in a running container',
  details: 'Run another command inside a running container',
  arguments: atLeast(2),
  flags: [
    bool('d,detach', 'Run it in the background'),
    string('detach-keys', 'Keys to press to leave the command'),
    checkedList(validateEnv, 'e,env', 'Environment variable (NAME=value, or NAME to pass on its value)'),
    list('env-file', 'File with environment variables, one a line', { completes: 'files' }),
    bool('i,interactive', 'Keep STDIN open, attached or not'),
    bool('privileged', 'Take away what keeps the command from the host'),
    bool('t,tty', 'Give it a terminal'),
    string('u,user', 'User, by name or number ("name|uid[:group|gid]")'),
    string('w,workdir', 'Folder inside the container to start in'),
  ],
  endsFlagsAtArgument: true,
  heading: 'Common Commands',
  completes: ['running containers', 'files'],
  *run(session) {
    const { client, flags, args } = session;
    const env = envOf(flags, yield* surroundingsOf(session.system, flags));
    const isDetached = flags.isOn('detach');
    const isTty = flags.isOn('tty');
    const hasStdin = flags.isOn('interactive') && !isDetached;
    // Asked first, so that a container that isn't there is what is complained about, and no exec is left behind.
    yield* inspectContainer(client, args[0]!);
    if (!isDetached) checkTerminal(session, hasStdin, isTty);
    const size = isTty && !isDetached ? consoleSize(session) : undefined;
    const detachKeys = flags.text('detach-keys') || session.config.text('detachKeys');
    const { Id: id } = yield* createExec(client, args[0]!, {
      User: flags.text('user'), Privileged: flags.isOn('privileged'), Tty: isTty, ...(size ? { ConsoleSize: size } : {}), AttachStdin: hasStdin,
      AttachStderr: !isDetached, AttachStdout: !isDetached, DetachKeys: detachKeys, Env: env.length > 0 ? env : null, WorkingDir: flags.text('workdir'),
      Cmd: args.slice(1),
    });
    if (id === '') throw new CommandError('exec ID empty');
    if (isDetached) {
      yield* startExec(client, id, { Detach: true, Tty: isTty });
      return 0;
    }
    return yield* runExec(session, id, { isTty, hasStdin, detachKeys, size });
  },
};

interface ExecOptions {
  readonly isTty: boolean;
  readonly hasStdin: boolean;
  readonly detachKeys: string;
  readonly size: readonly [rows: number, columns: number] | undefined;
}

function* runExec(session: Session, id: string, { isTty, hasStdin, detachKeys, size }: ExecOptions): Process<number> {
  const { client } = session;
  const connection = yield* attachExec(client, id, { Detach: false, Tty: isTty, ...(size ? { ConsoleSize: size } : {}) });
  if (isTty && session.isInputTerminal) followSize(session, (rows, columns) => resizeExec(client, id, rows, columns));
  const end = yield* relay(session, connection, { isTty, hasStdin, hasStdout: true, hasStderr: true, detachKeys });
  if (end === 'detached') throw new CommandError('read escape sequence');
  const { ExitCode } = yield* inspectExec(client, id);
  if (ExitCode) throw new Exit(ExitCode);
  return 0;
}
