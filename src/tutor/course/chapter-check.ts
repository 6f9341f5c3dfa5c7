import * as v from 'valibot';
import { parseBody } from '../lessons/body.ts';
import { LessonError } from '../lessons/lesson.ts';
import type { Question } from '../lessons/lesson.ts';
import { Yaml } from '../lessons/yaml.ts';

/** Three questions without hints at the end of a chapter. */
export interface ChapterCheck {
  /** `check-2`: what answers and review cards are kept under. */
  readonly id: string;
  readonly chapter: number;
  readonly title: string;
  /** What is said above the questions. Markdown. */
  readonly markdown: string;
  readonly questions: readonly Question[];
}

const QUESTIONS = 3;
const FRONT_MATTER = /^---\r?\n([\s\S]*?)\r?\n---\r?\n?/;
const schema = v.strictObject({ format: v.literal(1), title: v.pipe(v.string(), v.minLength(1)) });

/** Reads a chapter's check.md. `folder` is the chapter's. A translation takes what is right from the check that it translates. Throws LessonError. */
export function parseChapterCheck(folder: string, source: string, translated?: ChapterCheck): ChapterCheck {
  const file = `${folder}/check.md`;
  const matter = FRONT_MATTER.exec(source);
  if (!matter) throw new LessonError(file, 1, 'a check begins with front matter between two lines of ---');
  const { title } = new Yaml(matter[1]!, file, 2).as(schema);
  const { sections, questions } = parseBody(source.slice(matter[0].length), file, matter[0].split('\n').length, translated && new Map(translated.questions.map((question) => [question.id, question])));
  if (questions.length !== QUESTIONS) throw new LessonError(file, undefined, `has ${questions.length} questions; a chapter's check has ${QUESTIONS}`);
  const unsent = questions.find((question) => question.see === undefined);
  if (unsent) throw new LessonError(file, undefined, `${unsent.id}: see: is missing, the lesson to go back to`);
  const prose = sections.flatMap((section) => (section.kind === 'prose' ? [section.markdown] : []));
  const chapter = parseInt(folder, 10);
  return { id: `check-${chapter}`, chapter, title, markdown: prose.join('\n\n'), questions };
}
