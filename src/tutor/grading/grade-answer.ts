import type { Micros } from '../../core/clock.ts';
import { HOUR } from '../../core/clock.ts';
import type { Process } from '../../core/process.ts';
import type { Lesson } from '../lessons/lesson.ts';
import { Session } from '../session/session.ts';
import type { Journal } from '../session/journal.ts';
import { evaluate } from './evaluate.ts';
import type { GivenWork } from './given-work.ts';
import { probeOf } from './session-probe.ts';
import type { Grade } from './verdict.ts';

export type { GivenWork };

/** What one answer may use. */
export interface GradingLimits {
  /** Of virtual time, µs. */
  readonly time: Micros;
  /** Steps of the scheduler. */
  readonly steps: number;
}

export const STANDARD_LIMITS: GradingLimits = { time: 10_000 * HOUR, steps: 20_000_000 };

/** An answer that can't be graded: it used more than it may, or is no answer. The message is for the teacher. */
export class NotGraded extends Error {
  override readonly name = 'NotGraded';
}

/** Grades an answer in a world of its own: does what it says, then looks. Throws NotGraded. */
export function gradeWork(lesson: Lesson, work: GivenWork, seed: string, limits: GradingLimits = STANDARD_LIMITS): Grade {
  const session = new Session(lesson, { lesson: lesson.id, seed });
  for (const [path, bytes] of work.files) session.machine.putFile(`${session.folder}/${path}`, bytes);
  const grader = new StepwiseGrader(lesson, session, limits);
  if (work.lines.length > 0) grader.typeAll(work);
  else for (const [question, value] of work.answers) session.input({ kind: 'answer', question, value });
  return grader.finish();
}

/** Plays what was handed in again and grades the world that comes of it. */
export function gradeJournal(lesson: Lesson, journal: Journal, limits: GradingLimits = STANDARD_LIMITS): Grade {
  const session = new Session(lesson, journal);
  const grader = new StepwiseGrader(lesson, session, limits);
  grader.replay(journal);
  return grader.finish();
}

/** Grades while something is being done: after each command the checks that only look, at the end all of them. */
class StepwiseGrader {
  readonly #reached = new Set<string>();
  #mistake: Grade['mistake'];

  constructor(
    private readonly lesson: Lesson,
    private readonly session: Session,
    private readonly limits: GradingLimits,
  ) {}

  typeAll(work: GivenWork): void {
    this.session.input({ kind: 'open', columns: 120, rows: 40 });
    this.session.settle(HOUR);
    for (const line of work.lines) {
      this.session.typeLine(line);
      this.#look();
    }
    for (const [question, value] of work.answers) this.session.input({ kind: 'answer', question, value });
    this.#look();
  }

  replay(journal: Journal): void {
    let commands = 0;
    for (const { at, ...input } of journal.inputs) {
      this.#run(() => this.session.run({ until: at, steps: this.#stepsLeft() }));
      this.session.input(input);
      if (this.session.log.length === commands) continue;
      commands = this.session.log.length;
      this.#look();
    }
  }

  finish(): Grade {
    const copies = { here: probeOf(this.session), copy: () => probeOf(this.session) };
    // The world is thrown away afterwards, so the copy is the world itself.
    const grade = this.#complete(evaluate(this.lesson, copies, this.#reached));
    return grade.isPassed || !this.#mistake || grade.mistake ? grade : { ...grade, mistake: this.#mistake };
  }

  #look(): void {
    const grade = this.#complete(evaluate(this.lesson, { here: probeOf(this.session) }, this.#reached));
    this.#mistake ??= grade.mistake;
  }

  #complete<Result>(process: Process<Result>): Result {
    const { scheduler } = this.session;
    let outcome: { readonly value: Result } | undefined;
    const task = scheduler.start(process, (ended) => {
      if (ended.kind === 'returned') outcome = ended;
      else if (ended.kind === 'threw') throw ended.error;
    });
    this.#run(() => scheduler.run({ until: this.session.now + this.limits.time, steps: this.#stepsLeft(), isOver: () => task.isDone }));
    if (!outcome) throw new NotGraded('never ends: it waits for something that does not come');
    return outcome.value;
  }

  #run(run: () => string): void {
    if (run() === 'steps') throw new NotGraded(`gave up after ${this.limits.steps} steps: an endless loop?`);
  }

  #stepsLeft(): number {
    return Math.max(0, this.limits.steps - this.session.scheduler.steps);
  }
}

