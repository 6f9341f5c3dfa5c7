import { availableParallelism } from 'node:os';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { UsageError } from '../command.ts';
import type { HeadlessCommand } from '../command.ts';
import { lessonsRoot } from '../lesson-folder.ts';
import { lintCourse } from '../linting/lint-course.ts';

export const lessons: HeadlessCommand = {
  name: 'lessons',
  usage: 'lessons [--lessons FOLDER] [--seeds N] [--jobs N] [--times] [NUMBER…]',
  about: "runs every lesson's solution, accepted and wrong answers, and looks for faults",
  help: `For each lesson:
  - the untouched start does not pass, nor does any check of it that is not marked 'from-start';
  - the solution and every accepted answer pass, every wrong answer meets its mistake or fails its check, under all seeds;
  - the solution with a line left out, or with two neighbours swapped, does not pass (unless answer.equivalent says why);
  - no unknown keys, dead links, unreachable mistakes, hints that give the solution away, predictions never looked at again.
Without NUMBERs the map, glossary, explanations, chapters' checks and translations are looked at, too.
  --seeds N         seeds to try the answers under (20)
  --jobs N          workers; every core unless told
  --times           how long each lesson took
The last line is 'N passed, N failed'.`,
  async run(args) {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { lessons: { type: 'string' }, seeds: { type: 'string', default: '20' }, jobs: { type: 'string' }, times: { type: 'boolean', default: false } },
    });
    const started = performance.now();
    const counts = { passed: 0, failed: 0 };
    const seconds = new Map<string, number>();
    const options = {
      root: values.lessons === undefined ? lessonsRoot() : resolve(values.lessons),
      seeds: whole(values.seeds, '--seeds'),
      jobs: values.jobs === undefined ? availableParallelism() : whole(values.jobs, '--jobs'),
      chosen: positionals,
    };
    for await (const { number, finding, seconds: taken } of lintCourse(options)) {
      counts[finding.problem === undefined ? 'passed' : 'failed']++;
      seconds.set(number, taken);
      if (finding.problem !== undefined) console.log(`${number} ${finding.what}: ${finding.problem}`);
    }
    if (values.times) for (const [number, taken] of seconds) console.log(`${number.padEnd(8)}${taken.toFixed(1).padStart(6)} s`);
    console.log(`${((performance.now() - started) / 1000).toFixed(1)} s`);
    console.log(`${counts.passed} passed, ${counts.failed} failed`);
    return counts.failed > 0 ? 1 : 0;
  },
};

function whole(text: string, name: string): number {
  const number = Number(text);
  if (!Number.isInteger(number) || number < 1) throw new UsageError(`${name} takes a whole number from 1, not ${text}`);
  return number;
}
