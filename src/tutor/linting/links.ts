/** What texts may point at. */
export interface Names {
  /** Numbers of lessons, those that are coming among them. */
  readonly lessons: ReadonlySet<string>;
  /** Numbers of chapters. */
  readonly chapters: ReadonlySet<string>;
  readonly terms: ReadonlySet<string>;
  /** Numbers of the chapters that only hold exercises: those need no cheat sheet, no cards, no check. */
  readonly practice: ReadonlySet<string>;
}

const LINK = /\]\(([^)\s]+)[^)]*\)/g;
const MENTION = /\b(?:lessons?|Lektion(?:en)?) (\d+\.\d+)(?:(?:,| and| und| to| bis) (\d+\.\d+))*/g;
const CHAPTER = /\b(?:chapter|Kapitel) (\d+)\b/g;

/**
 * What a markdown text points at and is not there. Links lead to lessons (`lesson:2.3`) and to the glossary
 * (`term:layer`); to the web only with https. `lesson 2.3` and `chapter 8` in the text count, too.
 */
export function brokenLinks(markdown: string, names: Names): string[] {
  const broken: string[] = [];
  for (const [, target = ''] of markdown.matchAll(LINK)) {
    const [scheme, ...rest] = target.split(':');
    const name = decodeURIComponent(rest.join(':'));
    const isThere = scheme === 'lesson' ? names.lessons.has(name) : scheme === 'term' ? names.terms.has(name) : scheme === 'https';
    if (!isThere) broken.push(`the link ${target} leads nowhere`);
  }
  for (const [mention] of markdown.matchAll(MENTION)) {
    for (const number of mention.match(/\d+\.\d+/g)!) if (!names.lessons.has(number)) broken.push(`"${mention}": there is no lesson ${number}`);
  }
  for (const [mention, number] of markdown.matchAll(CHAPTER)) if (!names.chapters.has(number!)) broken.push(`"${mention}": there is no such chapter`);
  return broken;
}
