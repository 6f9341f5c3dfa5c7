import type { Texts } from '../texts.svelte.ts';

export const settings: Texts['settings'] = {
  title: 'Einstellungen',
  look: 'Aussehen',
  language: 'Sprache',
  themes: { system: 'wie das System', light: 'hell', dark: 'dunkel', contrast: 'hoher Kontrast' },
  changeLook: (now) => `Aussehen: ${now}. Ändern`,
  lookIs: (now) => `Aussehen: ${now}`,
  readerMode: 'Terminal für Screenreader',
  readerModeAbout: 'Was das Terminal zeigt, steht auch als Text da, durch den ein Screenreader gehen kann.',
};
