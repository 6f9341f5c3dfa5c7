import { readFileSync, statSync } from 'node:fs';
import { basename } from 'node:path';
import { parse } from 'yaml';
import type { GivenWork } from '../../tutor/grading/grade-answer.ts';
import type { Answer } from '../../tutor/lessons/questions.ts';
import { parseJournal } from '../../tutor/session/journal.ts';
import type { Journal } from '../../tutor/session/journal.ts';
import { readFolder } from '../lesson-folder.ts';

const MOST_BYTES = 8 << 20;

/** In an answer's folder: lines typed at the prompt, and answers to questions (`question: option number`). All else is put into the learner's folder. */
export const LINES_FILE = 'commands.txt';
export const ANSWERS_FILE = 'answers.yaml';

export function toWork(files: ReadonlyMap<string, Uint8Array>): GivenWork {
  const text = (name: string) => new TextDecoder().decode(files.get(name));
  const lines = files.has(LINES_FILE) ? text(LINES_FILE).split('\n').filter((line) => line.trim() !== '') : [];
  const answers = files.has(ANSWERS_FILE) ? (parse(text(ANSWERS_FILE), { maxAliasCount: 0 }) as Record<string, Answer>) : {};
  const rest = [...files].filter(([name]) => name !== LINES_FILE && name !== ANSWERS_FILE);
  return { files: new Map(rest), lines, answers: new Map(Object.entries(answers)) };
}

/** An answer as it was handed in: a folder, a Dockerfile, or a recording (.json). Throws an Error that says what is wrong with it. */
export function readAnswer(path: string): GivenWork | Journal {
  const facts = statSync(path, { throwIfNoEntry: false });
  if (!facts) throw new Error('there is no such file or folder');
  if (facts.isDirectory()) return toWork(readFolder(path));
  if (facts.size > MOST_BYTES) throw new Error(`is larger than ${MOST_BYTES >> 20} MiB`);
  const bytes = new Uint8Array(readFileSync(path));
  if (basename(path).endsWith('.json')) return parseJournal(new TextDecoder().decode(bytes));
  return { files: new Map([['Dockerfile', bytes]]), lines: [], answers: new Map() };
}
