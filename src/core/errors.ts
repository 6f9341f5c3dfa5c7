/**
 * What is not simulated says so: the message is `drydock: WHAT is not simulated`.
 * Programs print it and exit with 125; the API answers 501 with it.
 */
export class NotSimulated extends Error {
  override readonly name = 'NotSimulated';

  constructor(readonly what: string) {
    super(`drydock: ${what} is not simulated`);
  }
}

/** A state that Drydock's own code must never reach: reported with the journal, never mixed up with a learner's error. */
export class Defect extends Error {
  override readonly name = 'Defect';
}

/** For the branch that no value reaches. */
export function unreachable(value: never): never {
  throw new Defect(`unreachable: ${JSON.stringify(value)}`);
}
