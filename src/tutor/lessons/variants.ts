import { createEntropy } from '../../core/entropy.ts';
import { toBytes, toText } from '../../core/bytes.ts';
import type { Lesson } from './lesson.ts';

/** What `{{name}}` stands for with this seed: one value of each of the lesson's variants. */
export function chooseVariant(lesson: Pick<Lesson, 'id' | 'variants'>, seed: string): Readonly<Record<string, string>> {
  const entropy = createEntropy(`${seed}/variant/${lesson.id}`);
  return Object.fromEntries(Object.entries(lesson.variants).map(([name, values]) => [name, entropy.pick(values)]));
}

/** Puts the chosen values where the lesson says `{{name}}`: in its text, its checks and its files. Other braces stay. */
export function withVariant(lesson: Lesson, chosen: Readonly<Record<string, string>>): Lesson {
  if (Object.keys(chosen).length === 0) return lesson;
  const { folder, ...rest } = lesson;
  const files = [...folder].map(([path, bytes]): [string, Uint8Array] => {
    const text = toText(bytes);
    return [path, text.includes('{{') ? toBytes(fill(text, chosen)) : bytes];
  });
  return { ...(fillAll(rest, chosen) as typeof rest), folder: new Map(files) };
}

function fill(text: string, chosen: Readonly<Record<string, string>>): string {
  return text.replace(/\{\{\s*([\w-]+)\s*\}\}/g, (whole, name: string) => chosen[name] ?? whole);
}

function fillAll(value: unknown, chosen: Readonly<Record<string, string>>): unknown {
  if (typeof value === 'string') return fill(value, chosen);
  if (Array.isArray(value)) return value.map((item) => fillAll(item, chosen));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [fill(key, chosen), fillAll(inner, chosen)]));
}
