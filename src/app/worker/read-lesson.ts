import type { Lesson } from '../../tutor/lessons/lesson.ts';
import { chooseVariant, withVariant } from '../../tutor/lessons/variants.ts';

/** A lesson as it is for those who have this seed. */
export function readLesson(lesson: Lesson, seed: string): Lesson {
  return withVariant(lesson, chooseVariant(lesson, seed));
}
