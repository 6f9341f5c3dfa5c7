import * as v from 'valibot';
import type { Keep } from '../storage/keep.ts';
import type { Answer } from '../../tutor/lessons/questions.ts';
import { answered, dueOn, enter } from '../../tutor/review/schedule.ts';
import type { Day, Review } from '../../tutor/review/schedule.ts';
import { checkJournal } from '../../tutor/session/journal.ts';
import type { Journal } from '../../tutor/session/journal.ts';

/** What is known of a learner's way through one lesson. */
export interface LessonProgress {
  readonly state: 'begun' | 'done';
  /** Checks that were passed, by id. */
  readonly passed: readonly string[];
  readonly hints: number;
  /** Mistakes that were told, by id: what reviews are made of. */
  readonly mistakes: readonly string[];
  /** Real time of the last change, ms since 1970. */
  readonly at: number;
}

const lessonProgress = v.strictObject({
  state: v.picklist(['begun', 'done']),
  passed: v.array(v.string()),
  hints: v.number(),
  mistakes: v.array(v.string()),
  at: v.number(),
});

const review = v.strictObject({ card: v.string(), known: v.number(), due: v.number(), lapses: v.number() });
const checkAnswers = v.record(v.string(), v.record(v.string(), v.union([v.number(), v.array(v.number()), v.string()])));

const exported = v.strictObject({
  drydock: v.literal('progress'),
  version: v.literal(1),
  lessons: v.record(v.string(), lessonProgress),
  sessions: v.record(v.string(), v.unknown()),
  reviews: v.optional(v.array(review), []),
  checks: v.optional(checkAnswers, {}),
  aside: v.optional(v.record(v.string(), v.unknown()), {}),
});

const PROGRESS = 'progress';
const REVIEWS = 'reviews';
const CHECKS = 'checks';
const SESSION = 'session:';
/** What could not be read: kept for whoever can. */
const ASIDE = 'aside:';
const DAY = 86_400_000;

/** The rows of a record that are as they should be. */
function readableRows<Row>(kept: unknown, schema: v.GenericSchema<unknown, Row>): { readonly value: Readonly<Record<string, Row>>; readonly isWhole: boolean } {
  const rows = typeof kept === 'object' && kept !== null && !Array.isArray(kept) ? Object.entries(kept) : undefined;
  const readable = (rows ?? []).flatMap(([key, row]) => {
    const result = v.safeParse(schema, row);
    return result.success ? [[key, result.output] as const] : [];
  });
  return { value: Object.fromEntries(readable), isWhole: rows?.length === readable.length };
}

function whole<Value>(kept: unknown, schema: v.GenericSchema<unknown, Value>, otherwise: Value): { readonly value: Value; readonly isWhole: boolean } {
  const result = v.safeParse(schema, kept);
  return result.success ? { value: result.output, isWhole: true } : { value: otherwise, isWhole: false };
}

/** Today in the learner's own calendar, in days since 1970. */
export function today(): Day {
  const now = new Date();
  return Math.floor(Date.UTC(now.getFullYear(), now.getMonth(), now.getDate()) / DAY);
}

/** Progress through the course and the sessions that were begun, kept in the browser; exported and imported as one file. */
export class Progress {
  lessons = $state.raw<Readonly<Record<string, LessonProgress>>>({});

  reviews = $state.raw<readonly Review[]>([]);
  /** Answers to the questions at a chapter's end, by the check's id and the question's. */
  checks = $state.raw<Readonly<Record<string, Readonly<Record<string, Answer>>>>>({});

  constructor(private readonly keep: Keep) {}

  async load(): Promise<void> {
    this.lessons = (await this.keep.read(PROGRESS, (kept) => readableRows(kept, lessonProgress))) ?? {};
    this.reviews = (await this.keep.read(REVIEWS, (kept) => whole(kept, v.array(review), []))) ?? [];
    this.checks = (await this.keep.read(CHECKS, (kept) => readableRows(kept, checkAnswers.value))) ?? {};
  }

  async note(lesson: string, change: Partial<Omit<LessonProgress, 'at'>>): Promise<void> {
    const before = this.lessons[lesson] ?? { state: 'begun', passed: [], hints: 0, mistakes: [], at: 0 };
    const state = before.state === 'done' ? 'done' : (change.state ?? before.state);
    this.lessons = { ...this.lessons, [lesson]: { ...before, ...change, state, at: Date.now() } };
    await this.keep.set(PROGRESS, this.lessons);
  }

  /** Cards of what went wrong come again from tomorrow on. Those on their way already are left as they are. */
  async schedule(cards: readonly string[]): Promise<void> {
    const fresh = cards.filter((card) => !this.reviews.some((one) => one.card === card));
    if (fresh.length === 0) return;
    await this.#setReviews(fresh.reduce<readonly Review[]>((reviews, card) => enter(reviews, card, today()), this.reviews));
  }

  async reviewed(card: string, isKnown: boolean): Promise<void> {
    await this.#setReviews(answered(this.reviews, card, isKnown, today()));
  }

  get due(): readonly Review[] {
    return dueOn(this.reviews, today());
  }

  async answerCheck(check: string, question: string, answer: Answer): Promise<void> {
    this.checks = { ...this.checks, [check]: { ...this.checks[check], [question]: answer } };
    await this.keep.set(CHECKS, this.checks);
  }

  async #setReviews(reviews: readonly Review[]): Promise<void> {
    this.reviews = reviews;
    await this.keep.set(REVIEWS, reviews);
  }

  saveSession(journal: Journal): Promise<void> {
    return this.keep.set(SESSION + journal.lesson, journal);
  }

  /** The saved session of a lesson. Throws JournalError for one that can't be played; it stays kept. */
  async session(lesson: string): Promise<Journal | undefined> {
    const kept = await this.keep.get(SESSION + lesson);
    return kept === undefined ? undefined : checkJournal(kept);
  }

  /** Puts a session that can't be played aside, so that a new one can begin and nothing is lost. */
  async setAside(lesson: string): Promise<void> {
    const kept = await this.keep.get(SESSION + lesson);
    if (kept !== undefined) await this.keep.set(ASIDE + SESSION + lesson, kept);
    await this.keep.delete(SESSION + lesson);
  }

  forgetSession(lesson: string): Promise<void> {
    return this.keep.delete(SESSION + lesson);
  }

  async exportText(): Promise<string> {
    const kept = await this.keep.all();
    const sessions = [...kept].filter(([key]) => key.startsWith(SESSION)).map(([key, value]) => [key.slice(SESSION.length), value]);
    const aside = [...kept].filter(([key]) => key.startsWith(ASIDE)).map(([key, value]) => [key.slice(ASIDE.length), value]);
    return JSON.stringify({ drydock: 'progress', version: 1, lessons: this.lessons, sessions: Object.fromEntries(sessions), reviews: this.reviews, checks: this.checks, aside: Object.fromEntries(aside) }, undefined, 1);
  }

  /** Takes a file that `exportText` made. What is not such a file changes nothing and throws an Error that says why. */
  async importText(text: string): Promise<void> {
    let value: unknown;
    try {
      value = JSON.parse(text);
    } catch {
      throw new Error('This is not a progress file of Drydock: it is no JSON.');
    }
    const result = v.safeParse(exported, value);
    if (!result.success) throw new Error(`This is not a progress file of Drydock: ${result.issues[0].message}.`);
    const sessions = Object.entries(result.output.sessions).map(([lesson, journal]) => [lesson, checkJournal(journal)] as const);
    this.lessons = { ...this.lessons, ...result.output.lessons };
    await this.keep.set(PROGRESS, this.lessons);
    const known = new Set(this.reviews.map((one) => one.card));
    await this.#setReviews([...this.reviews, ...result.output.reviews.filter((one) => !known.has(one.card))]);
    this.checks = { ...this.checks, ...result.output.checks };
    await this.keep.set(CHECKS, this.checks);
    for (const [lesson, journal] of sessions) await this.keep.set(SESSION + lesson, journal);
    for (const [key, value] of Object.entries(result.output.aside)) await this.keep.set(ASIDE + key, value);
  }
}
