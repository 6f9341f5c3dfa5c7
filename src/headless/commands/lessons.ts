import { parseArgs } from 'node:util';
import { resolve } from 'node:path';
import type { HeadlessCommand } from '../command.ts';
import { lessonPaths, lessonsRoot } from '../lesson-folder.ts';
import { examineLesson } from '../grading/examine.ts';

export const lessons: HeadlessCommand = {
  name: 'lessons',
  usage: 'lessons [--lessons FOLDER] [--seeds N] [NUMBER…]',
  about: "runs every lesson's solution, accepted and wrong answers, and looks for faults",
  help: `For each lesson: it can be read; the untouched start does not pass; the solution and every accepted answer pass under all
seeds; every wrong answer meets its mistake or fails its check. The last line is 'N passed, N failed'.`,
  async run(args) {
    const { values, positionals } = parseArgs({ args: [...args], allowPositionals: true, options: { lessons: { type: 'string' }, seeds: { type: 'string', default: '3' } } });
    const root = values.lessons === undefined ? lessonsRoot() : resolve(values.lessons);
    let passed = 0;
    let failed = 0;
    for (const path of lessonPaths(root)) {
      const number = path.split('/').map((part) => parseInt(part, 10)).join('.');
      if (positionals.length > 0 && !positionals.includes(number)) continue;
      for (const finding of examineLesson(path, root, Number(values.seeds))) {
        if (finding.problem === undefined) passed++;
        else failed++;
        if (finding.problem !== undefined) console.log(`${number} ${finding.what}: ${finding.problem}`);
      }
    }
    console.log(`${passed} passed, ${failed} failed`);
    return failed > 0 ? 1 : 0;
  },
};
