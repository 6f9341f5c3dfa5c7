import { NotGraded, gradeJournal } from '../../tutor/grading/grade-answer.ts';
import type { Grade } from '../../tutor/grading/verdict.ts';
import { Chunk } from '../../core/chunk.ts';
import type { Micros } from '../../core/clock.ts';
import { SECOND } from '../../core/clock.ts';
import { Collector } from '../../core/stream.ts';
import { withoutEscapes } from '../../tutor/session/command-tracker.ts';
import { listFolder } from './folder.ts';
import { readLesson } from './read-lesson.ts';
import type { Failed, ImageNames, LookBack, WhatIf } from './protocol.ts';
import { planBuild } from '../../tutor/session/build-plan.ts';
import type { BuildPlan } from '../../tutor/session/build-plan.ts';
import { imageNames } from '../../tutor/session/image-names.ts';
import type { Lesson } from '../../tutor/lessons/lesson.ts';
import type { Journal } from '../../tutor/session/journal.ts';
import type { Session } from '../../tutor/session/session.ts';
import { playJournal } from '../../tutor/session/session.ts';

/** Work that is done in a copy of the world, away from the one that the learner types in. */
export type ProbeOrder =
  | { readonly type: 'grade'; readonly number: number; readonly lesson: Lesson; readonly journal: Journal }
  | { readonly type: 'what-if'; readonly number: number; readonly lesson: Lesson | undefined; readonly journal: Journal; readonly script: string }
  | { readonly type: 'build-plan'; readonly number: number; readonly lesson: Lesson | undefined; readonly journal: Journal; readonly path: string; readonly text: string }
  | { readonly type: 'image-names'; readonly number: number; readonly lesson: Lesson | undefined; readonly journal: Journal; readonly repository: string | undefined }
  /** `before` is the journal up to the moment, `journal` the one with it. */
  | { readonly type: 'look-back'; readonly number: number; readonly lesson: Lesson | undefined; readonly before: Journal; readonly journal: Journal };

export type ProbeNews = { readonly number: number } & ({ readonly grade: Grade } | WhatIf | LookBack | BuildPlan | ImageNames | Failed);

/** Virtual time that a command gets in a copy, µs. */
const TRIAL: Micros = 120 * SECOND;

function answer(order: ProbeOrder): Grade | WhatIf | LookBack | BuildPlan | ImageNames {
  const { journal } = order;
  const lesson = order.lesson && readLesson(order.lesson, journal.seed);
  switch (order.type) {
    case 'grade':
      return gradeJournal(lesson!, journal);
    case 'what-if':
      return tryScript(playJournal(lesson, journal), order.script);
    case 'build-plan':
      return planBuild(playJournal(lesson, journal), order.path, order.text);
    case 'image-names':
      return { names: imageNames(playJournal(lesson, journal), order.repository) };
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

/** Does one order, with all code here that it may need. */
export async function answerOrder(order: ProbeOrder): Promise<ProbeNews> {
  const { number, type } = order;
  try {
    await Chunk.loadAll();
    const made = answer(order);
    return type === 'grade' ? { number, grade: made as Grade } : { number, ...(made as WhatIf | LookBack) };
  } catch (error) {
    const message = error instanceof NotGraded ? error.message : error instanceof Error ? `${error.message}\n${error.stack ?? ''}` : String(error);
    return { number, problem: message };
  }
}
