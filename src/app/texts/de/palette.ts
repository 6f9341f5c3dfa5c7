import type { Texts } from '../texts.svelte.ts';

export const palette: Texts['palette'] = {
  title: 'Alles finden',
  open: 'Alles finden (F1)',
  placeholder: 'Eine Lektion, ein Befehl, ein Wort, eine Aktion …',
  nothing: 'Dazu passt nichts.',
  results: 'Ergebnisse',
  groups: { action: 'Aktion', lesson: 'Lektion', coming: 'Kommende Lektion', term: 'Glossar', explanation: 'Meldung', command: 'Befehl' },
  shortcuts: 'Tastenkürzel',
  shortcutsAbout: 'Solange du im Terminal tippst, gehören dessen Tasten ihm: Strg+K und Strg+C gehen an die Shell.',
  keys: {
    palette: 'Alles finden: Lektionen, Befehle, Wörter, Aktionen',
    shortcuts: 'Diese Liste (außerhalb des Terminals)',
    lesson: 'Zur Lektion',
    machine: 'Zur Maschine',
    terminal: 'Zum Terminal',
    undo: 'Letzten Befehl rückgängig machen',
    redo: 'Wiederholen',
    skipWait: 'Das Warten überspringen',
    leave: 'Heraus aus einem Feld, einer Liste, der Suche',
  },
  goTo: (what) => `Gehe zu: ${what}`,
  useLanguage: (name) => `Sprache: ${name}`,
  useLook: (name) => `Aussehen: ${name}`,
  readerOn: 'Terminal für Screenreader: an',
  readerOff: 'Terminal für Screenreader: aus',
};
