import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { resolve } from 'node:path';
import { UsageError } from '../command.ts';
import type { HeadlessCommand } from '../command.ts';
import { gradeAll } from '../grading/pool.ts';
import type { Row } from '../grading/row.ts';
import { findLesson, lessonPaths, lessonsRoot } from '../lesson-folder.ts';
import { GRADE_FORMATS, GRADE_REPORTS } from '../reports/grade-report.ts';
import type { GradeFormat } from '../reports/grade-report.ts';

export const grade: HeadlessCommand = {
  name: 'grade',
  usage: 'grade --lesson ID [--format FORMAT] [--jobs N] [--seed SEED] ANSWER…',
  about: 'builds and runs answers to an exercise, and says what they do',
  help: `ANSWER is a folder, a Dockerfile, or a recording that a student exported (.json), which is played again.
  --lesson ID       the exercise: 5.2, or its id
  --lessons FOLDER  where lessons lie; Drydock's own unless told
  --format FORMAT   ${GRADE_FORMATS.join(', ')}; gradescope and prairielearn write one results file a line
  --jobs N          answers at a time; 1 unless told, "max" for every core
  --seed SEED       chooses the variant; {answer} stands for the answer's name
  --seconds N       real time for one answer (30)
  --steps N         steps of the simulation for one answer (20000000)
  --megabytes N     memory of a worker (1024)
Exit status 0 when all could be graded, 1 when some could not, 2 for wrong usage.`,
  async run(args) {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        lesson: { type: 'string' },
        lessons: { type: 'string' },
        format: { type: 'string', default: 'text' },
        jobs: { type: 'string', default: '1' },
        seed: { type: 'string', default: 'grading' },
        seconds: { type: 'string', default: '30' },
        steps: { type: 'string', default: '20000000' },
        megabytes: { type: 'string', default: '1024' },
      },
    });
    if (values.lesson === undefined) throw new UsageError('needs --lesson');
    if (positionals.length === 0) throw new UsageError('needs an answer');
    if (!(GRADE_FORMATS as readonly string[]).includes(values.format)) throw new UsageError(`no format ${values.format}; there are ${GRADE_FORMATS.join(', ')}`);
    const report = GRADE_REPORTS[values.format as GradeFormat];
    const root = values.lessons === undefined ? lessonsRoot() : resolve(values.lessons);
    const lesson = findLesson(values.lesson, root);
    const lessonPath = lessonPaths(root).find((path) => path.split('/').map((part) => parseInt(part, 10)).join('.') === lesson.number)!;
    const tasks = positionals.map((answer) => ({
      lessonPath,
      lessonsRoot: root,
      answer,
      seed: values.seed.replaceAll('{answer}', answer),
      steps: positive(values.steps, '--steps'),
    }));
    const limits = {
      jobs: values.jobs === 'max' ? availableParallelism() : positive(values.jobs, '--jobs'),
      seconds: positive(values.seconds, '--seconds'),
      megabytes: positive(values.megabytes, '--megabytes'),
    };
    const rows: Row[] = [];
    process.stdout.write(report.begin());
    for await (const row of gradeAll(tasks, limits)) {
      process.stdout.write(report.row(row, rows.length === 0));
      rows.push(row);
    }
    process.stdout.write(report.end(rows));
    return rows.some((row) => row.problem !== undefined) ? 1 : 0;
  },
};

function positive(text: string, name: string): number {
  const number = Number(text);
  if (!Number.isInteger(number) || number < 1) throw new UsageError(`${name} takes a whole number from 1, not ${text}`);
  return number;
}
