import type { Texts } from '../texts.svelte.ts';

export const keeping: Texts['keeping'] = {
  isNewer: 'Eine neue Version von Drydock ist da. Deine Sitzung geht darin weiter.',
  reload: 'Jetzt neu laden',
  full: 'Der Browser hat keinen Platz mehr für deine Arbeit. Sie geht im Speicher weiter: exportiere deinen Fortschritt, bevor du diesen Tab schließt.',
  blocked: 'Dieser Browser lässt die Seite nichts aufbewahren (vielleicht ein privates Fenster). Deine Arbeit bleibt, solange dieser Tab offen ist: exportiere sie, bevor du ihn schließt.',
  damaged: 'Dein aufbewahrter Fortschritt war nicht lesbar. Er wurde beiseitegelegt und steht noch im Export; der Kurs zeigt, was lesbar ist.',
};
