import type { Micros } from '../../../core/clock.ts';
import { CommandError } from '../errors.ts';
import { DOCKER_FUNCTIONS, HEADER_FUNCTIONS } from './functions.ts';
import { alignTabs } from './tabwriter.ts';
import { TemplateError } from './template/errors.ts';
import { goFunction } from './template/functions.ts';
import { Template } from './template/template.ts';
import { Struct } from './template/values.ts';
import type { TemplateFunction, Value } from './template/values.ts';
import { escapeHtml, toJson } from './json.ts';

/** What a list is shown with. */
export interface View {
  readonly now: Micros;
  readonly isTruncated: boolean;
}

/** Something that a template may ask of an item, with its heading in tables. */
export interface Column<Item> {
  readonly name: string;
  /** Absent: it has no place in tables' headers. */
  readonly header?: string;
  value(item: Item, view: View): Value;
  /** Left out of `{{json .}}`. */
  readonly isInJson?: false;
}

/** A kind of thing that is listed: one declaration makes its templates, its headers and its JSON. */
export interface Listing<Item> {
  /** Go's type, which errors name: `formatter.ContainerContext`. */
  readonly type: string;
  readonly columns: readonly Column<Item>[];
  /** For `{{.Label "key"}}`. */
  labels?(item: Item): Readonly<Record<string, string>> | null | undefined;
}

/** Shows items by a format: `table …`, `json`, or a template for each. Throws CommandError for templates that fail. */
export function formatList<Item>(listing: Listing<Item>, items: readonly Item[], format: string, view: View): string {
  const { template, isTable } = readFormat(format);
  const rows = items.map((item) => `${run(() => template.execute(contextOf(listing, item, view)))}\n`);
  if (!isTable) return rows.join('');
  const header = run(() => template.execute(headerOf(listing), { functions: HEADER_FUNCTIONS }));
  return alignTabs(`${header}\n${rows.join('')}`);
}

export interface Format {
  readonly template: Template;
  readonly isTable: boolean;
}

/** Throws CommandError. */
export function readFormat(format: string): Format {
  const isTable = format.startsWith('table');
  const body = isTable ? format.slice('table'.length) : format === 'json' ? '{{json .}}' : format;
  const text = body.replace(/^ +| +$/g, '').replaceAll('\\t', '\t').replaceAll('\\n', '\n');
  return { isTable, template: run(() => new Template(text, DOCKER_FUNCTIONS)) };
}

function run<Result>(body: () => Result): Result {
  try {
    return body();
  } catch (error) {
    if (!(error instanceof TemplateError)) throw error;
    throw new CommandError(`template parsing error: ${error.message}`);
  }
}

/** The item as the template's dot. Its columns are methods, made when they are asked for. */
export function contextOf<Item>(listing: Listing<Item>, item: Item, view: View): Struct {
  const methods = new Map<string, TemplateFunction>();
  for (const column of listing.columns) methods.set(column.name, goFunction(column.name, [], () => column.value(item, view)));
  if (listing.labels) methods.set('Label', goFunction('Label', ['string'], ([name]) => listing.labels!(item)?.[name as string] ?? ''));
  const json = () => {
    const shown = listing.columns.filter((column) => column.isInJson !== false).sort((a, b) => (a.name < b.name ? -1 : 1));
    return escapeHtml(`{${shown.map((column) => `${JSON.stringify(column.name)}:${toJson(column.value(item, view))}`).join(',')}}`);
  };
  return new Struct(listing.type, new Map(), methods, json, true);
}

function headerOf<Item>(listing: Listing<Item>): Struct {
  const fields = new Map<string, Value>(listing.columns.map((column) => [column.name, column.header ?? null]));
  // A label's heading is the last part of its name, in words.
  const label = goFunction('Label', ['string'], ([name]) => (name as string).split('.').at(-1)!.replace(/[-_]/g, ' '));
  return new Struct('formatter.SubHeaderContext', fields, new Map([['Label', label]]));
}
