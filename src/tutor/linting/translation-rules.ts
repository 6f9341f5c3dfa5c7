import type { Chapter } from '../course/course-map.ts';
import { readLibrary } from '../course/library.ts';
import { LessonError } from '../lessons/lesson.ts';
import type { Lesson } from '../lessons/lesson.ts';
import { markOf, translateLesson } from '../lessons/translate.ts';
import type { Finding } from './finding.ts';

type Texts = ReadonlyMap<string, string>;

export interface PlacedLesson {
  /** `02-how-docker-works/01-first-run`. */
  readonly path: string;
  readonly lesson: Lesson;
}

/** Texts of each translation by language, with paths as in English. */
export function translationsIn(texts: Texts): Map<string, Map<string, string>> {
  const languages = new Map<string, Map<string, string>>();
  for (const [path, text] of texts) {
    const [, language, rest] = /^([a-z]{2})\/(.*)$/.exec(path) ?? [];
    if (language === undefined) continue;
    const own = languages.get(language) ?? new Map<string, string>();
    languages.set(language, own.set(rest!, text));
  }
  return languages;
}

/** Looks at the translations: whether they fit the English texts, are of today's, and whole in each chapter that they begin. */
export function* translationFindings(texts: Texts, lessons: readonly PlacedLesson[], chapters: readonly Chapter[]): Generator<Finding> {
  const english = new Map([...texts].filter(([path]) => !/^[a-z]{2}\//.test(path)));
  for (const [language, own] of translationsIn(texts)) {
    const strays = [...own.keys()].filter((path) => !english.has(path));
    for (const path of strays) yield { what: `${language}/${path}`, problem: 'translates nothing: there is no such English text' };
    for (const { path, lesson } of lessons) yield* lessonFinding(lesson, path, own, language);
    yield* wholeFindings(language, own, english, chapters);
    yield tryOut(`the translation ${language}`, () => readLibrary(english, { language, texts: own }));
  }
}

function* lessonFinding(lesson: Lesson, path: string, own: Texts, language: string): Generator<Finding> {
  const what = `${language}/${path}`;
  try {
    const translated = translateLesson(lesson, path, own, language);
    if (!translated) return;
    const problem = `is of another English text than today's; mend it, then write of: ${markOf(lesson)} (or: drydock lesson translated ${language} ${lesson.number})`;
    yield translated.isStale ? { what, problem } : { what };
  } catch (error) {
    if (!(error instanceof LessonError)) throw error;
    yield { what, problem: error.message };
  }
}

/** A chapter is translated as a whole or not at all: nobody wants to change the language from lesson to lesson. */
function* wholeFindings(language: string, own: Texts, english: Texts, chapters: readonly Chapter[]): Generator<Finding> {
  for (const { folder } of chapters) {
    if (![...own.keys()].some((path) => path.startsWith(`${folder}/`))) continue;
    const missing = [...english.keys()].filter((path) => path.startsWith(`${folder}/`) && !own.has(path));
    for (const path of missing) yield { what: `${language}/${path}`, problem: 'is missing, and other texts of this chapter are translated' };
    if (missing.length === 0) yield { what: `${language}/${folder} is whole` };
  }
}

function tryOut(what: string, read: () => unknown): Finding {
  try {
    read();
    return { what };
  } catch (error) {
    if (!(error instanceof LessonError)) throw error;
    return { what, problem: error.message };
  }
}
