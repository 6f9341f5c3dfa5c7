import type { Texts } from '../texts.svelte.ts';

export const common: Texts['common'] = {
  close: 'Schließen',
  dismiss: 'Ausblenden',
  loading: 'Lädt …',
  more: (count) => `und ${count} weitere`,
  minutes: (count) => `${count} Min.`,
  toCourse: 'Zum Kurs',
  wentWrong: (message) => `Auf der Seite ist etwas schiefgegangen: ${message}`,
};
