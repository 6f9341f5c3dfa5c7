import type { Lesson } from '../../tutor/lessons/lesson.ts';
import { examine } from '../../tutor/linting/examine.ts';
import { loadLesson } from '../lesson-folder.ts';
import type { LintResult, LintTask } from './task.ts';

const lessons = new Map<string, Lesson>();

/** Does one task. A defect becomes a finding, so that the others go on. */
export default function lintOne({ lessonPath, lessonsRoot, trial }: LintTask): LintResult {
  const started = performance.now();
  const key = `${lessonsRoot}/${lessonPath}`;
  const lesson = lessons.get(key) ?? loadLesson(lessonPath, lessonsRoot);
  lessons.set(key, lesson);
  const findings = [];
  try {
    for (const finding of examine(lesson, trial)) findings.push(finding);
  } catch (error) {
    findings.push({ what: `${trial.kind} ${trial.seed}`, problem: error instanceof Error ? (error.stack ?? error.message) : String(error) });
  }
  return { findings, seconds: (performance.now() - started) / 1000 };
}
