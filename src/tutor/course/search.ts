import type { Lesson } from '../lessons/lesson.ts';
import { commandIndex } from './commands.ts';
import type { Library } from './library.ts';

/** Something that can be found. */
export interface SearchEntry {
  readonly kind: 'lesson' | 'coming' | 'term' | 'explanation' | 'command';
  /** The lesson's id, the coming lesson's number, the term, the explanation's id, the command. */
  readonly id: string;
  readonly title: string;
  /** Words under which it is looked for besides: other names, skills. */
  readonly also: string;
  /** Its text, without markup. */
  readonly text: string;
}

export interface Found {
  readonly entry: SearchEntry;
  /** Where in the text a word was found, with its surroundings. */
  readonly excerpt: string;
}

const plain = (markdown: string) =>
  markdown
    .replace(/```[\s\S]*?```/g, ' ')
    .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/[`*_#>]+/g, '')
    .replace(/\s+/g, ' ')
    .trim();

/** Everything of the course that can be found. */
export function searchIndex(library: Library): SearchEntry[] {
  return [
    ...library.lessons.map((lesson): SearchEntry => ({ kind: 'lesson', id: lesson.id, title: `${lesson.number} ${lesson.title}`, also: [...lesson.skills, lesson.notes].join(' '), text: textOf(lesson) })),
    ...library.coming.map((lesson): SearchEntry => ({ kind: 'coming', id: lesson.number, title: `${lesson.number} ${lesson.title}`, also: '', text: [lesson.objective, ...lesson.teaches].join('. ') })),
    ...library.glossary.map((term): SearchEntry => ({ kind: 'term', id: term.term, title: term.term, also: term.also.join(' '), text: plain(term.markdown) })),
    ...library.explanations.map((one): SearchEntry => ({ kind: 'explanation', id: one.id, title: one.title, also: one.sample, text: plain(one.markdown) })),
    ...commandIndex(library.lessons).map((use): SearchEntry => ({ kind: 'command', id: use.command, title: use.command, also: '', text: use.lessons.map((lesson) => `${lesson.number} ${lesson.title}`).join(', ') })),
  ];
}

function textOf(lesson: Lesson): string {
  const sections = lesson.sections.map((section) => {
    if (section.kind === 'prose' || section.kind === 'notes') return section.markdown;
    if (section.kind === 'commands') return section.lines.join(' · ');
    return '';
  });
  return [lesson.objective, ...sections, ...lesson.questions.map((question) => question.explain)].map(plain).filter(Boolean).join(' ');
}

/** How much a word counts by where it stands. */
const WEIGHT = { exact: 40, title: 10, also: 5, text: 1 } as const;
const EXCERPT = 80;

/** What has all the words (the last one may be cut short, as one types), the best first. */
export function search(entries: readonly SearchEntry[], query: string, limit = 20): Found[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return [];
  const found = entries.flatMap((entry) => {
    const score = scoreOf(entry, words);
    return score > 0 ? [{ entry, score }] : [];
  });
  found.sort((a, b) => b.score - a.score || (a.entry.title < b.entry.title ? -1 : 1));
  return found.slice(0, limit).map(({ entry }) => ({ entry, excerpt: excerptOf(entry.text, words) }));
}

function scoreOf(entry: SearchEntry, words: readonly string[]): number {
  const places = { title: entry.title.toLowerCase(), also: entry.also.toLowerCase(), text: entry.text.toLowerCase() };
  let score = places.title === words.join(' ') ? WEIGHT.exact : 0;
  for (const word of words) {
    const here = (['title', 'also', 'text'] as const).reduce((sum, place) => sum + WEIGHT[place] * hits(places[place], word), 0);
    if (here === 0) return 0;
    score += here;
  }
  return score;
}

/** 1 for a word that begins so, 2 for the whole word; 0 if no word does. */
function hits(text: string, word: string): number {
  let best = 0;
  for (let at = text.indexOf(word); at >= 0 && best < 2; at = text.indexOf(word, at + 1)) {
    if (isLetter(text[at - 1]) && isLetter(word[0])) continue;
    best = isLetter(text[at + word.length]) ? 1 : 2;
  }
  return best;
}

const isLetter = (character: string | undefined) => character !== undefined && /[\p{L}\p{N}]/u.test(character);

function excerptOf(text: string, words: readonly string[]): string {
  const lower = text.toLowerCase();
  const at = Math.max(0, Math.min(...words.map((word) => lower.indexOf(word)).filter((place) => place >= 0), Infinity));
  const middle = Number.isFinite(at) ? at : 0;
  const from = middle <= EXCERPT ? 0 : text.indexOf(' ', middle - EXCERPT) + 1;
  const to = text.length <= middle + EXCERPT ? text.length : text.lastIndexOf(' ', middle + EXCERPT);
  return `${from > 0 ? '…' : ''}${text.slice(from, to)}${to < text.length ? '…' : ''}`;
}
