import { humanSize } from '../../../../core/units.ts';
import type { DeletedImage } from '../../../api/types/images.ts';
import { DaemonError } from '../../../client/client.ts';
import { imageHistory, importImage, inspectImage, loadImages, pruneImages, removeImage, saveImages, tagImage } from '../../../client/images.ts';
import { isSystemError } from '../../../../machine/errno.ts';
import { atLeast, exactly, none } from '../../command.ts';
import type { Command } from '../../command.ts';
import { CommandError } from '../../errors.ts';
import { bool, boolOn, filter, list, string, strings } from '../../flags/kinds.ts';
import { formatList } from '../../format/formatter.ts';
import { historyFormat, historyListing } from '../../format/history.ts';
import { inspectAll } from '../../format/inspect/inspect.ts';
import { IMAGE } from '../../format/inspect/schemas.ts';
import { parseImageName, withDefaultTag } from '../../options/reference.ts';
import type { Filter } from '../../options/filter.ts';
import { encodeFilters } from '../../options/filter.ts';
import { endWith, isFailure } from '../../parallel.ts';
import { outputTarget, showProgress } from '../../progress.ts';
import { confirm } from '../../prompt.ts';
import type { Session } from '../../session.ts';
import { FORMAT_HELP } from '../container/ps.ts';
import { INSPECT_FORMAT_HELP } from '../container/show.ts';
import { writeTar } from '../write-tar.ts';
import { repositoryName } from './pull-image.ts';
import { repositoryAndTag } from './repository.ts';

const names = (verb: string) => [`docker image ${verb}`, `docker ${verb}`];
const PLATFORM = 'as in "os[/arch[/variant]]" (such as "linux/amd64")';

function platformOf({ flags }: Session): string | undefined {
  const platform = flags.text('platform');
  if (platform === '') return undefined;
  const [os = '', architecture, variant] = platform.split('/');
  return JSON.stringify({ architecture: architecture ?? '', os, ...(variant === undefined ? {} : { variant }) });
}

export const inspect: Command = {
  path: 'docker image inspect', usage: '[OPTIONS] IMAGE [IMAGE...]', about: 'Show all that is known of images',
  details: 'Show all that is known of one or more images', arguments: atLeast(1), completes: 'images',
  flags: [string('f,format', INSPECT_FORMAT_HELP), string('platform', `The image for this platform, ${PLATFORM}`)],
  run: (session) =>
    inspectAll(session, session.args, session.flags.text('format'), function* (name) {
      return { schema: IMAGE, json: yield* inspectImage(session.client, name, platformOf(session)) };
    }),
};

export const history: Command = {
  path: 'docker image history', names: names('history'), usage: '[OPTIONS] IMAGE', about: 'Show the steps that made an image',
  arguments: exactly(1), completes: ['images'],
  flags: [
    string('format', FORMAT_HELP),
    boolOn('H,human', 'Sizes and times as people say them'),
    bool('no-trunc', 'Cut nothing short'),
    string('platform', `Of the image for this platform, ${PLATFORM}`),
    bool('q,quiet', 'Ids only'),
  ],
  *run(session) {
    const { flags } = session;
    const entries = yield* imageHistory(session.client, session.args[0]!, platformOf(session));
    const isHuman = flags.isOn('human');
    const format = historyFormat(flags.text('format') || 'table', flags.isOn('quiet'), isHuman);
    yield* session.print(formatList(historyListing(isHuman), entries, format, { now: session.now(), isTruncated: !flags.isOn('no-trunc') }));
    return 0;
  },
};

export const tag: Command = {
  path: 'docker image tag', names: names('tag'), usage: 'SOURCE_IMAGE[:TAG] TARGET_IMAGE[:TAG]', about: 'Give an image one more name',
  arguments: exactly(2), completes: ['images'],
  *run(session) {
    const [source, target] = session.args as [string, string];
    let reference;
    try {
      reference = parseImageName(target);
    } catch (error) {
      if (!(error instanceof CommandError)) throw error;
      throw new CommandError(`Error parsing reference: ${JSON.stringify(target)} is not a valid repository/tag: ${error.message}`);
    }
    if (reference.digest !== undefined) throw new CommandError('refusing to create a tag with a digest reference');
    const full = withDefaultTag(reference);
    yield* tagImage(session.client, source, repositoryName(full), full.tag ?? '');
    return 0;
  },
};

const lineOf = (image: DeletedImage): string => ('Deleted' in image ? `Deleted: ${image.Deleted}` : `Untagged: ${image.Untagged}`);

export const rm: Command = {
  path: 'docker image rm', names: ['docker image rm', 'docker image remove', 'docker rmi'], usage: '[OPTIONS] IMAGE [IMAGE...]', about: 'Remove images',
  arguments: atLeast(1), completes: 'images',
  flags: [
    bool('f,force', 'Remove it even when something stands in the way'),
    bool('no-prune', 'Leave parents without a name'),
    strings('platform', `Only the image for this platform, ${PLATFORM}`),
  ],
  *run(session) {
    const { flags, client } = session;
    const force = flags.isOn('force');
    const errors: string[] = [];
    let isFatal = false;
    for (const name of session.args) {
      try {
        const gone = yield* removeImage(client, name, { force, noPrune: flags.isOn('no-prune') });
        yield* session.print(gone.map((image) => `${lineOf(image)}\n`).join(''));
      } catch (error) {
        if (!isFailure(error)) throw error;
        if (!force || !(error instanceof DaemonError) || error.status !== 404) isFatal = true;
        errors.push(error.message);
      }
    }
    if (isFatal || errors.length === 0) return yield* endWith(session, errors);
    // What isn't there is as good as removed, for --force.
    yield* session.complain(`${errors.join('\n')}\n`);
    return 0;
  },
};

export const prune: Command = {
  path: 'docker image prune', usage: '[OPTIONS]', about: 'Remove images that nothing uses', arguments: none,
  flags: [bool('a,all', 'All that no container uses, not just those without a name'), filter('filter', 'Only those that match, such as "until=<timestamp>"'), bool('f,force', 'Do not ask')],
  *run(session) {
    const { flags } = session;
    const isAll = flags.isOn('all');
    const warning = isAll
      ? 'WARNING! This will remove all images without at least one container associated to them.\nAre you sure you want to continue?'
      : 'WARNING! This will remove all dangling images.\nAre you sure you want to continue?';
    if (!flags.isOn('force') && !(yield* confirm(session, warning))) return 0;
    const filters = encodeFilters([...flags.list<Filter>('filter'), { name: 'dangling', value: String(!isAll) }]);
    const { ImagesDeleted: gone, SpaceReclaimed: bytes } = yield* pruneImages(session.client, filters);
    if (gone && gone.length > 0) {
      const lines = gone.map((image) => ('Deleted' in image ? `deleted: ${image.Deleted}\n` : `untagged: ${image.Untagged}\n`));
      yield* session.print(`Deleted Images:\n${lines.join('')}\n`);
    }
    yield* session.print(`Total reclaimed space: ${humanSize(bytes)}\n`);
    return 0;
  },
};

export const save: Command = {
  path: 'docker image save', names: names('save'), usage: '[OPTIONS] IMAGE [IMAGE...]', about: 'Write images to a tar archive',
  details: 'Write one or more images to a tar archive', arguments: atLeast(1), completes: 'images',
  flags: [string('o,output', 'File to write to, instead of STDOUT', { completes: 'files' }), string('platform', `The image for this platform, ${PLATFORM}`)],
  run: (session) => writeTar(session, 'failed to save image', () => saveImages(session.client, session.args, platformOf(session))),
};

export const load: Command = {
  path: 'docker image load', names: names('load'), usage: '[OPTIONS]', about: 'Read images from a tar archive', arguments: none,
  flags: [
    string('i,input', 'File to read, instead of STDIN', { completes: 'files' }),
    string('platform', `Only the image for this platform, ${PLATFORM}`),
    bool('q,quiet', 'Say nothing of how it goes'),
  ],
  *run(session) {
    const { flags, client, system } = session;
    const path = flags.text('input');
    if (path === '' && session.isInputTerminal) throw new CommandError('requested load from stdin, but stdin is empty');
    const isQuiet = flags.isOn('quiet') || !session.isOutputTerminal;
    const source = path === '' ? { input: system.stdin, close: () => {} } : openFile(session, path);
    try {
      const stream = yield* loadImages(client, source.input, isQuiet, platformOf(session));
      yield* showProgress(stream, outputTarget(session, 1));
    } finally {
      source.close();
    }
    return 0;
  },
};

/** A file as an input. Throws CommandError in Go's words. */
export function openFile(session: Session, path: string): { readonly input: { read(max?: number): ReturnType<Session['system']['stdin']['read']>; close(): void }; close(): void } {
  try {
    const file = session.system.files.open(path, { read: true });
    file.retain();
    if (file.stat().type === 'directory') throw new CommandError(`read ${path}: is a directory`);
    return { input: { read: (max) => file.read(max), close: () => {} }, close: () => file.release() };
  } catch (error) {
    if (!isSystemError(error)) throw error;
    throw new CommandError(`open ${path}: ${error.message.toLowerCase()}`);
  }
}

export const importCommand: Command = {
  path: 'docker image import', names: names('import'), usage: '[OPTIONS] file|URL|- [REPOSITORY[:TAG]]', about: 'Make an image of the files in a tar archive', arguments: atLeast(1), completes: ['files', 'images'],
  flags: [
    list('c,change', 'Dockerfile instruction to apply to it'),
    string('m,message', 'What was done'),
    string('platform', 'Platform of the image', { variable: 'DOCKER_DEFAULT_PLATFORM' }),
  ],
  *run(session) {
    const { flags, client, system } = session;
    const [source, name = ''] = session.args as [string, string?];
    const { repository, tag: newTag } = name === '' ? { repository: '', tag: '' } : repositoryAndTag(name, parseImageName);
    const isAddress = /^(https?|ftp):\/\//.test(source);
    const opened = source === '-' || isAddress ? undefined : openFile(session, source);
    const options = { source: isAddress ? source : '-', repository, tag: newTag, message: flags.text('message'), changes: flags.texts('change'), platform: flags.text('platform') };
    try {
      const stream = yield* importImage(client, options, isAddress ? undefined : (opened?.input ?? system.stdin));
      yield* showProgress(stream, outputTarget(session, 1));
    } finally {
      opened?.close();
    }
    return 0;
  },
};

