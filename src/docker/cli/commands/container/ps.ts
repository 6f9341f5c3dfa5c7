import { listContainers } from '../../../client/containers.ts';
import { none } from '../../command.ts';
import type { Command } from '../../command.ts';
import { CommandError } from '../../errors.ts';
import { bool, filter, int, string, withInitial } from '../../flags/kinds.ts';
import { CONTAINERS, containerFormat } from '../../format/containers.ts';
import { formatList } from '../../format/formatter.ts';
import { DOCKER_FUNCTIONS } from '../../format/functions.ts';
import { TemplateError } from '../../format/template/errors.ts';
import { Struct } from '../../format/template/values.ts';
import { goFunction } from '../../format/template/functions.ts';
import { Template } from '../../format/template/template.ts';
import { encodeFilters } from '../../options/filter.ts';
import type { Filter } from '../../options/filter.ts';

export const FORMAT_HELP = `Go template to show each by, or one of these:
'table':            a table with headings (default)
'table TEMPLATE':   a table of what the template shows
'json':             JSON
'TEMPLATE':         what the template shows.
See https://docs.docker.com/go/formatting/ for what templates can do`;

export const ps: Command = {
  path: 'docker container ls',
  names: ['docker container ls', 'docker container list', 'docker container ps', 'docker ps'],
  usage: '[OPTIONS]',
  about: 'List containers',
  arguments: none,
  heading: 'Common Commands',
  flags: [
    bool('a,all', 'Stopped containers as well', { shownDefault: 'shows just running' }),
    filter('f,filter', 'Only those that match, such as "status=exited"'),
    string('format', FORMAT_HELP),
    withInitial(int('n,last', 'The last so many that were made, in any state', { shownDefault: '-1' }), -1),
    bool('l,latest', 'The last that was made, in any state'),
    bool('no-trunc', 'Cut nothing short'),
    bool('q,quiet', 'Ids only'),
    bool('s,size', 'How large they are'),
  ],
  *run(session) {
    const { flags } = session;
    const given = flags.text('format');
    if (given !== '' && flags.isOn('quiet')) yield* session.complain('WARNING: Ignoring custom format, because both --format and --quiet are set.\n');
    const format = given || (session.config.text('psFormat') && !flags.isOn('quiet') ? session.config.text('psFormat') : 'table');
    const limit = flags.isOn('latest') && flags.number('last') === -1 ? 1 : flags.number('last');
    const hasSize = flags.isOn('size') || asksForSize(format);
    const containers = yield* listContainers(session.client, {
      all: flags.isOn('all'), limit, size: hasSize, ...withFilters(flags.list<Filter>('filter')),
    });
    const shown = containerFormat(format, flags.isOn('quiet'), flags.isOn('size'));
    yield* session.print(formatList(CONTAINERS, containers, shown, { now: session.now(), isTruncated: !flags.isOn('no-trunc') }));
    return 0;
  },
};

export function withFilters(filters: readonly Filter[]): { readonly filters?: string } {
  const encoded = encodeFilters(filters);
  return encoded === undefined ? {} : { filters: encoded };
}

/** A template that shows sizes makes the daemon measure them; it is tried on nothing to find out. */
function asksForSize(format: string): boolean {
  if (format === 'table' || format === 'raw') return false;
  let isAsked = false;
  const methods = CONTAINERS.columns.map((column) => goFunction(column.name, [], () => {
    if (column.name === 'Size') isAsked = true;
    return '';
  }));
  const probe = new Struct('formatter.ContainerContext', new Map(), new Map([...methods, goFunction('Label', ['string'], () => '')].map((method) => [method.name, method])), () => {
    isAsked = true;
    return '{}';
  }, true);
  const text = format.replaceAll('\\t', '\t').replaceAll('\\n', '\n');
  const fail = (what: string, error: unknown): never => {
    if (error instanceof TemplateError) throw new CommandError(`failed to ${what} template: ${error.message}`);
    throw error;
  };
  let template: Template;
  try {
    template = new Template(text, DOCKER_FUNCTIONS);
  } catch (error) {
    return fail('parse', error);
  }
  try {
    template.execute(probe);
  } catch (error) {
    return fail('execute', error);
  }
  return isAsked;
}
