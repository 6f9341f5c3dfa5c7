import { NotGraded, gradeJournal } from '../../tutor/grading/grade-answer.ts';
import type { Grade } from '../../tutor/grading/verdict.ts';
import { readLesson } from './read-lesson.ts';
import type { LessonFiles } from './protocol.ts';
import type { Journal } from '../../tutor/session/journal.ts';
import { playJournal } from '../../tutor/session/session.ts';

/** Work that is done in a copy of the world, away from the one that the learner types in. */
export type ProbeOrder =
  | { readonly type: 'grade'; readonly number: number; readonly lesson: LessonFiles; readonly journal: Journal }
  | { readonly type: 'what-if'; readonly number: number; readonly lesson: LessonFiles | undefined; readonly journal: Journal; readonly script: string };

export type ProbeNews =
  | { readonly number: number; readonly grade: Grade }
  | { readonly number: number; readonly status: number; readonly output: string; readonly before: unknown; readonly after: unknown }
  | { readonly number: number; readonly problem: string };

function answer(order: ProbeOrder): ProbeNews {
  const { number, journal } = order;
  const lesson = order.lesson && readLesson(order.lesson, journal.seed);
  if (order.type === 'grade') return { number, grade: gradeJournal(lesson!, journal) };
  const session = playJournal(lesson, journal);
  const before = session.machine.view();
  const { status, stdout, stderr } = session.machine.world.runScript(order.script, { cwd: session.folder });
  return { number, status, output: stdout + stderr, before, after: session.machine.view() };
}

onmessage = (event: MessageEvent<ProbeOrder>) => {
  try {
    postMessage(answer(event.data));
  } catch (error) {
    const message = error instanceof NotGraded ? error.message : error instanceof Error ? `${error.message}\n${error.stack ?? ''}` : String(error);
    postMessage({ number: event.data.number, problem: message } satisfies ProbeNews);
  }
};
