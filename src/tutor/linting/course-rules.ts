import type { Library } from '../course/library.ts';
import { LIBRARY_FILE, readLibrary } from '../course/library.ts';
import { LessonError } from '../lessons/lesson.ts';
import type { Finding } from './finding.ts';
import { brokenLinks } from './links.ts';
import type { Names } from './links.ts';

/** What is found out where a text can't be read at all, so that nothing more is known of the course. */
export const UNREADABLE = 'its texts';

/** What texts may point at. */
export function namesOf(library: Library): Names {
  return {
    lessons: new Set([...library.lessons, ...library.coming].map((lesson) => lesson.number)),
    chapters: new Set(library.chapters.map((chapter) => String(chapter.number))),
    practice: new Set(library.chapters.filter((chapter) => chapter.isPractice).map((chapter) => String(chapter.number))),
    terms: new Set(library.glossary.flatMap((term) => [term.term, ...term.also])),
  };
}

/** Looks at the course's texts besides the lessons' own. Texts of translations (`de/…`) are another matter. */
export function* courseFindings(texts: ReadonlyMap<string, string>): Generator<Finding> {
  let library: Library;
  try {
    library = readLibrary(new Map([...texts].filter(([path]) => LIBRARY_FILE.test(path))));
  } catch (error) {
    if (!(error instanceof LessonError)) throw error;
    yield { what: UNREADABLE, problem: error.message };
    return;
  }
  const names = namesOf(library);
  yield* told('the map', mapProblems(library));
  yield* told('the glossary', library.glossary.flatMap((term) => [
    ...brokenLinks(term.markdown, names).map((problem) => `${term.term}: ${problem}`),
    ...term.lessons.filter((number) => !names.lessons.has(number)).map((number) => `${term.term}: there is no lesson ${number}`),
  ]));
  yield* told("the chapters' checks", checkProblems(library, names));
  yield* told('the explanations', library.explanations.flatMap((one) => brokenLinks(one.markdown, names).map((problem) => `${one.id}: ${problem}`)));
}

function* told(what: string, problems: Iterable<string>): Generator<Finding> {
  let isFine = true;
  for (const problem of problems) {
    isFine = false;
    yield { what, problem };
  }
  if (isFine) yield { what };
}

function* mapProblems({ chapters, coming, lessons }: Library): Generator<string> {
  for (const { number } of coming) if (lessons.some((lesson) => lesson.number === number)) yield `${number} is said to be coming, and is there`;
  for (const lesson of lessons) if (!chapters.some((chapter) => chapter.number === parseInt(lesson.number, 10))) yield `${lesson.number} is in a chapter that course.yaml does not have`;
  for (const [i, lesson] of lessons.entries()) if (lessons.findIndex((other) => other.id === lesson.id) !== i) yield `${lesson.id} is the id of two lessons`;
}

function* checkProblems({ chapters, checks }: Library, names: Names): Generator<string> {
  for (const chapter of chapters) if (!chapter.isPractice && !checks.some((check) => check.chapter === chapter.number)) yield `chapter ${chapter.number} has none`;
  for (const check of checks) {
    for (const question of check.questions) {
      if (!names.lessons.has(question.see!)) yield `${check.id}/${question.id} sends to ${question.see}, and there is no such lesson`;
      for (const text of [question.question, question.explain]) yield* brokenLinks(text, names);
    }
  }
}
