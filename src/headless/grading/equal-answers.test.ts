import { expect, test } from 'vitest';
import type { GivenWork } from '../../tutor/grading/given-work.ts';
import type { Grade } from '../../tutor/grading/verdict.ts';
import { EqualAnswers } from './equal-answers.ts';

const work = (files: Record<string, string>, lines: readonly string[] = []): GivenWork => ({
  files: new Map(Object.entries(files).map(([path, text]) => [path, new TextEncoder().encode(text)])),
  lines,
  answers: new Map(),
});

test('work that is the same to the byte is graded once; whatever differs is graded', () => {
  const graded: string[] = [];
  const equal = new EqualAnswers();
  const grade = (name: string, circumstances: readonly string[], given: GivenWork) =>
    equal.grade(circumstances, given, () => {
      graded.push(name);
      return { verdicts: [], points: graded.length, possible: 9, isPassed: false } satisfies Grade;
    });

  const first = grade('first', ['5.2', 'seed'], work({ Dockerfile: 'FROM a\n' }));
  expect(grade('again', ['5.2', 'seed'], work({ Dockerfile: 'FROM a\n' }))).toBe(first);
  grade('other bytes', ['5.2', 'seed'], work({ Dockerfile: 'FROM b\n' }));
  grade('other path', ['5.2', 'seed'], work({ dockerfile: 'FROM a\n' }));
  grade('moved boundary', ['5.2', 'seed'], work({ Dockerfile: 'FROM', b: ' a\n' }));
  grade('other seed', ['5.2', 'ann'], work({ Dockerfile: 'FROM a\n' }));
  grade('other lines', ['5.2', 'seed'], work({ Dockerfile: 'FROM a\n' }, ['docker ps']));

  expect(graded).toEqual(['first', 'other bytes', 'other path', 'moved boundary', 'other seed', 'other lines']);
});
