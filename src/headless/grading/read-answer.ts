import { readFileSync, statSync } from 'node:fs';
import { basename } from 'node:path';
import { toWork } from '../../tutor/grading/given-work.ts';
import type { GivenWork } from '../../tutor/grading/given-work.ts';
import { parseJournal } from '../../tutor/session/journal.ts';
import type { Journal } from '../../tutor/session/journal.ts';
import { readFolder } from '../lesson-folder.ts';

const MOST_BYTES = 8 << 20;

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
