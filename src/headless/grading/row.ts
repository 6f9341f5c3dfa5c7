import type { Verdict } from '../../tutor/grading/verdict.ts';

/** The result of one answer. */
export interface Row {
  readonly answer: string;
  /** Absent when it was graded: why it was not. */
  readonly problem?: string;
  readonly points: number;
  readonly possible: number;
  readonly isPassed: boolean;
  /** The recognised mistake's id, and what the student is told. */
  readonly mistake?: string;
  readonly say?: string;
  readonly verdicts: readonly Verdict[];
}

export interface GradingTask {
  readonly lessonPath: string;
  readonly lessonsRoot: string;
  readonly answer: string;
  readonly seed: string;
  readonly steps: number;
}

export function failedRow(answer: string, problem: string): Row {
  return { answer, problem, points: 0, possible: 0, isPassed: false, verdicts: [] };
}
