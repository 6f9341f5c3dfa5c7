import * as v from 'valibot';
import { LessonError } from '../lessons/lesson.ts';
import { Yaml } from '../lessons/yaml.ts';

/** What a message of Docker's means, for the panel beside the terminal. One file of lessons/explanations each. */
export interface Explanation {
  readonly id: string;
  readonly title: string;
  /** Is sought in what the terminal shows; `^` and `$` are the ends of a line. */
  readonly pattern: RegExp;
  /** An output that it is about. */
  readonly sample: string;
  readonly markdown: string;
}

const FRONT_MATTER = /^---\r?\n([\s\S]*?)\r?\n---\r?\n?/;

const text = v.pipe(v.string(), v.minLength(1));
const schema = v.strictObject({ format: v.literal(1), id: text, title: text, pattern: text, sample: text });

/** Reads one. `name` is its file without `.md`, which must be its id. Throws LessonError. */
export function parseExplanation(name: string, source: string): Explanation {
  const file = `explanations/${name}.md`;
  const matter = FRONT_MATTER.exec(source);
  if (!matter) throw new LessonError(file, 1, 'an explanation begins with front matter between two lines of ---');
  const yaml = new Yaml(matter[1]!, file, 2);
  const { id, title, pattern, sample } = yaml.as(schema);
  if (id !== name) yaml.fail(['id'], `is ${id} in a file called ${name}.md`);
  const markdown = source.slice(matter[0].length).trim();
  if (markdown === '') throw new LessonError(file, undefined, 'explains nothing');
  return { id, title, pattern: toExpression(pattern, yaml), sample, markdown };
}

function toExpression(pattern: string, yaml: Yaml): RegExp {
  try {
    return new RegExp(pattern, 'm');
  } catch (error) {
    return yaml.fail(['pattern'], error instanceof Error ? error.message : String(error));
  }
}
