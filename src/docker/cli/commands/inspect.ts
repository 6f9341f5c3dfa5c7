import type { Process } from '../../../core/process.ts';
import { DaemonError } from '../../client/client.ts';
import { inspectContainer } from '../../client/containers.ts';
import { inspectImage } from '../../client/images.ts';
import { inspectNetwork } from '../../client/networks.ts';
import { inspectVolume } from '../../client/volumes.ts';
import { NotSimulated } from '../../../core/errors.ts';
import { atLeast } from '../command.ts';
import type { Command } from '../command.ts';
import { CommandError } from '../errors.ts';
import { bool, string } from '../flags/kinds.ts';
import { CONTAINER } from '../format/inspect/container-schema.ts';
import { inspectAll } from '../format/inspect/inspect.ts';
import type { Inspected } from '../format/inspect/inspect.ts';
import { IMAGE, NETWORK, VOLUME } from '../format/inspect/schemas.ts';
import { quote } from '../golang/quote.ts';
import type { Session } from '../session.ts';
import { INSPECT_FORMAT_HELP } from './container/show.ts';

interface Kind {
  readonly type: string;
  get(session: Session, name: string): Process<Inspected>;
}

/** In the order in which a name is looked for. */
const KINDS: readonly Kind[] = [
  {
    type: 'container',
    *get(session, name) {
      return { schema: CONTAINER, json: yield* inspectContainer(session.client, name, session.flags.isOn('size')) };
    },
  },
  {
    type: 'image',
    *get({ client }, name) {
      return { schema: IMAGE, json: yield* inspectImage(client, name) };
    },
  },
  {
    type: 'network',
    *get({ client }, name) {
      return { schema: NETWORK, json: yield* inspectNetwork(client, name) };
    },
  },
  {
    type: 'volume',
    *get({ client }, name) {
      return { schema: VOLUME, json: yield* inspectVolume(client, name) };
    },
  },
];

/** Kinds that only a swarm or plugins have: looked for by Docker, never there. */
const OTHER_TYPES = ['node', 'service', 'task', 'plugin', 'secret', 'config'];
const ALL_TYPES = [...KINDS.map((kind) => kind.type), ...OTHER_TYPES].sort();

export const inspect: Command = {
  path: 'docker inspect', usage: '[OPTIONS] NAME|ID [NAME|ID...]', about: 'Show all that is known of anything Docker has',
  details: 'Show all that is known of containers, images, networks and volumes', arguments: atLeast(1), completes: 'containers',
  flags: [
    string('f,format', INSPECT_FORMAT_HELP),
    bool('s,size', 'How large it is, for a container'),
    string('type', 'Only objects of this type', { choices: KINDS.map((kind) => kind.type) }),
  ],
  run(session) {
    const { flags } = session;
    const type = flags.text('type');
    if (flags.isGiven('type') && type === '') throw new CommandError('type is empty: a type must be specified');
    const kinds = KINDS.filter((kind) => type === '' || kind.type === type);
    if (OTHER_TYPES.includes(type)) throw new NotSimulated(`docker inspect --type ${type}`);
    if (kinds.length === 0) throw new CommandError(`unknown type: ${quote(type)}: must be one of ${ALL_TYPES.map((one) => quote(one)).join(', ')}`);
    return inspectAll(session, session.args, flags.text('format'), (name) => find(session, kinds, name));
  },
};

function* find(session: Session, kinds: readonly Kind[], name: string): Process<Inspected> {
  for (const kind of kinds) {
    try {
      const found = yield* kind.get(session, name);
      if (session.flags.isOn('size') && kind.type !== 'container') yield* session.complain(`WARNING: --size ignored for ${kind.type}\n`);
      return found;
    } catch (error) {
      const isElsewhere = error instanceof DaemonError && (error.status === 404 || (kinds.length > 1 && (error.status === 400 || error.detail.startsWith('invalid reference format'))));
      if (!isElsewhere || kinds.length === 1) throw error;
    }
  }
  throw new CommandError(`Error: No such object: ${name}`);
}
