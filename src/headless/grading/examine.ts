import { gradeWork } from '../../tutor/grading/grade-answer.ts';
import type { GivenWork } from '../../tutor/grading/grade-answer.ts';
import type { Grade } from '../../tutor/grading/verdict.ts';
import { filesBelow } from '../../tutor/session/prepare.ts';
import { LessonError } from '../../tutor/lessons/lesson.ts';
import type { Lesson } from '../../tutor/lessons/lesson.ts';
import { chooseVariant, withVariant } from '../../tutor/lessons/variants.ts';
import { loadLesson } from '../lesson-folder.ts';
import { toWork } from './read-answer.ts';

/** One thing that was tried; without a problem it is as it should be. */
export interface Finding {
  readonly what: string;
  readonly problem?: string;
}

const NOTHING: GivenWork = { files: new Map(), lines: [], answers: new Map() };

/** Tries everything that a lesson promises. */
export function* examineLesson(path: string, root: string, seeds: number): Generator<Finding> {
  let plain: Lesson;
  try {
    plain = loadLesson(path, root);
  } catch (error) {
    if (!(error instanceof LessonError)) throw error;
    yield { what: 'is read', problem: error.message };
    return;
  }
  yield { what: 'is read' };
  if (plain.checks.length === 0) return;
  if (!plain.answer) {
    yield { what: 'has a solution', problem: 'a lesson with checks ships its solution' };
    return;
  }
  for (const seed of Array.from({ length: seeds }, (_, i) => `seed-${i}`)) {
    yield* examineWith(withVariant(plain, chooseVariant(plain, seed)), seed);
  }
}

function* examineWith(lesson: Lesson, seed: string): Generator<Finding> {
  const { solution, accepted, wrong } = lesson.answer!;
  const grade = (folder: string | undefined) => gradeWork(lesson, folder === undefined ? NOTHING : toWork(filesBelow(lesson.folder, folder)), seed);
  yield finding('the untouched start', () => (grade(undefined).isPassed ? 'passes, so the checks ask for nothing' : undefined));
  for (const folder of [solution, ...accepted]) yield finding(`${folder} (${seed})`, () => complaint(grade(folder)));
  for (const [folder, expected] of Object.entries(wrong)) {
    yield finding(`${folder} (${seed})`, () => {
      const result = grade(folder);
      if (result.isPassed) return 'passes, and should not';
      const met = [result.mistake?.id, ...result.verdicts.filter((verdict) => verdict.state === 'failed').map((verdict) => verdict.check)];
      return met.includes(expected) ? undefined : `should meet ${expected}, and meets ${met.filter(Boolean).join(', ') || 'nothing'}`;
    });
  }
}

function finding(what: string, problem: () => string | undefined): Finding {
  try {
    const found = problem();
    return found === undefined ? { what } : { what, problem: found };
  } catch (error) {
    return { what, problem: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}

function complaint(grade: Grade): string | undefined {
  if (grade.isPassed) return undefined;
  const failed = grade.verdicts.find((verdict) => verdict.state !== 'passed')!;
  return `${failed.check} is ${failed.state}: expected ${failed.expected}; found ${failed.found}${grade.mistake ? `; told ${grade.mistake.id}` : ''}`;
}
