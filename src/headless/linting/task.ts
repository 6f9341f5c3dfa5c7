import type { Finding } from '../../tutor/linting/finding.ts';
import type { Trial } from '../../tutor/linting/examine.ts';

/** Some of the trials of one lesson, for one worker. */
export interface LintTask {
  readonly lessonPath: string;
  readonly lessonsRoot: string;
  readonly trial: Trial;
}

export interface LintResult {
  readonly findings: readonly Finding[];
  /** Of this task, real time. */
  readonly seconds: number;
}
