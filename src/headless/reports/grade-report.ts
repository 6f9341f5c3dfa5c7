import type { Row } from '../grading/row.ts';

export const GRADE_FORMATS = ['text', 'json', 'csv', 'junit', 'gradescope', 'prairielearn'] as const;
export type GradeFormat = (typeof GRADE_FORMATS)[number];

/** The results of a class. Rows are written one by one where the format allows it, so that a long run shows its progress. */
export interface GradeReport {
  begin(): string;
  row(row: Row, isFirst: boolean): string;
  end(rows: readonly Row[]): string;
}

const score = (row: Row) => (row.possible > 0 ? row.points / row.possible : 0);
const failedChecks = (row: Row) => row.verdicts.filter((verdict) => verdict.state === 'failed');

const text: GradeReport = {
  begin: () => '',
  row(row) {
    if (row.problem !== undefined) return `${row.answer}: not graded: ${row.problem}\n`;
    const [first] = failedChecks(row);
    const why = row.say?.replaceAll('\n', ' ') ?? (first ? `${first.title}: expected ${first.expected}, found ${first.found}` : '');
    return `${row.answer}: ${row.points}/${row.possible}${row.isPassed ? ' passed' : ` ${row.mistake ? `[${row.mistake}] ` : ''}${why}`}\n`;
  },
  end: () => '',
};

const json: GradeReport = {
  begin: () => '[',
  row: (row, isFirst) => `${isFirst ? '\n' : ',\n'}${JSON.stringify(row)}`,
  end: () => '\n]\n',
};

const field = (value: string | number) => {
  const written = String(value);
  // A leading = + - @ would be taken for a formula by a spreadsheet.
  const safe = /^[=+\-@\t\r]/.test(written) && typeof value === 'string' ? `'${written}` : written;
  return /[",\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
};

const csv: GradeReport = {
  begin: () => 'answer,points,possible,passed,mistake,failed,problem\n',
  row(row) {
    const failed = failedChecks(row).map((verdict) => verdict.check).join(' ');
    return `${[row.answer, row.points, row.possible, row.isPassed ? 'yes' : 'no', row.mistake ?? '', failed, row.problem ?? ''].map(field).join(',')}\n`;
  },
  end: () => '',
};

const xml = (value: string) =>
  // Control characters have no place in XML 1.0.
  value.replace(/[\0-\x08\x0b\x0c\x0e-\x1f]/g, '\ufffd').replace(/[<>&"]/g, (character) => ({ '<': '&lt;', '>': '&gt;', '&': '&amp;', '"': '&quot;' })[character]!);

const junit: GradeReport = {
  begin: () => '<?xml version="1.0" encoding="UTF-8"?>\n<testsuites>\n',
  row(row) {
    const cases = row.verdicts.map((verdict) => {
      const body = verdict.state === 'failed' ? `<failure message="${xml(`expected ${verdict.expected}, found ${verdict.found}`)}"/>` : verdict.state === 'skipped' ? '<skipped/>' : '';
      return `    <testcase classname="${xml(row.answer)}" name="${xml(verdict.title)}">${body}</testcase>\n`;
    });
    const problem = row.problem === undefined ? '' : `    <testcase classname="${xml(row.answer)}" name="graded"><error message="${xml(row.problem)}"/></testcase>\n`;
    const failures = failedChecks(row).length;
    const skipped = row.verdicts.filter((verdict) => verdict.state === 'skipped').length;
    return `  <testsuite name="${xml(row.answer)}" tests="${cases.length + (problem ? 1 : 0)}" failures="${failures}" errors="${problem ? 1 : 0}" skipped="${skipped}">\n${problem}${cases.join('')}  </testsuite>\n`;
  },
  end: () => '</testsuites>\n',
};

/** https://gradescope-autograders.readthedocs.io/en/latest/specs/#output-format: one answer a file. */
const gradescope: GradeReport = {
  begin: () => '',
  row: (row) =>
    `${JSON.stringify({
      score: row.points,
      ...(row.problem ?? row.say ? { output: row.problem ?? row.say } : {}),
      tests: row.verdicts.map((verdict) => ({
        name: verdict.title,
        score: verdict.points,
        max_score: verdict.possible,
        status: verdict.state === 'passed' ? 'passed' : 'failed',
        output: verdict.state === 'failed' ? `expected ${verdict.expected}\nfound ${verdict.found}` : verdict.state === 'skipped' ? 'not looked at, because of what failed before' : '',
      })),
    })}\n`,
  end: () => '',
};

/** https://docs.prairielearn.com/externalGrading/#grading-results: one answer a file. */
const prairielearn: GradeReport = {
  begin: () => '',
  row: (row) =>
    `${JSON.stringify({
      gradable: row.problem === undefined,
      score: score(row),
      message: row.problem ?? row.say ?? '',
      tests: row.verdicts.map((verdict) => ({
        name: verdict.title,
        points: verdict.points,
        max_points: verdict.possible,
        message: verdict.state === 'failed' ? `expected ${verdict.expected}; found ${verdict.found}` : '',
      })),
    })}\n`,
  end: () => '',
};

export const GRADE_REPORTS: Readonly<Record<GradeFormat, GradeReport>> = { text, json, csv, junit, gradescope, prairielearn };
