import type { Lesson, SheetRow } from '../lessons/lesson.ts';
import type { Chapter } from './course-map.ts';

export interface SheetPart {
  readonly chapter: number;
  readonly title: string;
  readonly rows: readonly (SheetRow & { readonly lesson: string; readonly number: string })[];
}

/** What the lessons that are done have taught, by chapter. What an earlier lesson says already is not said again. */
export function cheatSheet(course: { readonly lessons: readonly Lesson[]; readonly chapters: readonly Chapter[] }, done: ReadonlySet<string>): SheetPart[] {
  const written = new Set<string>();
  const parts = course.chapters.map(({ number, title }) => {
    const lessons = course.lessons.filter((lesson) => done.has(lesson.id) && parseInt(lesson.number, 10) === number);
    const rows = lessons.flatMap((lesson) => lesson.takeaway.sheet.map((row) => ({ ...row, lesson: lesson.id, number: lesson.number })));
    const fresh = rows.filter(({ write }) => !written.has(write) && written.add(write));
    return { chapter: number, title, rows: fresh };
  });
  return parts.filter((part) => part.rows.length > 0);
}
