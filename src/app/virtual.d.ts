declare module 'virtual:drydock-course' {
  export interface LessonSummary {
    /** `02-how-docker-works/01-first-run`. */
    readonly path: string;
    /** `2.1`. */
    readonly number: string;
    readonly id: string;
    readonly title: string;
    readonly objective: string;
    readonly kind: string;
    /** Minutes. */
    readonly duration: number;
    readonly skills: readonly string[];
    load(): Promise<{ readonly lesson: Omit<import('../tutor/lessons/lesson.ts').Lesson, 'folder'>; readonly files: Readonly<Record<string, string>> }>;
  }
  export const lessons: readonly LessonSummary[];
}

declare module 'virtual:drydock-library' {
  /** The course's texts by their paths in the lessons' folder. */
  export const texts: Readonly<Record<string, string>>;
}

declare module 'virtual:drydock-library/de' {
  export const texts: Readonly<Record<string, string>>;
}
