import type { Process } from '../../../../core/process.ts';
import { ClientError, DaemonError } from '../../../client/client.ts';
import { CommandError, Exit } from '../../errors.ts';
import type { Session } from '../../session.ts';
import { escapeHtml } from '../json.ts';
import { DOCKER_FUNCTIONS } from '../functions.ts';
import { TemplateError } from '../template/errors.ts';
import { Template } from '../template/template.ts';
import type { Value } from '../template/values.ts';
import { ordered, typed } from './schema.ts';
import type { Schema } from './schema.ts';

/** What is known of one object. */
export interface Inspected {
  readonly json: unknown;
  readonly schema: Schema;
  /** No daemon wrote the JSON: `<`, `>` and `&` are shown as escapes, and templates have nothing else to fall back to. */
  readonly isLocal?: boolean;
}

/** Shows each object that `get` finds; what is not there is said at the end, with status 1. */
export function* inspectAll(session: Session, references: readonly string[], format: string, get: (reference: string) => Process<Inspected>): Process<number> {
  const template = format === '' || format === 'json' ? undefined : readTemplate(format);
  const shown: string[] = [];
  const errors: string[] = [];
  const objects: Inspected[] = [];
  for (const reference of references) {
    try {
      const object = yield* get(reference);
      if (template) shown.push(executeOn(template, object));
      else objects.push(object);
    } catch (error) {
      if (!(error instanceof DaemonError || error instanceof CommandError || error instanceof ClientError)) throw error;
      errors.push(error.message);
    }
  }
  if (template) yield* session.print(shown.length > 0 ? shown.map((line) => `${line}\n`).join('') : '\n');
  else yield* session.print(`${toText(objects, format === 'json')}\n`);
  if (errors.length === 0) return 0;
  yield* session.complain(`${errors.join('\n')}\n`);
  throw new Exit(1);
}

export function toText(objects: readonly Inspected[], isCompact: boolean): string {
  const values = objects.map(({ schema, json }) => ordered(schema, json));
  if (values.length === 0) return '[]';
  const text = JSON.stringify(values, null, isCompact ? undefined : 4);
  return objects.some((object) => object.isLocal) ? escapeHtml(text) : text;
}

export function readTemplate(format: string): Template {
  try {
    return new Template(format, DOCKER_FUNCTIONS);
  } catch (error) {
    if (error instanceof TemplateError) throw new CommandError(`template parsing error: ${error.message}`, 64);
    throw error;
  }
}

/** First as Go's struct has it; where that fails, as plain JSON, in which what is missing is an error. */
export function executeOn(template: Template, { schema, json, isLocal }: Inspected): string {
  try {
    return template.execute(typed(schema, json));
  } catch (error) {
    if (!(error instanceof TemplateError)) throw error;
    if (isLocal) throw new CommandError(`template parsing error: ${error.message}`);
  }
  try {
    return template.execute(json as Value, { isMissingKeyError: true });
  } catch (error) {
    if (error instanceof TemplateError) throw new CommandError(`template parsing error: ${error.message}`);
    throw error;
  }
}
