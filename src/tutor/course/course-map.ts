import * as v from 'valibot';
import { Yaml } from '../lessons/yaml.ts';

export interface Chapter {
  readonly number: number;
  readonly title: string;
  /** One sentence. */
  readonly about: string;
  /** `02-how-docker-works`. */
  readonly folder: string;
  /** Exercises to choose from, without a check at the end. */
  readonly isPractice: boolean;
}

/** A lesson that needs what is not simulated yet: the map shows it, nobody can open it. */
export interface ComingLesson {
  readonly number: string;
  readonly title: string;
  readonly objective: string;
  /** What it will teach, in a few words each. */
  readonly teaches: readonly string[];
  /** What it waits for: `a second machine`. */
  readonly needs: string;
}

export interface CourseMap {
  readonly chapters: readonly Chapter[];
  readonly coming: readonly ComingLesson[];
}

const text = v.pipe(v.string(), v.minLength(1));

export const courseSchema = v.strictObject({
  format: v.literal(1),
  chapters: v.array(v.strictObject({ folder: v.pipe(text, v.regex(/^\d+-[a-z0-9-]+$/)), title: text, about: text, practice: v.optional(v.boolean(), false) })),
  coming: v.optional(v.array(v.strictObject({ number: v.pipe(text, v.regex(/^\d+\.\d+$/)), title: text, objective: text, teaches: v.array(text), needs: text })), []),
});

/** Reads course.yaml. Throws LessonError. */
export function parseCourseMap(source: string, file = 'course.yaml'): CourseMap {
  const yaml = new Yaml(source, file, 1);
  const { chapters, coming } = yaml.as(courseSchema);
  return { chapters: chapters.map(({ practice, ...chapter }) => ({ number: parseInt(chapter.folder, 10), ...chapter, isPractice: practice })), coming };
}

const translationSchema = v.strictObject({
  format: v.literal(1),
  chapters: v.optional(v.record(text, v.strictObject({ title: text, about: text })), {}),
  coming: v.optional(v.record(text, v.strictObject({ title: text, objective: text, teaches: v.array(text), needs: text })), {}),
});

/** The map in another language, as far as it is translated: chapters by folder, lessons to come by number. Throws LessonError. */
export function translateCourseMap(map: CourseMap, source: string, file: string): CourseMap {
  const yaml = new Yaml(source, file, 1);
  const { chapters, coming } = yaml.as(translationSchema);
  for (const folder of Object.keys(chapters)) if (!map.chapters.some((chapter) => chapter.folder === folder)) yaml.fail(['chapters', folder], 'there is no such chapter');
  for (const number of Object.keys(coming)) if (!map.coming.some((lesson) => lesson.number === number)) yaml.fail(['coming', number], 'no such lesson is coming');
  return {
    chapters: map.chapters.map((chapter) => ({ ...chapter, ...chapters[chapter.folder] })),
    coming: map.coming.map((lesson) => ({ ...lesson, ...coming[lesson.number] })),
  };
}
