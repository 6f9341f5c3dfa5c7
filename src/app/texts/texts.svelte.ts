/**
 * Every text of the page, in the language that was chosen: `{t().home.title}` in a component, `t().home.count(3, 40)`
 * where something is filled in. Reactive: what shows a text shows the other one when the language is changed.
 *
 * To add a text: write it into `en/AREA.ts` (the English texts are the type) and into `de/AREA.ts`; the type-check names
 * what is missing. To add an area: a file in both folders, and a line in both `index.ts`. To add a language: a folder
 * beside `de`, and a line in LANGUAGES. What Docker prints is never translated.
 */
import { en } from './en/index.ts';

export type Texts = typeof en;

interface LanguageChoice {
  /** In its own words. */
  readonly name: string;
  load(): Promise<Texts>;
}

export type LanguageCode = 'en' | 'de';

/** English is always here; the others are fetched when they are chosen. */
export const LANGUAGES: Readonly<Record<LanguageCode, LanguageChoice>> = {
  en: { name: 'English', load: async () => en },
  de: { name: 'Deutsch', load: async () => (await import('./de/index.ts')).de },
};

class Language {
  code = $state<LanguageCode>('en');
  texts = $state.raw<Texts>(en);

  /** Shows the page in this language, once its texts are here. */
  async use(code: LanguageCode): Promise<void> {
    const texts = await LANGUAGES[code].load();
    this.code = code;
    this.texts = texts;
  }
}

export const language = new Language();

/** The texts in the language that is shown. */
export function t(): Texts {
  return language.texts;
}

/** The language that somebody gets who has chosen none: their browser's, or English. */
export function languageOf(tags: readonly string[]): LanguageCode {
  for (const tag of tags) {
    const code = tag.slice(0, 2).toLowerCase();
    if (code in LANGUAGES) return code as LanguageCode;
  }
  return 'en';
}
