import { toBytes } from '../../../core/bytes.ts';
import { goFunction, sliceBytes } from './template/functions.ts';
import type { TemplateFunction, Value } from './template/values.ts';
import { toJson } from './json.ts';

/** What docker adds to Go's templates. */

const byName = (functions: readonly TemplateFunction[]): ReadonlyMap<string, TemplateFunction> => new Map(functions.map((fn) => [fn.name, fn]));

const titled = (text: string): string => text.replace(/(^|[^\p{L}\p{N}_'])(\p{L})/gu, (_, before: string, letter: string) => before + letter.toUpperCase());

const repeated = (count: Value): string => ' '.repeat(Math.max(Number(count), 0));

const pad = goFunction('pad', ['string', 'int', 'int'], ([text, before, after]) => (text === '' ? '' : repeated(before) + (text as string) + repeated(after)));
const lower = goFunction('lower', ['string'], ([text]) => (text as string).toLowerCase());
const upper = goFunction('upper', ['string'], ([text]) => (text as string).toUpperCase());
const title = goFunction('title', ['string'], ([text]) => titled(text as string));
const truncate = goFunction('truncate', ['string', 'int'], ([text, length]) => {
  const bytes = toBytes(text as string).length;
  return bytes < Number(length) ? text : sliceBytes(text as string, 0, Number(length));
});

export const DOCKER_FUNCTIONS: ReadonlyMap<string, TemplateFunction> = byName([
  goFunction('json', ['any'], ([value]) => toJson(value)),
  goFunction('split', ['string', 'string'], ([text, separator]) => (separator === '' ? [...(text as string)] : (text as string).split(separator as string))),
  goFunction('join', ['[]string', 'string'], ([items, separator]) => (Array.isArray(items) ? (items as readonly string[]).join(separator as string) : '')),
  title, lower, upper, pad, truncate,
]);

/** What these do to the header of a table: it shows the name of what is formatted. */
export const HEADER_FUNCTIONS: ReadonlyMap<string, TemplateFunction> = byName([
  goFunction('json', ['string'], ([text]) => text),
  goFunction('split', ['string', 'string'], ([text]) => text),
  goFunction('join', ['string', 'string'], ([text]) => text),
  goFunction('title', ['string'], ([text]) => text),
  goFunction('lower', ['string'], ([text]) => text),
  goFunction('upper', ['string'], ([text]) => text),
  goFunction('truncate', ['string', 'int'], ([text]) => text),
  pad,
]);
