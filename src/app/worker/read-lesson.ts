import type { Lesson } from '../../tutor/lessons/lesson.ts';
import { parseLesson } from '../../tutor/lessons/parse.ts';
import { chooseVariant, withVariant } from '../../tutor/lessons/variants.ts';
import type { LessonFiles } from './protocol.ts';

/** A lesson's folder as the lesson that this seed makes of it. Throws LessonError. */
export function readLesson({ path, files }: LessonFiles, seed: string): Lesson {
  const lesson = parseLesson(path, files);
  return withVariant(lesson, chooseVariant(lesson, seed));
}
