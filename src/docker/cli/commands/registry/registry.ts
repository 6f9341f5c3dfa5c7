import { searchImages } from '../../../client/images.ts';
import { login as logIn } from '../../../client/system.ts';
import { readAll } from '../../../../core/stream.ts';
import { toText } from '../../../../core/bytes.ts';
import { atMost, exactly } from '../../command.ts';
import type { Command } from '../../command.ts';
import { CommandError } from '../../errors.ts';
import { bool, filter, int, string } from '../../flags/kinds.ts';
import { formatList } from '../../format/formatter.ts';
import { SEARCH_TABLE, searchListing } from '../../format/small-lists.ts';
import type { Filter } from '../../options/filter.ts';
import { readLine, readSecret } from '../../prompt.ts';
import { withFilters } from '../container/ps.ts';
import { DOCKER_HUB, authFor } from '../image/pull-image.ts';

/** `https://gcr.io/v1/` is kept as `gcr.io`; Docker Hub under its old address. */
function serverOf(text: string | undefined): { readonly server: string; readonly isHub: boolean } {
  const name = (text ?? '').replace(/^https?:\/\//, '').replace(/\/.*$/, '');
  const isHub = name === '' || ['docker.io', 'index.docker.io', 'registry-1.docker.io'].includes(name);
  return { server: isHub ? DOCKER_HUB : name, isHub };
}

export const login: Command = {
  path: 'docker login', usage: '[OPTIONS] [SERVER]', about: 'Log in to a registry',
  details: 'Log in to a registry: Docker Hub, unless a server is named.', arguments: atMost(1), heading: 'Common Commands',
  flags: [
    string('p,password', 'Password or access token'),
    bool('password-stdin', 'Read the password or token from stdin'),
    string('u,username', 'User name'),
  ],
  *run(session) {
    const { flags } = session;
    let password = flags.text('password');
    let username = flags.text('username');
    if (flags.isGiven('password') && flags.isOn('password-stdin')) throw new CommandError('conflicting options: cannot specify both --password and --password-stdin');
    if (password !== '') yield* session.complain('WARNING! Using --password via the CLI is insecure. Use --password-stdin.\n');
    if (flags.isGiven('password') && password === '') throw new CommandError('password is empty');
    if (flags.isOn('password-stdin')) {
      if (username === '') throw new CommandError('the --password-stdin option requires --username to be set');
      password = toText(yield* readAll(session.system.stdin)).replace(/\n$/, '').replace(/\r$/, '');
    }
    const { server, isHub } = serverOf(session.args[0]);
    const kept = session.config.logins.get(server);
    if (kept && username === '' && password === '') {
      yield* session.complain(`Authenticating with existing credentials... [Username: ${kept.username}]\n\n Info -> To login with a different account, run 'docker logout' followed by 'docker login'\n\n\n`);
      ({ username, password } = kept);
    }
    if (username === '' || password === '') {
      if (!session.isInputTerminal) throw new CommandError('Error: Cannot perform an interactive login from a non TTY device');
      if (isHub && username === '') yield* session.print("Log in with your Docker ID or email address to push and pull images from Docker Hub. If you don't have a Docker ID, head over to https://hub.docker.com/ to create one.\n");
      if (username === '') {
        yield* session.print('Username: ');
        username = (yield* readLine(session)).trim();
        if (username === '') throw new CommandError('Error: Non-null Username Required');
      }
      if (password === '') password = (yield* readSecret(session, 'Password: ')).trim();
      if (password === '') throw new CommandError('Error: Password Required');
    }
    const answer = yield* logIn(session.client, { username, password, serveraddress: server });
    session.config.setLogin(server, { username, password });
    session.config.save();
    const isKept = kept?.username === username && kept.password === password;
    if (!isKept) yield* session.complain(`\nWARNING! Your credentials are stored unencrypted in '${session.config.path}'.\nConfigure a credential helper to remove this warning. See\nhttps://docs.docker.com/go/credential-store/\n\n`);
    if (answer.Status) yield* session.print(`${answer.Status}\n`);
    return 0;
  },
};

export const logout: Command = {
  path: 'docker logout', usage: '[SERVER]', about: 'Forget the login of a registry', details: 'Log out from a registry: Docker Hub, unless a server is named.', arguments: atMost(1), heading: 'Common Commands',
  *run(session) {
    const { server, isHub } = serverOf(session.args[0]);
    const shown = isHub ? DOCKER_HUB : (session.args[0] ?? server);
    yield* session.print(`Removing login credentials for ${shown}\n`);
    if (!session.config.logins.has(server)) return 0;
    session.config.removeLogin(server);
    session.config.save();
    return 0;
  },
};

export const search: Command = {
  path: 'docker search', usage: '[OPTIONS] TERM', about: 'Look for images on Docker Hub', arguments: exactly(1), heading: 'Common Commands',
  flags: [
    filter('f,filter', 'Only those that match, such as "is-official=true"'),
    string('format', 'Go template to show each by'),
    int('limit', 'How many to show at most'),
    bool('no-trunc', 'Cut nothing short'),
  ],
  *run(session) {
    const { flags } = session;
    const results = yield* searchImages(session.client, session.args[0]!, {
      limit: flags.number('limit'), auth: authFor(session.config, 'docker.io'), ...withFilters(flags.list<Filter>('filter')),
    });
    const format = flags.text('format') || SEARCH_TABLE;
    yield* session.print(formatList(searchListing(format.startsWith('table')), results, format, { now: session.now(), isTruncated: !flags.isOn('no-trunc') }));
    return 0;
  },
};
