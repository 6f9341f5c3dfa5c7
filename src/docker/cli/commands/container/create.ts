import { atLeast } from '../../command.ts';
import type { Command } from '../../command.ts';
import { CONTAINER_FLAGS } from './run-flags.ts';
import { createFromFlags, dropEmptyIdFile, readFlags } from './create-container.ts';

export const create: Command = {
  path: 'docker container create',
  names: ['docker container create', 'docker create'],
  usage: '[OPTIONS] IMAGE [COMMAND] [ARG...]',
  about: 'Make a container, without starting it',
  details: 'Make a container from an image, without starting it',
  arguments: atLeast(1),
  flags: CONTAINER_FLAGS,
  endsFlagsAtArgument: true,
  completes: ['images', 'files'],
  *run(session) {
    const request = yield* readFlags(session);
    try {
      const id = yield* createFromFlags(session, request);
      yield* session.print(`${id}\n`);
    } finally {
      dropEmptyIdFile(session);
    }
    return 0;
  },
};
