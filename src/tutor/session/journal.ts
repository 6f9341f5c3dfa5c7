import * as v from 'valibot';
import type { Micros } from '../../core/clock.ts';

/** Raised when a change of the simulation makes old recordings play differently. */
export const JOURNAL_VERSION = 1;

/** What was done to a world from outside. Terminals are numbered in the order they were opened. */
export type SessionInput =
  | { readonly kind: 'open'; readonly columns: number; readonly rows: number }
  | { readonly kind: 'close'; readonly terminal: number }
  | { readonly kind: 'type'; readonly terminal: number; readonly data: string }
  | { readonly kind: 'resize'; readonly terminal: number; readonly columns: number; readonly rows: number }
  /** The editor saved a file of the learner's folder; no text: it was deleted. */
  | { readonly kind: 'edit'; readonly path: string; readonly text?: string | undefined }
  | { readonly kind: 'answer'; readonly question: string; readonly value: number | readonly number[] | string }
  /** Nothing was done, but time had passed: where the recording ends, or what was skipped. */
  | { readonly kind: 'pass' };

export type TimedInput = SessionInput & { readonly at: Micros };

/**
 * A session as it is saved, undone, shared and handed in: what was done and when, in virtual time. Played again with the
 * same lesson and seed it gives the same world, to the byte.
 */
export interface Journal {
  readonly version: typeof JOURNAL_VERSION;
  /** The lesson's id; `sandbox` for free play. */
  readonly lesson: string;
  readonly seed: string;
  readonly inputs: readonly TimedInput[];
}

export class JournalError extends Error {
  override readonly name = 'JournalError';
}

const whole = v.pipe(v.number(), v.integer(), v.minValue(0));
const size = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(1000));
const at = { at: whole };

const inputSchema = v.variant('kind', [
  v.strictObject({ ...at, kind: v.literal('open'), columns: size, rows: size }),
  v.strictObject({ ...at, kind: v.literal('close'), terminal: whole }),
  v.strictObject({ ...at, kind: v.literal('type'), terminal: whole, data: v.string() }),
  v.strictObject({ ...at, kind: v.literal('resize'), terminal: whole, columns: size, rows: size }),
  v.strictObject({ ...at, kind: v.literal('edit'), path: v.pipe(v.string(), v.minLength(1)), text: v.optional(v.string()) }),
  v.strictObject({ ...at, kind: v.literal('answer'), question: v.string(), value: v.union([v.number(), v.array(v.number()), v.string()]) }),
  v.strictObject({ ...at, kind: v.literal('pass') }),
]);

const journalSchema = v.strictObject({
  version: v.literal(JOURNAL_VERSION),
  lesson: v.string(),
  seed: v.string(),
  inputs: v.array(inputSchema),
});

/** Takes a value for a journal, or throws JournalError that names the place. */
export function checkJournal(value: unknown): Journal {
  const version = typeof value === 'object' && value !== null && 'version' in value ? value.version : undefined;
  if (typeof version === 'number' && version !== JOURNAL_VERSION) {
    throw new JournalError(`this recording has version ${version}, and this Drydock plays version ${JOURNAL_VERSION}: open it with the Drydock that made it`);
  }
  const result = v.safeParse(journalSchema, value);
  if (!result.success) {
    const issue = result.issues[0];
    const place = (issue.path ?? []).map((item) => String(item.key)).join('.');
    throw new JournalError(`not a recording of Drydock's: ${place ? `${place}: ` : ''}${issue.message}`);
  }
  const { inputs } = result.output;
  const late = inputs.findIndex((input, i) => i > 0 && input.at < inputs[i - 1]!.at);
  if (late > 0) throw new JournalError(`not a recording of Drydock's: inputs.${late}.at: earlier than the input before it`);
  return result.output;
}

export function parseJournal(text: string): Journal {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new JournalError(`not a recording of Drydock's: ${error instanceof Error ? error.message : 'no JSON'}`);
  }
  return checkJournal(value);
}

export function formatJournal(journal: Journal): string {
  return JSON.stringify(journal);
}
