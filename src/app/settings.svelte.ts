import { LANGUAGES, language, languageOf } from './texts/texts.svelte.ts';
import type { LanguageCode } from './texts/texts.svelte.ts';

export type Theme = 'system' | 'light' | 'dark' | 'contrast';

const KEY = 'drydock-settings';

interface Kept {
  theme?: Theme;
  isReaderMode?: boolean;
  language?: LanguageCode;
  hasSeenTour?: boolean;
}

function read(): Kept {
  try {
    return JSON.parse(localStorage.getItem(KEY) ?? '{}') as Kept;
  } catch {
    return {};
  }
}

/** How the page looks; kept where it can be read before the first paint. */
export class Settings {
  theme = $state<Theme>('system');
  isReaderMode = $state(false);
  language = $state<LanguageCode>('en');
  /** The tour is shown once. */
  hasSeenTour = $state(false);
  /** The texts of the language are here, and the page can be shown. */
  readonly isReady: Promise<void>;
  readonly #systemDark = matchMedia('(prefers-color-scheme: dark)');
  #isSystemDark = $state(false);

  constructor() {
    const kept = read();
    this.theme = kept.theme ?? 'system';
    this.isReaderMode = kept.isReaderMode ?? false;
    this.hasSeenTour = kept.hasSeenTour ?? false;
    this.language = kept.language !== undefined && kept.language in LANGUAGES ? kept.language : languageOf(navigator.languages);
    this.isReady = language.use(this.language);
    this.#isSystemDark = this.#systemDark.matches;
    this.#systemDark.addEventListener('change', (event) => (this.#isSystemDark = event.matches));
  }

  /** The theme that is shown. */
  get shown(): Exclude<Theme, 'system'> {
    if (this.theme !== 'system') return this.theme;
    return this.#isSystemDark ? 'dark' : 'light';
  }

  /** Shows the page in another language from now on. */
  async speak(code: LanguageCode): Promise<void> {
    await language.use(code);
    this.language = code;
  }

  save(): void {
    try {
      localStorage.setItem(KEY, JSON.stringify({ theme: this.theme, isReaderMode: this.isReaderMode, language: this.language, hasSeenTour: this.hasSeenTour }));
    } catch {
      // A browser that keeps nothing shows the standard look next time.
    }
  }
}
