import { language } from '../../../texts/texts.svelte.ts';
import { de } from './de.ts';
import { en } from './en.ts';

type Widened<T> = T extends string ? string : { readonly [K in keyof T]: Widened<T[K]> };

/** What the editor says of Dockerfiles; loaded with the editor. */
export type EditorWords = Widened<typeof en>;

const WORDS: Readonly<Record<typeof language.code, EditorWords>> = { en, de };

/** In the language that the page shows. */
export function words(): EditorWords {
  return WORDS[language.code];
}
