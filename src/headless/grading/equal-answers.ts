import { createHash } from 'node:crypto';
import type { GivenWork } from '../../tutor/grading/given-work.ts';
import type { Grade } from '../../tutor/grading/verdict.ts';

/** Grades that are kept; in a class of hundreds there are never more short answers that differ. */
const MOST_KEPT = 500;

/**
 * The grades of work that was graded before. The same work in a world of the same seed does the same and gets the same
 * grade, so what several students handed in to the byte is built and run once.
 */
export class EqualAnswers {
  readonly #grades = new Map<string, Grade>();

  /** `circumstances` is all else that the grade depends on: the lesson, the seed, the limits. */
  grade(circumstances: readonly string[], work: GivenWork, make: () => Grade): Grade {
    const key = keyOf(circumstances, work);
    const known = this.#grades.get(key);
    if (known) return known;
    const grade = make();
    if (this.#grades.size === MOST_KEPT) this.#grades.delete(this.#grades.keys().next().value!);
    this.#grades.set(key, grade);
    return grade;
  }
}

function keyOf(circumstances: readonly string[], { files, lines, answers }: GivenWork): string {
  const hash = createHash('sha256');
  const sizes = [...files].map(([path, bytes]) => [path, bytes.length]);
  hash.update(JSON.stringify([circumstances, sizes, lines, [...answers]]));
  for (const bytes of files.values()) hash.update(bytes);
  return hash.digest('hex');
}
