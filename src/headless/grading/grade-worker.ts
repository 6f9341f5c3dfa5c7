import { LessonError } from '../../tutor/lessons/lesson.ts';
import type { Lesson } from '../../tutor/lessons/lesson.ts';
import { chooseVariant, withVariant } from '../../tutor/lessons/variants.ts';
import { NotGraded, STANDARD_LIMITS, gradeJournal, gradeWork } from '../../tutor/grading/grade-answer.ts';
import { JournalError } from '../../tutor/session/journal.ts';
import { loadLesson } from '../lesson-folder.ts';
import { EqualAnswers } from './equal-answers.ts';
import { readAnswer } from './read-answer.ts';
import { failedRow } from './row.ts';
import type { GradingTask, Row } from './row.ts';

const lessons = new Map<string, Lesson>();
const equal = new EqualAnswers();

function lessonOf({ lessonPath, lessonsRoot }: GradingTask): Lesson {
  const key = `${lessonsRoot}/${lessonPath}`;
  const lesson = lessons.get(key) ?? loadLesson(lessonPath, lessonsRoot);
  lessons.set(key, lesson);
  return lesson;
}

/** Grades one answer; what is wrong with it becomes its row, and never stops the others. */
export default function gradeOne(task: GradingTask): Row {
  const { answer, seed, steps } = task;
  try {
    const plain = lessonOf(task);
    const given = readAnswer(answer);
    const limits = { ...STANDARD_LIMITS, steps };
    const variant = withVariant(plain, chooseVariant(plain, 'inputs' in given ? given.seed : seed));
    if ('inputs' in given && given.lesson !== plain.id) return failedRow(answer, `is a recording of the lesson ${given.lesson}`);
    const circumstances = [task.lessonsRoot, task.lessonPath, seed, String(steps)];
    const grade = 'inputs' in given ? gradeJournal(variant, given, limits) : equal.grade(circumstances, given, () => gradeWork(variant, given, seed, limits));
    const { verdicts, points, possible, isPassed, mistake } = grade;
    return { answer, points, possible, isPassed, verdicts, ...(mistake ? { mistake: mistake.id, say: mistake.say } : {}) };
  } catch (error) {
    if (error instanceof LessonError) throw error;
    if (error instanceof NotGraded || error instanceof JournalError) return failedRow(answer, error.message);
    if (error instanceof RangeError) return failedRow(answer, 'has more steps, or steps within steps, than can be looked at');
    return failedRow(answer, error instanceof Error ? error.message : String(error));
  }
}
