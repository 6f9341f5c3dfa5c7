import { readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { runTranscript } from '../../tutor/transcripts/run.ts';
import { UsageError } from '../command.ts';
import type { HeadlessCommand } from '../command.ts';

/** Areas that are not simulated yet: they are run and counted, and do not fail the run with --required. */
const NOT_REQUIRED = ['swarm', 'registry'];

export const transcripts: HeadlessCommand = {
  name: 'transcripts',
  usage: 'transcripts [--required] PATH…',
  about: 'runs .console files, and says where they differ from what is recorded',
  help: `PATH is a file or a folder of them. For each that differs: its name and the first difference (- recorded, + here).
The last line is 'N passed, N failed'; exit status 1 if any failed.
  --required   files in folders called ${NOT_REQUIRED.join(', ')} may fail`,
  async run(args) {
    const { values, positionals } = parseArgs({ args: [...args], allowPositionals: true, options: { required: { type: 'boolean', default: false } } });
    if (positionals.length === 0) throw new UsageError('needs a path');
    let passed = 0;
    const failed: string[] = [];
    for (const file of positionals.flatMap(consoleFiles)) {
      const problem = difference(file);
      if (problem === undefined) passed++;
      else {
        failed.push(file);
        console.log(`${file}\n${problem.replace(/^/gm, '    ')}`);
      }
    }
    console.log(`${passed} passed, ${failed.length} failed`);
    const isAllowed = (file: string) => values.required && NOT_REQUIRED.some((area) => file.includes(`/${area}/`));
    return failed.every(isAllowed) ? 0 : 1;
  },
};

function consoleFiles(path: string): string[] {
  if (statSync(path).isFile()) return [path];
  return readdirSync(path, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.console'))
    .sort()
    .map((name) => join(path, name));
}

function difference(file: string): string | undefined {
  try {
    const [first] = runTranscript(readFileSync(file, 'utf8')).differences;
    return first && `${first.expected.replace(/^/gm, '- ')}\n${first.found.replace(/^/gm, '+ ')}`;
  } catch (error) {
    return error instanceof Error ? (error.stack ?? error.message) : String(error);
  }
}
