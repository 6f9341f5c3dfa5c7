import type { Mistake } from '../lessons/lesson.ts';

export type CheckState = 'passed' | 'failed' | 'skipped';

/** What became of one check. Expected and found are words for the learner. */
export interface Verdict {
  readonly check: string;
  readonly title: string;
  readonly state: CheckState;
  readonly points: number;
  readonly possible: number;
  readonly expected?: string;
  readonly found?: string;
  readonly why?: string;
}

export interface Grade {
  readonly verdicts: readonly Verdict[];
  /** The first of the lesson's mistakes that was recognised. */
  readonly mistake?: Mistake;
  readonly points: number;
  readonly possible: number;
  readonly isPassed: boolean;
}

export function toGrade(verdicts: readonly Verdict[], mistake: Mistake | undefined): Grade {
  const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
  return {
    verdicts,
    ...(mistake ? { mistake } : {}),
    points: sum(verdicts.map((verdict) => verdict.points)),
    possible: sum(verdicts.map((verdict) => verdict.possible)),
    isPassed: verdicts.every((verdict) => verdict.state === 'passed' || verdict.possible === 0),
  };
}
