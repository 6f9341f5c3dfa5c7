import * as v from 'valibot';

// The shape of the front matter and of question blocks. What is not named here is refused, with its place.

const text = v.pipe(v.string(), v.minLength(1));
const scalar = v.union([v.string(), v.number(), v.boolean(), v.null()]);

/** A check or a condition has further keys: its kind's, see `parseCondition`. */
const check = v.looseObject({
  id: text,
  title: text,
  points: v.optional(v.pipe(v.number(), v.minValue(0)), 1),
  gate: v.optional(v.boolean(), false),
  needs: v.optional(v.array(text), []),
  sticky: v.optional(v.boolean()),
  'from-start': v.optional(v.boolean(), false),
  expected: v.optional(text),
  why: v.optional(text),
});

const mistake = v.strictObject({
  id: text,
  when: v.union([v.array(v.looseObject({})), v.looseObject({})]),
  say: text,
  at: v.optional(v.strictObject({ file: text, instruction: v.optional(text), line: v.optional(v.number()) })),
});

export const frontMatterSchema = v.strictObject({
  format: v.literal(1),
  id: v.pipe(text, v.regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'an id has small letters, digits and single dashes')),
  kind: v.picklist(['read', 'predict', 'parsons', 'exercise', 'clinic', 'capstone']),
  title: text,
  objective: text,
  duration: v.optional(v.pipe(v.number(), v.minValue(1), v.maxValue(60)), 8),
  skills: v.optional(v.array(text), []),
  notes: v.optional(v.string(), ''),
  world: v.optional(
    v.strictObject({
      extends: v.optional(text, 'host'),
      files: v.optional(v.strictObject({ from: text, editable: v.optional(v.array(text), []) })),
      images: v.optional(v.array(text), []),
      setup: v.optional(text),
      cores: v.optional(v.pipe(v.number(), v.minValue(1), v.maxValue(64))),
    }),
    {},
  ),
  variants: v.optional(v.record(text, v.pipe(v.array(v.pipe(scalar, v.transform(String))), v.minLength(1))), {}),
  checks: v.optional(v.array(check), []),
  mistakes: v.optional(v.array(mistake), []),
  hints: v.optional(v.array(text), []),
  answer: v.optional(
    v.strictObject({
      solution: text,
      accepted: v.optional(v.array(text), []),
      wrong: v.optional(v.record(text, text), {}),
      equivalent: v.optional(v.array(v.strictObject({ drop: v.optional(text), swap: v.optional(v.tuple([text, text])), 'any-order': v.optional(text), why: text })), []),
    }),
  ),
});

export type FrontMatter = v.InferOutput<typeof frontMatterSchema>;

export const questionSchema = v.strictObject({
  id: text,
  question: text,
  options: v.optional(v.array(v.pipe(scalar, v.transform(String))), []),
  answer: v.optional(v.union([v.number(), v.array(v.number()), v.string()])),
  explain: text,
  replies: v.optional(v.record(v.string(), text), {}),
  see: v.optional(v.pipe(text, v.regex(/^\d+\.\d+$/, 'is the number of a lesson, in quotes'))),
});

/** takeaway.yaml of a lesson. */
export const takeawaySchema = v.strictObject({
  format: v.literal(1),
  sheet: v.optional(v.array(v.strictObject({ write: text, does: text })), []),
  cards: v.optional(v.array(v.strictObject({ id: text, skill: text, after: v.optional(v.array(text), []), question: text, answer: text })), []),
});

/** A question of a translation: what is right stands in the English one. */
export const translatedQuestionSchema = v.strictObject({
  id: text,
  question: text,
  options: v.optional(v.array(v.pipe(scalar, v.transform(String))), []),
  explain: text,
  replies: v.optional(v.record(v.string(), text), {}),
});

/** Front matter of a translated lesson: texts, by the ids of what they belong to. */
export const translationSchema = v.strictObject({
  format: v.literal(1),
  of: text,
  title: text,
  objective: text,
  checks: v.optional(v.record(text, v.strictObject({ title: text, expected: v.optional(text), why: v.optional(text) })), {}),
  mistakes: v.optional(v.record(text, text), {}),
  hints: v.optional(v.array(text), []),
});

/** takeaway.yaml of a translation: what the English rows do, in their order, and cards by id. */
export const translatedTakeawaySchema = v.strictObject({
  format: v.literal(1),
  sheet: v.optional(v.array(text), []),
  cards: v.optional(v.record(text, v.strictObject({ question: text, answer: text })), {}),
});
