import * as v from 'valibot';
import { toText } from '../../core/bytes.ts';
import type { Json } from '../../docker/api/http.ts';
import { checkKinds } from '../checks/index.ts';
import type { Matcher } from '../checks/matcher.ts';
import { parseBody } from './body.ts';
import { LessonError } from './lesson.ts';
import type { CheckSpec, Condition, Lesson, Mistake } from './lesson.ts';
import { frontMatterSchema } from './schema.ts';
import type { FrontMatter } from './schema.ts';
import { parseTakeaway } from './takeaway.ts';
import { Yaml } from './yaml.ts';

type Path = readonly (string | number)[];
type Properties = Readonly<Record<string, unknown>>;

const CHECK_KEYS = new Set(['id', 'title', 'points', 'gate', 'needs', 'sticky', 'from-start', 'expected', 'why']);
const FRONT_MATTER = /^---\r?\n([\s\S]*?)\r?\n---\r?\n?/;

/**
 * Reads a lesson from the files of its folder, of which `index.md` is one. `path` is `05-dockerfile/02-repair`, for its
 * number and for messages. Throws LessonError for anything that is not as it should be.
 */
export function parseLesson(path: string, folder: ReadonlyMap<string, Uint8Array>): Lesson {
  const file = `${path}/index.md`;
  const index = folder.get('index.md');
  if (!index) throw new LessonError(file, undefined, 'there is no such file');
  const text = toText(index);
  const matter = FRONT_MATTER.exec(text);
  if (!matter) throw new LessonError(file, 1, 'a lesson begins with front matter between two lines of ---');
  const yaml = new Yaml(matter[1]!, file, 2);
  const front = yaml.as(frontMatterSchema);
  const body = parseBody(text.slice(matter[0].length), file, matter[0].split('\n').length);
  const lesson: Lesson = {
    number: numberOf(path, file),
    id: front.id,
    kind: front.kind,
    title: front.title,
    objective: front.objective,
    duration: front.duration,
    skills: front.skills,
    notes: front.notes,
    world: toWorld(front),
    variants: front.variants,
    sections: body.sections,
    questions: body.questions,
    checks: front.checks.map((check, i) => toCheck(yaml, check, ['checks', i])),
    mistakes: front.mistakes.map((mistake, i) => toMistake(yaml, mistake, ['mistakes', i])),
    hints: front.hints,
    ...(front.answer ? { answer: front.answer } : {}),
    takeaway: parseTakeaway(path, front.id, folder.get('takeaway.yaml')),
    folder,
  };
  refuseDeadNames(lesson, yaml);
  return lesson;
}

/** `5.2` from `05-dockerfile/02-repair`. */
function numberOf(path: string, file: string): string {
  const numbers = path.split('/').map((part) => /^(\d+)-/.exec(part)?.[1]);
  if (numbers.length !== 2 || numbers.includes(undefined)) throw new LessonError(file, undefined, 'a lesson lies in NN-chapter/NN-lesson');
  return numbers.map(Number).join('.');
}

function toWorld({ world }: FrontMatter): Lesson['world'] {
  return {
    extends: world.extends ?? 'host',
    editable: world.files?.editable ?? [],
    images: world.images ?? [],
    ...(world.files ? { files: world.files.from } : {}),
    ...(world.setup ? { setup: world.setup } : {}),
    ...(world.cores ? { cores: world.cores } : {}),
  };
}

function toCheck(yaml: Yaml, check: FrontMatter['checks'][number], at: Path): CheckSpec {
  const rest = Object.fromEntries(Object.entries(check).filter(([key]) => !CHECK_KEYS.has(key)));
  return {
    id: check.id,
    title: check.title,
    points: check.points,
    isGate: check.gate,
    needs: check.needs,
    isSticky: check.sticky ?? false,
    isFromStart: check['from-start'],
    condition: parseCondition(yaml, rest, at),
    ...(check.expected ? { expected: check.expected } : {}),
    ...(check.why ? { why: check.why } : {}),
  };
}

function toMistake(yaml: Yaml, mistake: FrontMatter['mistakes'][number], at: Path): Mistake {
  const when = Array.isArray(mistake.when)
    ? { all: mistake.when.map((one, i) => parseCondition(yaml, one, [...at, 'when', i])) }
    : parseCondition(yaml, mistake.when, [...at, 'when']);
  const { file, instruction, line } = mistake.at ?? { file: '' };
  return {
    id: mistake.id,
    when,
    say: mistake.say.trim(),
    ...(file ? { at: { file, ...(instruction ? { instruction } : {}), ...(line ? { line } : {}) } } : {}),
  };
}

/** `all:`, `any:`, `not:`, or one kind of check with its value, then `expect` or the expected properties themselves. */
function parseCondition(yaml: Yaml, properties: Properties, at: Path): Condition {
  const keys = Object.keys(properties);
  for (const word of ['all', 'any'] as const) {
    const list = properties[word];
    if (list === undefined) continue;
    if (!Array.isArray(list) || list.length === 0) yaml.fail([...at, word], 'is a list of conditions');
    if (keys.length > 1) yaml.fail([...at, keys.find((key) => key !== word)!], `stands beside ${word}`);
    const conditions = list.map((one, i) => parseCondition(yaml, one as Properties, [...at, word, i]));
    return word === 'all' ? { all: conditions } : { any: conditions };
  }
  if (properties.not !== undefined) return { not: parseCondition(yaml, properties.not as Properties, [...at, 'not']) };
  return parseObservation(yaml, properties, at);
}

function parseObservation(yaml: Yaml, properties: Properties, at: Path): Condition {
  const kinds = Object.keys(properties).filter((key) => checkKinds.has(key));
  if (kinds.length !== 1) {
    const named = Object.keys(properties).find((key) => !checkKinds.has(key) && key !== 'expect');
    if (kinds.length > 1) yaml.fail([...at, kinds[1]!], `one check looks at one thing, and this one has ${kinds[0]!} already`);
    yaml.fail(named ? [...at, named] : at, `not a kind of check; there are ${[...checkKinds.keys()].join(', ')}`);
  }
  const kind = checkKinds.get(kinds[0]!)!;
  const spec = yaml.as(kind.schema as v.GenericSchema<unknown, Json>, properties[kind.name], [...at, kind.name]);
  const { expect, ...rest } = properties;
  const own = Object.fromEntries(Object.entries(rest).filter(([key]) => key !== kind.name));
  if (expect !== undefined && Object.keys(own).length > 0) yaml.fail([...at, Object.keys(own)[0]!], 'unknown key');
  if (expect !== undefined && (typeof expect !== 'object' || expect === null)) yaml.fail([...at, 'expect'], 'is an object of paths and what is expected there');
  const expected = { ...((expect as Properties | undefined) ?? own) } as Record<string, Matcher>;
  if (Object.keys(expected).length === 0) {
    if (!kind.standard) yaml.fail(at, `${kind.name} expects nothing, so it could not fail`);
    return { kind: kind.name, spec, expect: kind.standard };
  }
  return { kind: kind.name, spec, expect: expected };
}

function refuseDeadNames(lesson: Lesson, yaml: Yaml): void {
  const checks = lesson.checks.map((check) => check.id);
  const twice = [...checks, ...lesson.mistakes.map((mistake) => mistake.id)].find((id, i, all) => all.indexOf(id) !== i);
  if (twice) yaml.fail(['checks'], `${twice} is named twice`);
  lesson.checks.forEach((check, i) => {
    const missing = check.needs.find((id) => !checks.slice(0, i).includes(id));
    if (missing) yaml.fail(['checks', i, 'needs'], `no check before this one is called ${missing}`);
  });
  for (const section of lesson.sections) {
    if (section.kind === 'goal' && !checks.includes(section.check)) yaml.fail(['checks'], `the text has a goal ${section.check}, and there is no such check`);
  }
  for (const [folder, mistake] of Object.entries(lesson.answer?.wrong ?? {})) {
    const isKnown = lesson.mistakes.some((one) => one.id === mistake) || checks.includes(mistake);
    if (!isKnown) yaml.fail(['answer', 'wrong', folder], `neither a mistake nor a check is called ${mistake}`);
  }
}
