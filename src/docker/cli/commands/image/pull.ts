import { pullImage, pushImage } from '../../../client/images.ts';
import { exactly } from '../../command.ts';
import type { Command } from '../../command.ts';
import { CommandError } from '../../errors.ts';
import { bool, boolOn, string } from '../../flags/kinds.ts';
import { formatReference, parseImageName, withDefaultTag } from '../../options/reference.ts';
import { outputTarget, showProgress } from '../../progress.ts';
import type { ProgressTarget } from '../../progress.ts';
import { authFor, repositoryName } from './pull-image.ts';

const NOWHERE: ProgressTarget = { *write() {}, columns: undefined };

export const pull: Command = {
  path: 'docker image pull',
  names: ['docker image pull', 'docker pull'],
  usage: '[OPTIONS] NAME[:TAG|@DIGEST]',
  about: 'Get an image from a registry',
  arguments: exactly(1),
  heading: 'Common Commands',
  flags: [
    bool('a,all-tags', 'Every tag of the repository'),
    boolOn('disable-content-trust', 'Leave signatures of images unchecked'),
    string('platform', 'Platform to choose from an image for several', { variable: 'DOCKER_DEFAULT_PLATFORM' }),
    bool('q,quiet', 'Say nothing of how it goes'),
  ],
  completes: ['images'],
  *run(session) {
    const { flags, client } = session;
    const given = parseImageName(session.args[0]!);
    const isOnlyName = given.tag === undefined && given.digest === undefined;
    const takesAll = flags.isOn('all-tags');
    if (takesAll && !isOnlyName) throw new CommandError('tag can\'t be used with --all-tags/-a');
    const isQuiet = flags.isOn('quiet');
    const reference = takesAll ? given : withDefaultTag(given);
    if (!takesAll && isOnlyName && !isQuiet) yield* session.print('Using default tag: latest\n');
    const stream = yield* pullImage(client, {
      image: repositoryName(reference), tag: reference.digest ?? reference.tag ?? '', platform: flags.text('platform'), auth: authFor(session.config, reference.domain),
    });
    yield* showProgress(stream, isQuiet ? NOWHERE : outputTarget(session, 1));
    yield* session.print(`${formatReference(reference)}\n`);
    return 0;
  },
};

export const push: Command = {
  path: 'docker image push',
  names: ['docker image push', 'docker push'],
  usage: '[OPTIONS] NAME[:TAG]',
  about: 'Put an image into a registry',
  arguments: exactly(1),
  heading: 'Common Commands',
  flags: [
    bool('a,all-tags', 'Every tag of the repository'),
    boolOn('disable-content-trust', 'Do not sign the image'),
    string('platform', "Only the image for this platform: 'os[/arch[/variant]]'", { variable: 'DOCKER_DEFAULT_PLATFORM' }),
    bool('q,quiet', 'Say nothing of how it goes'),
  ],
  completes: ['images'],
  *run(session) {
    const { flags, client } = session;
    const given = parseImageName(session.args[0]!);
    if (flags.isOn('all-tags') && (given.tag !== undefined || given.digest !== undefined)) throw new CommandError('tag can\'t be used with --all-tags/-a');
    const isQuiet = flags.isOn('quiet');
    const reference = flags.isOn('all-tags') ? given : withDefaultTag(given);
    if (!flags.isOn('all-tags') && given.tag === undefined && given.digest === undefined && !isQuiet) yield* session.print(`Using default tag: ${reference.tag}\n`);
    const platform = flags.text('platform');
    const stream = yield* pushImage(client, repositoryName(reference), reference.tag ?? '', authFor(session.config, reference.domain), platform === '' ? undefined : platform);
    yield* showProgress(stream, isQuiet ? NOWHERE : outputTarget(session, 1));
    if (isQuiet) yield* session.print(`${formatReference(reference)}\n`);
    return 0;
  },
};
