import type { Texts } from '../texts.svelte.ts';

export const time: Texts['time'] = {
  history: 'Verlauf',
  undo: 'Letzten Befehl rückgängig machen',
  redo: 'Wiederholen',
  beginAgain: 'Neu beginnen',
  confirmBeginAgain: 'Mit einer neuen Maschine beginnen? Diese Sitzung wird vergessen.',
  time: 'Zeit',
  goOn: 'Die Zeit weiterlaufen lassen',
  stop: 'Die Zeit anhalten',
  speed: 'Tempo der Zeit',
  speedAbout: 'Wie schnell die Zeit der Maschine läuft',
  stopped: 'angehalten',
  skip: 'Zehn Sekunden überspringen',
  skipWait: 'Das Warten überspringen',
  clock: 'Die Uhr der Maschine (UTC)',
  share: 'Link zu dieser Sitzung kopieren',
  shared: 'Ein Link mit der ganzen Sitzung liegt in der Zwischenablage. Wer ihn öffnet, arbeitet in einer Kopie weiter.',
  tooLong: 'Diese Sitzung ist zu lang für einen Link. Sichere stattdessen deinen Fortschritt auf der Kursseite.',
  notCopied: (link) => `Der Browser hat das Kopieren nicht erlaubt. Der Link: ${link}`,
  timeline: 'Zeitleiste',
  timelineAbout: 'Jeder Befehl, und was er geändert hat. Sieh auf jeden zurück: Beim Ansehen geht nichts verloren.',
};
