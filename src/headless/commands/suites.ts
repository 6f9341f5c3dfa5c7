import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { UsageError } from '../command.ts';
import type { HeadlessCommand } from '../command.ts';
import { projectRoot } from '../lesson-folder.ts';
import type { SuiteReport } from '../suites/index.ts';

export const suites: HeadlessCommand = {
  name: 'suites',
  usage: 'suites [--from DIR] [--list] [NAME…]',
  about: "holds Drydock against what Docker's and BuildKit's own tests record",
  help: `For each suite, in a line, how many of its cases passed and failed, and how many were skipped because they are of another
version than Docker 28.2.2's or of what is not simulated. A failure with a known reason is shown with --list; one without is always shown.
  --from DIR  where NAME.json lie; ../shared/suites beside the project unless told
  --list      shows the failures that have a reason as well
Exit status 0 when each suite reaches its share (98%; hadolint 95%) and every failure has its reason, else 1.`,
  async run(args) {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { from: { type: 'string' }, list: { type: 'boolean', default: false } },
    });
    const folder = values.from === undefined ? join(projectRoot(), '..', 'shared', 'suites') : resolve(values.from);
    if (!existsSync(folder)) throw new UsageError(`there is no folder ${folder}; --from says where the suites are`);
    const { SUITES, runOne } = await import('../suites/index.ts');
    const unknown = positionals.find((name) => !SUITES.some((suite) => suite.name === name));
    if (unknown !== undefined) throw new UsageError(`there is no suite ${unknown}; there are ${SUITES.map((suite) => suite.name).join(', ')}`);
    let isMet = true;
    for (const suite of SUITES) {
      if (positionals.length > 0 && !positionals.includes(suite.name)) continue;
      const file = join(folder, `${suite.name}.json`);
      if (!existsSync(file)) {
        console.log(`${suite.name}: absent: there is no ${file}`);
        isMet = false;
        continue;
      }
      const report = runOne(suite, JSON.parse(readFileSync(file, 'utf8')));
      process.stdout.write(show(report, values.list));
      isMet &&= report.isMet;
    }
    return isMet ? 0 : 1;
  },
};

function show({ name, passed, failed, skipped, excepted, unexplained }: SuiteReport, withReasons: boolean): string {
  const more = [...(skipped > 0 ? [`${skipped} skipped`] : []), ...(excepted.length > 0 ? [`${excepted.length} with a known reason`] : [])];
  return [
    `${name}: ${passed} passed, ${failed} failed${more.length > 0 ? ` (${more.join(', ')})` : ''}`,
    ...unexplained.map(({ label, expected, found }) => `  ${label}\n    expected ${expected}\n    found    ${found}`),
    ...(withReasons ? excepted.map(({ label, reason }) => `  ${label}\n    ${reason}`) : []),
    '',
  ].join('\n');
}
