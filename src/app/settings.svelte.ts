export type Theme = 'system' | 'light' | 'dark' | 'contrast';

const KEY = 'drydock-settings';

interface Kept {
  theme?: Theme;
  isReaderMode?: boolean;
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
  readonly #systemDark = matchMedia('(prefers-color-scheme: dark)');
  #isSystemDark = $state(false);

  constructor() {
    const kept = read();
    this.theme = kept.theme ?? 'system';
    this.isReaderMode = kept.isReaderMode ?? false;
    this.#isSystemDark = this.#systemDark.matches;
    this.#systemDark.addEventListener('change', (event) => (this.#isSystemDark = event.matches));
  }

  /** The theme that is shown. */
  get shown(): Exclude<Theme, 'system'> {
    if (this.theme !== 'system') return this.theme;
    return this.#isSystemDark ? 'dark' : 'light';
  }

  save(): void {
    try {
      localStorage.setItem(KEY, JSON.stringify({ theme: this.theme, isReaderMode: this.isReaderMode }));
    } catch {
      // A browser that keeps nothing shows the standard look next time.
    }
  }
}
