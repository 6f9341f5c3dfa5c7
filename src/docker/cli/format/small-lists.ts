import type { FilesystemChange } from '../../api/types/containers.ts';
import type { SearchResult } from '../../api/types/images.ts';
import type { Listing } from './formatter.ts';
import { ellipsis } from './text.ts';

const CHANGES = ['C', 'A', 'D'];

export const DIFF: Listing<FilesystemChange> = {
  type: 'container.diffContext',
  columns: [
    { name: 'Type', header: 'CHANGE TYPE', value: (change) => CHANGES[change.Kind]! },
    { name: 'Path', header: 'PATH', value: (change) => change.Path },
  ],
};

export const SEARCH_TABLE = 'table {{.Name}}\t{{.Description}}\t{{.StarCount}}\t{{.IsOfficial}}';

/** In a table official images say `[OK]`; elsewhere whether they are. */
export function searchListing(isTable: boolean): Listing<SearchResult> {
  return {
    type: 'registry.searchContext',
    columns: [
      { name: 'Name', header: 'NAME', value: (result) => result.name },
      {
        name: 'Description',
        header: 'DESCRIPTION',
        value: (result, { isTruncated }) => {
          const line = result.description.replace(/[\n\r]/g, ' ');
          return isTruncated ? ellipsis(line, 45) : line;
        },
      },
      { name: 'StarCount', header: 'STARS', value: (result) => String(result.star_count) },
      { name: 'IsOfficial', header: 'OFFICIAL', value: (result) => (isTable ? (result.is_official ? '[OK]' : '') : String(result.is_official)) },
    ],
  };
}

export interface ContextLine {
  readonly name: string;
  readonly description: string;
  readonly endpoint: string;
  readonly isCurrent: boolean;
  readonly error: string;
}

export const CONTEXT_TABLE = 'table {{.Name}}{{if .Current}} *{{end}}\t{{.Description}}\t{{.DockerEndpoint}}\t{{.Error}}';

export const CONTEXTS: Listing<ContextLine> = {
  type: 'formatter.clientContextContext',
  columns: [
    { name: 'Name', header: 'NAME', value: (context) => context.name },
    { name: 'Current', value: (context) => context.isCurrent },
    { name: 'Description', header: 'DESCRIPTION', value: (context) => context.description },
    { name: 'DockerEndpoint', header: 'DOCKER ENDPOINT', value: (context) => context.endpoint },
    { name: 'Error', header: 'ERROR', value: (context) => ellipsis(context.error, 45) },
  ],
};
