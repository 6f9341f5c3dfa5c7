import { readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { runTranscript } from '../../tutor/transcripts/run.ts';
import type { TranscriptResult } from '../../tutor/transcripts/run.ts';
import { UsageError } from '../command.ts';
import type { HeadlessCommand } from '../command.ts';
import { realClientVersion, runWithRealClient } from '../transcripts/real-client.ts';

/** Areas that are not simulated yet: they are run and counted, and do not fail the run with --required. */
const NOT_REQUIRED = ['swarm'];

/** Transcripts that are run side by side with a real client: they mostly wait. */
const AT_ONCE = 8;

export const transcripts: HeadlessCommand = {
  name: 'transcripts',
  usage: 'transcripts [--required] [--client docker] PATH…',
  about: 'runs .console files, and says where they differ from what is recorded',
  help: `PATH is a file or a folder of them. For each that differs: its name and the first difference (- recorded, + here).
The last line is 'N passed, N failed'; exit status 1 if any failed.
  --required   files in folders called ${NOT_REQUIRED.join(', ')} may fail
  --client docker   in a real bash with this machine's docker command, in real time: the simulation is the engine alone`,
  async run(args) {
    const { values, positionals } = parseArgs({ args: [...args], allowPositionals: true, options: { required: { type: 'boolean', default: false }, client: { type: 'string' } } });
    if (positionals.length === 0) throw new UsageError('needs a path');
    if (values.client !== undefined && (values.client !== 'docker' || realClientVersion() === undefined)) throw new UsageError(`there is no client ${values.client} on this machine`);
    const run = values.client === undefined ? async (text: string) => runTranscript(text) : runWithRealClient;
    const files = positionals.flatMap(consoleFiles);
    const problems = new Map<string, string>();
    const left = files[Symbol.iterator]();
    const worker = async () => {
      for (const file of left) {
        const problem = await difference(file, run);
        if (problem !== undefined) problems.set(file, problem);
      }
    };
    await Promise.all(Array.from({ length: values.client === undefined ? 1 : AT_ONCE }, worker));
    const failed = files.filter((file) => problems.has(file));
    for (const file of failed) console.log(`${file}\n${problems.get(file)!.replace(/^/gm, '    ')}`);
    console.log(`${files.length - failed.length} passed, ${failed.length} failed`);
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

async function difference(file: string, run: (text: string) => Promise<TranscriptResult>): Promise<string | undefined> {
  try {
    const [first] = (await run(readFileSync(file, 'utf8'))).differences;
    return first && `${first.expected.replace(/^/gm, '- ')}\n${first.found.replace(/^/gm, '+ ')}`;
  } catch (error) {
    return error instanceof Error ? (error.stack ?? error.message) : String(error);
  }
}
