import { NotGraded, gradeJournal } from '../../tutor/grading/grade-answer.ts';
import type { Grade } from '../../tutor/grading/verdict.ts';
import type { Micros } from '../../core/clock.ts';
import { SECOND } from '../../core/clock.ts';
import { Collector } from '../../core/stream.ts';
import { withoutEscapes } from '../../tutor/session/command-tracker.ts';
import { listFolder } from './folder.ts';
import { readLesson } from './read-lesson.ts';
import type { Failed, LessonFiles, LookBack, WhatIf } from './protocol.ts';
import type { Journal } from '../../tutor/session/journal.ts';
import type { Session } from '../../tutor/session/session.ts';
import { playJournal } from '../../tutor/session/session.ts';

/** Work that is done in a copy of the world, away from the one that the learner types in. */
export type ProbeOrder =
  | { readonly type: 'grade'; readonly number: number; readonly lesson: LessonFiles; readonly journal: Journal }
  | { readonly type: 'what-if'; readonly number: number; readonly lesson: LessonFiles | undefined; readonly journal: Journal; readonly script: string }
  /** `before` is the journal up to the moment, `journal` the one with it. */
  | { readonly type: 'look-back'; readonly number: number; readonly lesson: LessonFiles | undefined; readonly before: Journal; readonly journal: Journal };

export type ProbeNews = { readonly number: number } & ({ readonly grade: Grade } | WhatIf | LookBack | Failed);

/** Virtual time that a command gets in a copy, µs. */
const TRIAL: Micros = 120 * SECOND;

function answer(order: ProbeOrder): Grade | WhatIf | LookBack {
  const { journal } = order;
  const lesson = order.lesson && readLesson(order.lesson, journal.seed);
  switch (order.type) {
    case 'grade':
      return gradeJournal(lesson!, journal);
    case 'what-if':
      return tryScript(playJournal(lesson, journal), order.script);
    case 'look-back': {
      const session = playJournal(lesson, order.before);
      const before = session.machine.view();
      session.replay(journal.inputs.slice(order.before.inputs.length - 1));
      return { before, view: session.machine.view(), files: listFolder(session.machine.files, session.folder), now: session.now };
    }
  }
}

function tryScript(session: Session, script: string): WhatIf {
  const { machine, folder } = session;
  const [before, filesBefore] = [machine.view(), listFolder(machine.files, folder)];
  const out = new Collector();
  const started = machine.world.startScript(script, { cwd: folder, stdout: out, stderr: out });
  session.run({ until: session.now + TRIAL, isOver: () => started.status !== undefined });
  const { status } = started;
  // What it set off at this moment (a container that ends at once) is part of the difference.
  session.run({ until: session.now + SECOND });
  return {
    status: status && (status.signal === undefined ? (status.code ?? 0) : 128 + status.signal),
    output: withoutEscapes(out.text()), before, after: machine.view(), filesBefore, filesAfter: listFolder(machine.files, folder),
  };
}

onmessage = (event: MessageEvent<ProbeOrder>) => {
  const { number, type } = event.data;
  try {
    const made = answer(event.data);
    postMessage(type === 'grade' ? { number, grade: made } : { number, ...made });
  } catch (error) {
    const message = error instanceof NotGraded ? error.message : error instanceof Error ? `${error.message}\n${error.stack ?? ''}` : String(error);
    postMessage({ number, problem: message } satisfies ProbeNews);
  }
};
