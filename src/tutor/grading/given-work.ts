import { parse } from 'yaml';
import { toText } from '../../core/bytes.ts';
import type { Answer } from '../lessons/questions.ts';

/** An answer to a lesson: files for the learner's folder, lines to type, answers to its questions. Any of them may be empty. */
export interface GivenWork {
  readonly files: ReadonlyMap<string, Uint8Array>;
  readonly lines: readonly string[];
  readonly answers: ReadonlyMap<string, Answer>;
}

/** In an answer's folder: lines typed at the prompt, and answers to questions (`question: option number`). All else is put into the learner's folder. */
export const LINES_FILE = 'commands.txt';
export const ANSWERS_FILE = 'answers.yaml';

export const NOTHING_GIVEN: GivenWork = { files: new Map(), lines: [], answers: new Map() };

/** An answer from the files of its folder. */
export function toWork(files: ReadonlyMap<string, Uint8Array>): GivenWork {
  const text = (name: string) => toText(files.get(name)!);
  const lines = files.has(LINES_FILE) ? text(LINES_FILE).split('\n').filter((line) => line.trim() !== '') : [];
  const answers = files.has(ANSWERS_FILE) ? ((parse(text(ANSWERS_FILE), { maxAliasCount: 0 }) ?? {}) as Record<string, Answer>) : {};
  const rest = [...files].filter(([name]) => name !== LINES_FILE && name !== ANSWERS_FILE);
  return { files: new Map(rest), lines, answers: new Map(Object.entries(answers)) };
}
