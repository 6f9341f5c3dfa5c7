import { toBytes } from '../../core/bytes.ts';
import { parseExplanation } from '../explanations/parse.ts';
import type { Explanation } from '../explanations/parse.ts';
import type { Card, Lesson } from '../lessons/lesson.ts';
import { LessonError } from '../lessons/lesson.ts';
import { parseLesson } from '../lessons/parse.ts';
import { translateLesson } from '../lessons/translate.ts';
import { chooseVariant, withVariant } from '../lessons/variants.ts';
import { parseChapterCheck } from './chapter-check.ts';
import type { ChapterCheck } from './chapter-check.ts';
import { parseCourseMap, translateCourseMap } from './course-map.ts';
import type { CourseMap } from './course-map.ts';
import { parseGlossary } from './glossary.ts';
import type { Term } from './glossary.ts';

/** The course's texts, read: everything but the lessons' files and answers. */
export interface Library extends CourseMap {
  readonly lessons: readonly Lesson[];
  readonly checks: readonly ChapterCheck[];
  readonly glossary: readonly Term[];
  readonly explanations: readonly Explanation[];
  /** Review cards of lessons and of chapter checks. */
  readonly cards: readonly Card[];
}

type Texts = ReadonlyMap<string, string>;

const LESSON = /^(\d+-[^/]+\/\d+-[^/]+)\/index\.md$/;
const CHECK = /^(\d+-[^/]+)\/check\.md$/;
const EXPLANATION = /^explanations\/([^/]+)\.md$/;

/** Which files of the lessons' folder a library is made of. */
export const LIBRARY_FILE = /^(?:course\.yaml|glossary\.yaml|\d+-[^/]+\/check\.md|\d+-[^/]+\/\d+-[^/]+\/(?:index\.md|takeaway\.yaml)|explanations\/[^/]+\.md)$/;

/** Texts in another language, by the paths of those that they translate. What is not among them stays English. */
export interface TranslatedTexts {
  readonly language: string;
  readonly texts: Texts;
}

/** Reads the texts of the lessons' folder, by path there. Variants get the values of no seed in particular. Throws LessonError. */
export function readLibrary(texts: Texts, translation?: TranslatedTexts): Library {
  const paths = [...texts.keys()].sort();
  const all = <T>(pattern: RegExp, read: (name: string, text: string) => T): T[] =>
    paths.flatMap((path) => {
      const name = pattern.exec(path)?.[1];
      return name === undefined ? [] : [read(name, texts.get(path)!)];
    });
  const language = translation?.language ?? '';
  const words = translation?.texts ?? new Map<string, string>();
  const map = parseCourseMap(required(texts, 'course.yaml'));
  const lessons = all(LESSON, (path, text) => {
    const lesson = readLessonText(path, text, texts.get(`${path}/takeaway.yaml`));
    const inWords = translateLesson(lesson, path, words, language)?.lesson ?? lesson;
    return withVariant(inWords, chooseVariant(lesson, ''));
  });
  const checks = all(CHECK, (folder, text) => {
    const check = parseChapterCheck(folder, text);
    const translated = words.get(`${folder}/check.md`);
    return translated === undefined ? check : parseChapterCheck(folder, translated, check);
  });
  return {
    ...(words.has('course.yaml') ? translateCourseMap(map, words.get('course.yaml')!, `${language}/course.yaml`) : map),
    lessons,
    checks,
    glossary: parseGlossary(words.get('glossary.yaml') ?? required(texts, 'glossary.yaml')),
    explanations: all(EXPLANATION, (name, text) => parseExplanation(name, words.get(`explanations/${name}.md`) ?? text)),
    cards: [...lessons.flatMap((lesson) => lesson.takeaway.cards), ...checks.flatMap(cardsOfCheck)],
  };
}

function required(texts: Texts, path: string): string {
  const text = texts.get(path);
  if (text === undefined) throw new LessonError(path, undefined, 'there is no such file');
  return text;
}

function readLessonText(path: string, text: string, takeaway: string | undefined): Lesson {
  const folder = new Map([['index.md', toBytes(text)], ...(takeaway === undefined ? [] : ([['takeaway.yaml', toBytes(takeaway)]] as const))]);
  return parseLesson(path, folder);
}

/** A question of a chapter's check that went wrong comes again as it was asked. */
function cardsOfCheck(check: ChapterCheck): Card[] {
  return check.questions.map(({ id, question, explain }) => ({ id: `${check.id}/${id}`, lesson: check.id, skill: check.id, after: [id], question, answer: explain }));
}
