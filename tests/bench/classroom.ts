import { spawn } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Row } from '../../src/headless/grading/row.ts';
import type { Benchmark } from './benchmark.ts';

const STUDENTS = 1000;
const EXERCISE = 'lessons/05-dockerfile/02-repair-the-notes-dockerfile';

/** A class's answers: what the lesson has in its `answer` folder, over and over. `isOwn`: no two are the same. */
function handIn(folder: string, isOwn: boolean): string[] {
  const kinds = readdirSync(join(EXERCISE, 'answer'));
  return Array.from({ length: STUDENTS }, (_, i) => {
    const kind = kinds[i % kinds.length]!;
    const to = join(folder, `${i}-${kind}`);
    cpSync(join(EXERCISE, 'answer', kind), to, { recursive: true });
    const dockerfile = join(to, 'Dockerfile');
    if (isOwn) writeFileSync(dockerfile, `# Student ${i}\n${readFileSync(dockerfile, 'utf8')}`);
    return to;
  });
}

/** Grades with the command, as a teacher does; its start and the compiling of its code count. Answers a second. */
async function grade(answers: readonly string[], jobs: number): Promise<number> {
  const start = performance.now();
  const child = spawn(process.execPath, ['dist/headless/main.mjs', 'grade', '--lesson', '5.2', '--format', 'json', '--jobs', String(jobs), ...answers], { stdio: ['ignore', 'pipe', 'inherit'] });
  let output = '';
  for await (const chunk of child.stdout.setEncoding('utf8')) output += String(chunk);
  const rate = (answers.length / (performance.now() - start)) * 1000;
  const rows = JSON.parse(output) as Row[];
  const wrong = rows.filter(({ answer, isPassed, problem }) => problem !== undefined || isPassed !== /-(?:solution|path-and-slim|without-comments)$/.test(answer));
  if (rows.length !== answers.length || wrong.length > 0) throw new Error(`${rows.length} rows, ${wrong.length} of them wrong: ${JSON.stringify(wrong[0]).slice(0, 200)}`);
  return rate;
}

async function measure(isOwn: boolean): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'drydock-class-'));
  try {
    const answers = handIn(folder, isOwn);
    const [one, two] = [await grade(answers, 1), await grade(answers, 2)];
    return `${Math.round(one)}; with two jobs ${Math.round(two)}, ${(two / one).toFixed(2)} times as many`;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

export const CLASSROOM: readonly Benchmark[] = [
  { name: '1,000 answers to 5.2 of which no two are the same, graded a second', target: '≥ 200; with two jobs ≥ 1.7 times', run: () => measure(true) },
  { name: '1,000 answers to 5.2 of 13 kinds, graded a second', target: '≥ 200', run: () => measure(false) },
];
