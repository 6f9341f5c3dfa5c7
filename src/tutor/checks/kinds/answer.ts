import * as v from 'valibot';
import type { CheckKind } from '../kind.ts';

/** The answer that was given to one of the lesson's questions: `given` and `value` (an option's number, a list, a text). */
export const answer: CheckKind<string> = {
  name: 'answer',
  schema: v.string(),
  standard: { isRight: true },
  *observe(probe, question) {
    const given = probe.answers.get(question);
    if (given === undefined) return { given: false };
    const { value, isRight } = given as { value: number; isRight: boolean };
    return { given: true, value, isRight };
  },
  subject: (question) => `the answer to "${question}"`,
};
