import type { Explanation } from './parse.ts';

/** What a terminal shows can be long; messages that end a command stand at its end. */
const LONGEST_OUTPUT = 20_000;

/**
 * The explanations that an output calls for, the most telling first: a pattern that takes up more of the output knows more
 * about it. Empty when there is nothing to explain.
 */
export function explain(explanations: Iterable<Explanation>, output: string): Explanation[] {
  const shown = output.slice(-LONGEST_OUTPUT);
  const found: { readonly explanation: Explanation; readonly length: number }[] = [];
  for (const explanation of explanations) {
    const match = explanation.pattern.exec(shown);
    if (match) found.push({ explanation, length: match[0].length });
  }
  return found.toSorted((a, b) => b.length - a.length).map(({ explanation }) => explanation);
}
