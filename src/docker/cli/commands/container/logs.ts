import { containerLogs, inspectContainer } from '../../../client/containers.ts';
import { copyAll, demultiplex } from '../../../client/multiplexed.ts';
import { exactly } from '../../command.ts';
import type { Command } from '../../command.ts';
import { CommandError } from '../../errors.ts';
import { bool, string, withInitial } from '../../flags/kinds.ts';
import { InvalidTime, timestamp } from '../../options/time.ts';
import type { Session } from '../../session.ts';

export const logs: Command = {
  path: 'docker container logs',
  names: ['docker container logs', 'docker logs'],
  usage: '[OPTIONS] CONTAINER',
  about: 'Show what a container has printed',
  arguments: exactly(1),
  flags: [
    bool('details', 'What the logging driver notes besides'),
    bool('f,follow', 'Go on with what it prints from now on'),
    string('since', 'From a moment (such as "2013-01-02T13:23:37Z") or for so long (such as "42m")'),
    withInitial(string('n,tail', 'So many lines from the end', { shownDefault: '"all"' }), 'all'),
    bool('t,timestamps', 'When each line was printed'),
    string('until', 'Up to a moment (such as "2013-01-02T13:23:37Z") or so long ago (such as "42m")'),
  ],
  completes: ['containers'],
  *run(session) {
    const { flags, client } = session;
    const container = yield* inspectContainer(client, session.args[0]!);
    const stream = yield* containerLogs(client, container.Id, {
      follow: flags.isOn('follow'), since: momentOf(session, 'since'), until: momentOf(session, 'until'),
      timestamps: flags.isOn('timestamps'), tail: flags.text('tail'), details: flags.isOn('details'),
    });
    const { stdout, stderr } = session.system;
    try {
      if (container.Config.Tty) yield* copyAll(stream, stdout);
      else yield* demultiplex(stream, stdout, stderr);
    } finally {
      stream.close();
    }
    return 0;
  },
};

function momentOf(session: Session, flag: 'since' | 'until'): string {
  const text = session.flags.text(flag);
  if (text === '') return '';
  try {
    return timestamp(text, session.now(), flag);
  } catch (error) {
    if (error instanceof InvalidTime) throw new CommandError(`invalid value for "${flag}": ${error.message}`);
    throw error;
  }
}
