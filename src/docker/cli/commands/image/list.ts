import { listImages } from '../../../client/images.ts';
import { atMost } from '../../command.ts';
import type { Command } from '../../command.ts';
import { bool, filter, string } from '../../flags/kinds.ts';
import { formatList } from '../../format/formatter.ts';
import { IMAGES, imageFormat, linesOf } from '../../format/images.ts';
import { encodeFilters } from '../../options/filter.ts';
import type { Filter } from '../../options/filter.ts';
import { FORMAT_HELP } from '../container/ps.ts';

export const list: Command = {
  path: 'docker image ls',
  names: ['docker image ls', 'docker image list', 'docker images'],
  usage: '[OPTIONS] [REPOSITORY[:TAG]]',
  about: 'List images',
  arguments: atMost(1),
  heading: 'Common Commands',
  flags: [
    bool('a,all', 'Those between as well', { shownDefault: 'hides intermediate images' }),
    bool('digests', 'Their digests'),
    filter('f,filter', 'Only those that match, such as "dangling=true"'),
    string('format', FORMAT_HELP),
    bool('no-trunc', 'Cut nothing short'),
    bool('q,quiet', 'Ids only'),
    bool('tree', 'Platforms of an image below it (EXPERIMENTAL)', { isRefused: true }),
  ],
  completes: ['images'],
  *run(session) {
    const { flags, args } = session;
    const name = args[0] ?? '';
    const filters = encodeFilters([...flags.list<Filter>('filter'), ...(name === '' ? [] : [{ name: 'reference', value: name }])]);
    const images = yield* listImages(session.client, { all: flags.isOn('all'), ...(filters === undefined ? {} : { filters }) });
    const configured = session.config.text('imagesFormat');
    const format = flags.text('format') || (configured !== '' && !flags.isOn('quiet') ? configured : 'table');
    const hasDigests = flags.isOn('digests');
    const shown = imageFormat(format, flags.isOn('quiet'), hasDigests);
    const wantsDigests = hasDigests || shown.includes('{{.Digest}}');
    const lines = images.flatMap((image) => linesOf(image, wantsDigests));
    yield* session.print(formatList(IMAGES, lines, shown, { now: session.now(), isTruncated: !flags.isOn('no-trunc') }));
    if (images.length === 0 && name !== '' && ['ls', 'list', 'rm', 'inspect', 'pull', 'push', 'build', 'prune', 'tag', 'history', 'load', 'save', 'import'].includes(name) && session.path === 'docker images') {
      yield* session.complain(`\nNo images found matching "${name}": did you mean "docker image ${name}"?\n`);
    }
    return 0;
  },
};
