import { expect, test } from 'vitest';
import { toBytes } from '../../core/bytes.ts';
import { parseLesson } from '../lessons/parse.ts';
import { gradeWork } from './grade-answer.ts';
import { NOTHING_GIVEN } from './given-work.ts';

/** A lesson whose checks change what they look at: each try leaves a line behind. */
const LESSON = `---
format: 1
id: count-tries
kind: exercise
title: Count the tries
objective: See how often something was tried.
duration: 5
checks:
  - id: empty
    title: Nothing was tried
    points: 1
    shell: "echo tried >> tries; cat tries"
    expect: {stdout: ""}
mistakes:
  - id: other
    when: {shell: "echo other >> tries; cat tries", stdout: {contains: "tried\\ntried"}}
    say: Another script is a try of its own.
  - id: twice
    when: {shell: "echo tried >> tries; cat tries", stdout: "tried\\ntried\\n"}
    say: It was tried once more for this mistake.
  - id: once
    when: {shell: "echo tried >> tries; cat tries", stdout: "tried\\n"}
    say: This is what the check saw.
---

Try it.
`;

test('mistakes explain what the checks saw: nothing is tried again for them', () => {
  const lesson = parseLesson('01-tries/01-count-tries', new Map([['index.md', toBytes(LESSON)]]));
  const { verdicts, mistake } = gradeWork(lesson, NOTHING_GIVEN, 'test');
  expect(verdicts.map(({ check, state, found }) => ({ check, state, found }))).toEqual([{ check: 'empty', state: 'failed', found: 'tried\n' }]);
  expect(mistake?.id).toBe('once');
});
