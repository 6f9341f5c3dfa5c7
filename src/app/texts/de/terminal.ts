import type { Texts } from '../texts.svelte.ts';

export const terminal: Texts['terminal'] = {
  pane: 'Terminal',
  tabs: 'Terminals',
  tab: (number) => (number > 1 ? `bash ${number}` : 'bash'),
  open: 'Neues Terminal',
  close: (number) => `Terminal ${number} schließen`,
  starting: 'Die Maschine startet …',
  keys: 'Tasten',
  keyNames: { tab: 'Tab (Tabulator)', escape: 'Esc (Escape)', ctrl: 'Ctrl (Strg): gilt für die nächste Taste', controlC: 'Strg C', controlD: 'Strg D', up: 'Hoch', down: 'Runter', left: 'Links', right: 'Rechts', pipe: 'Pipe', dash: 'Minus', slash: 'Schrägstrich', tilde: 'Tilde' },
  explanation: 'Was diese Meldung bedeutet',
  explainThis: 'Was heißt das?',
  hideExplanation: 'Erklärung ausblenden',
};
