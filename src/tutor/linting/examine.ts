import { NOTHING_GIVEN, toWork } from '../grading/given-work.ts';
import { NotGraded, gradeWork } from '../grading/grade-answer.ts';
import type { Grade } from '../grading/verdict.ts';
import type { AnswerKey, Lesson } from '../lessons/lesson.ts';
import { chooseVariant, withVariant } from '../lessons/variants.ts';
import { filesBelow } from '../session/prepare.ts';
import type { Finding } from './finding.ts';
import { isClaimed, isListed, mutantsOf } from './mutants.ts';

/** Which part of a lesson's trial one worker does: everything under one seed, or the mutants of the solution. */
export type Trial = { readonly kind: 'seed'; readonly seed: string; readonly isFirst: boolean } | { readonly kind: 'mutants'; readonly seed: string };

/** What is tried of a lesson, the longest first. */
export function trialsOf(lesson: Lesson, seeds: number): Trial[] {
  if (lesson.checks.length === 0 || !lesson.answer) return [];
  const each = Array.from({ length: seeds }, (_, i): Trial => ({ kind: 'seed', seed: `seed-${i}`, isFirst: i === 0 }));
  return [{ kind: 'mutants', seed: 'seed-0' }, ...each];
}

/** Tries what a lesson promises of its answers, in worlds of their own. */
export function* examine(plain: Lesson, trial: Trial): Generator<Finding> {
  const lesson = withVariant(plain, chooseVariant(plain, trial.seed));
  if (trial.kind === 'mutants') {
    yield* examineMutants(lesson, lesson.answer!, trial.seed);
    return;
  }
  if (trial.isFirst) yield* examineStart(lesson, trial.seed);
  yield* examineAnswers(lesson, lesson.answer!, trial.seed);
}

/** A check that is passed before anything was done asks for nothing, unless it is there to guard what was given. */
function* examineStart(lesson: Lesson, seed: string): Generator<Finding> {
  const grade = gradeWork(lesson, NOTHING_GIVEN, seed);
  yield { what: 'the untouched start', ...(grade.isPassed ? { problem: 'passes, so the checks ask for nothing' } : {}) };
  for (const check of lesson.checks) {
    const passes = grade.verdicts.some((verdict) => verdict.check === check.id && verdict.state === 'passed');
    const what = `the check ${check.id} at the start`;
    if (passes && !check.isFromStart) yield { what, problem: 'passes before anything was done; if it guards what is there, say `from-start: true`' };
    else if (!passes && check.isFromStart) yield { what, problem: 'is said to hold from the start, and does not' };
    else yield { what };
  }
}

function* examineAnswers(lesson: Lesson, { solution, accepted, wrong }: AnswerKey, seed: string): Generator<Finding> {
  const grade = (folder: string) => gradeWork(lesson, toWork(filesBelow(lesson.folder, folder)), seed);
  for (const folder of [solution, ...accepted]) yield finding(`${folder} (${seed})`, () => complaint(grade(folder)));
  for (const [folder, expected] of Object.entries(wrong)) {
    yield finding(`${folder} (${seed})`, () => {
      const result = grade(folder);
      if (result.isPassed) return 'passes, and should not';
      // An answer whose fault is told must be told that fault, whatever else fails.
      const met = lesson.mistakes.some((mistake) => mistake.id === expected)
        ? [result.mistake?.id]
        : result.verdicts.filter((verdict) => verdict.state === 'failed').map((verdict) => verdict.check);
      return met.includes(expected) ? undefined : `should meet ${expected}, and meets ${met.filter(Boolean).join(', ') || 'nothing'}`;
    });
  }
}

function* examineMutants(lesson: Lesson, { solution, equivalent }: AnswerKey, seed: string): Generator<Finding> {
  const used = new Set<number>();
  for (const mutant of mutantsOf(filesBelow(lesson.folder, solution))) {
    const what = `the solution ${mutant.change}`;
    const listed = equivalent.map((entry, i) => (isListed(mutant, entry) ? i : -1)).filter((i) => i >= 0);
    const passes = passesStill(lesson, mutant.files, seed);
    if (passes) for (const i of listed) used.add(i);
    if (passes && listed.length === 0) yield { what, problem: 'passes still: a check is missing, or the line is needless, or answer.equivalent says why that is right' };
    else if (!passes && listed.some((i) => isClaimed(mutant, equivalent[i]!))) yield { what, problem: 'is listed in answer.equivalent, and fails' };
    else yield { what };
  }
  for (const [i, entry] of equivalent.entries()) {
    if (!used.has(i)) yield { what: `answer.equivalent: ${entry.drop ?? entry['any-order'] ?? entry.swap?.join(' / ') ?? 'nothing'}`, problem: 'no change of the solution is excused by it' };
  }
}

function passesStill(lesson: Lesson, files: ReadonlyMap<string, Uint8Array>, seed: string): boolean {
  try {
    return gradeWork(lesson, toWork(files), seed).isPassed;
  } catch (error) {
    if (error instanceof NotGraded) return false;
    throw error;
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
