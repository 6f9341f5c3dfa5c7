import { sha256Hex } from '../../core/digest.ts';
import { parseBody } from './body.ts';
import { LessonError } from './lesson.ts';
import type { CheckSpec, Lesson, Section, Takeaway } from './lesson.ts';
import { translatedTakeawaySchema, translationSchema } from './schema.ts';
import { Yaml } from './yaml.ts';

const FRONT_MATTER = /^---\r?\n([\s\S]*?)\r?\n---\r?\n?/;

export interface Translation {
  readonly lesson: Lesson;
  /** It was made of another text than the English one of today. */
  readonly isStale: boolean;
}

/** Twelve digits that change whenever a text of the lesson changes: a translation says of which it was made. */
export function markOf(lesson: Lesson): string {
  const { title, objective, sections, questions, hints, takeaway } = lesson;
  const checks = lesson.checks.map(({ id, title: name, expected, why }) => [id, name, expected, why]);
  const mistakes = lesson.mistakes.map(({ id, say }) => [id, say]);
  return sha256Hex(JSON.stringify([title, objective, sections, questions, checks, mistakes, hints, takeaway])).slice(0, 12);
}

/**
 * A lesson in another language: its words from the translation's files, everything else (checks, world, answers, commands
 * to type) its own. `texts` has the translation's files by path, `path` is the lesson's. Undefined if it is not translated.
 * Throws LessonError for texts that don't fit.
 */
export function translateLesson(lesson: Lesson, path: string, texts: ReadonlyMap<string, string>, language: string): Translation | undefined {
  const source = texts.get(`${path}/index.md`);
  if (source === undefined) return undefined;
  const file = `${language}/${path}/index.md`;
  const matter = FRONT_MATTER.exec(source);
  if (!matter) throw new LessonError(file, 1, 'a lesson begins with front matter between two lines of ---');
  const yaml = new Yaml(matter[1]!, file, 2);
  const front = yaml.as(translationSchema);
  const asked = new Map(lesson.questions.map((question) => [question.id, question]));
  const body = parseBody(source.slice(matter[0].length), file, matter[0].split('\n').length, asked);
  sameShape(lesson.sections, body.sections, file);
  sameNames(yaml, 'checks', lesson.checks, front.checks);
  sameNames(yaml, 'mistakes', lesson.mistakes, front.mistakes);
  if (front.hints.length !== lesson.hints.length) yaml.fail(['hints'], `${front.hints.length}, and the English text has ${lesson.hints.length}`);
  const translated: Lesson = {
    ...lesson,
    title: front.title,
    objective: front.objective,
    sections: body.sections,
    questions: lesson.questions.map((question) => body.questions.find((one) => one.id === question.id) ?? question),
    checks: lesson.checks.map((check) => translateCheck(check, front.checks[check.id]!, yaml)),
    mistakes: lesson.mistakes.map((mistake) => ({ ...mistake, say: front.mistakes[mistake.id]!.trim() })),
    hints: front.hints,
    takeaway: translateTakeaway(lesson.takeaway, texts.get(`${path}/takeaway.yaml`), `${language}/${path}/takeaway.yaml`),
  };
  return { lesson: translated, isStale: front.of !== markOf(lesson) };
}

/** Prose may be cut differently; what is typed, asked and reached may not. */
function sameShape(base: readonly Section[], translated: readonly Section[], file: string): void {
  const shape = (sections: readonly Section[]) =>
    sections.flatMap((section) => {
      if (section.kind === 'prose' || section.kind === 'notes') return [];
      if (section.kind === 'question' || section.kind === 'recall') return [`${section.kind} ${section.id}`];
      if (section.kind === 'goal') return [`goal ${section.check}`];
      return [section.kind === 'code' ? `code ${section.text}` : `${section.kind} ${section.lines.join('\n')}`];
    });
  const [ours, theirs] = [shape(base), shape(translated)];
  const at = Array.from({ length: Math.max(ours.length, theirs.length) }, (_, i) => i).find((i) => ours[i] !== theirs[i]);
  if (at === undefined) return;
  const first = (text: string | undefined) => (text === undefined ? 'nothing' : `"${text.split('\n')[0]!}"`);
  throw new LessonError(file, undefined, `has ${first(theirs[at])} where the English text has ${first(ours[at])}`);
}

function sameNames(yaml: Yaml, key: string, base: readonly { readonly id: string }[], given: Readonly<Record<string, unknown>>): void {
  const missing = base.find(({ id }) => given[id] === undefined);
  if (missing) yaml.fail([key], `${missing.id} is missing`);
  const unknown = Object.keys(given).find((id) => !base.some((one) => one.id === id));
  if (unknown) yaml.fail([key, unknown], 'the English text has none of that name');
}

function translateCheck(check: CheckSpec, words: { readonly title: string; readonly expected?: string | undefined; readonly why?: string | undefined }, yaml: Yaml): CheckSpec {
  for (const key of ['expected', 'why'] as const) {
    if ((check[key] === undefined) !== (words[key] === undefined)) yaml.fail(['checks', check.id], check[key] === undefined ? `${key}: the English text says nothing there` : `${key}: is missing`);
  }
  return { ...check, title: words.title, ...(words.expected ? { expected: words.expected } : {}), ...(words.why ? { why: words.why } : {}) };
}

function translateTakeaway(takeaway: Takeaway, source: string | undefined, file: string): Takeaway {
  if (source === undefined) return takeaway;
  const yaml = new Yaml(source, file, 1);
  const { sheet, cards } = yaml.as(translatedTakeawaySchema);
  if (sheet.length !== takeaway.sheet.length) yaml.fail(['sheet'], `${sheet.length} rows, and the English text has ${takeaway.sheet.length}`);
  const own = (id: string) => id.slice(id.indexOf('/') + 1);
  sameNames(yaml, 'cards', takeaway.cards.map((card) => ({ id: own(card.id) })), cards);
  return {
    sheet: takeaway.sheet.map((row, i) => ({ ...row, does: sheet[i]! })),
    cards: takeaway.cards.map((card) => ({ ...card, ...cards[own(card.id)]! })),
  };
}
