import type { Library } from '../../tutor/course/library.ts';
import { language } from '../texts/texts.svelte.ts';

/**
 * The course's texts as a whole: explanations, glossary, review cards. Fetched when they are first asked for, once for each
 * language.
 */
class LibraryShelf {
  /** In the language that is shown; undefined until it was asked for and is here. */
  current = $state.raw<Library | undefined>();
  #asked = new Map<string, Promise<Library>>();

  /** Fetches it, and shows it from then on. */
  async fetch(): Promise<Library> {
    const { code } = language;
    const asked = this.#asked.get(code) ?? read();
    this.#asked.set(code, asked);
    const library = await asked;
    if (code === language.code) this.current = library;
    return library;
  }
}

async function read(): Promise<Library> {
  const [{ texts }, { readLibrary }] = await Promise.all([import('virtual:drydock-library'), import('../../tutor/course/library.ts')]);
  return readLibrary(new Map(Object.entries(texts)));
}

export const shelf = new LibraryShelf();
