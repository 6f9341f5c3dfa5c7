import { lessons } from 'virtual:drydock-course';
import type { LessonSummary } from 'virtual:drydock-course';
import type { Lesson } from '../tutor/lessons/lesson.ts';

export type { LessonSummary };

/** Every lesson of the course, in order, without its text. */
export const course: readonly LessonSummary[] = lessons;

export function findLesson(id: string): LessonSummary | undefined {
  return course.find((lesson) => lesson.id === id || lesson.number === id);
}

/** The lesson after this one; undefined after the last. */
export function lessonAfter(id: string): LessonSummary | undefined {
  return course[course.findIndex((lesson) => lesson.id === id) + 1];
}

function fromBase64(text: string): Uint8Array {
  return Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
}

/** A lesson as it is written: what its variants become is decided by a seed. */
export async function loadLesson(summary: LessonSummary): Promise<Lesson> {
  const { lesson, files } = await summary.load();
  return { ...lesson, folder: new Map(Object.entries(files).map(([path, text]) => [path, fromBase64(text)])) };
}
