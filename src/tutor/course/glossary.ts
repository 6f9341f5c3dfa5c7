import * as v from 'valibot';
import { Yaml } from '../lessons/yaml.ts';

/** A word of Docker's and what it means. */
export interface Term {
  readonly term: string;
  /** Other words for it. */
  readonly also: readonly string[];
  /** A sentence or two. Markdown. */
  readonly markdown: string;
  /** Numbers of the lessons that are about it. */
  readonly lessons: readonly string[];
}

const text = v.pipe(v.string(), v.minLength(1));
const schema = v.strictObject({
  format: v.literal(1),
  terms: v.array(v.strictObject({ term: text, also: v.optional(v.array(text), []), means: text, lessons: v.pipe(v.array(v.pipe(text, v.regex(/^\d+\.\d+$/))), v.minLength(1)) })),
});

/** Reads glossary.yaml, sorted by term. Throws LessonError. */
export function parseGlossary(source: string, file = 'glossary.yaml'): Term[] {
  const yaml = new Yaml(source, file, 1);
  const { terms } = yaml.as(schema);
  const seen = new Set<string>();
  terms.forEach(({ term, also }, i) => {
    for (const name of [term, ...also].map((one) => one.toLowerCase())) {
      if (seen.has(name)) yaml.fail(['terms', i], `${name} is there twice`);
      seen.add(name);
    }
  });
  return terms
    .map(({ term, also, means, lessons }) => ({ term, also, markdown: means.trim(), lessons }))
    .sort((a, b) => (a.term.toLowerCase() < b.term.toLowerCase() ? -1 : 1));
}
