import type { Texts } from '../texts.svelte.ts';

export const tour: Texts['tour'] = {
  label: 'Ein Rundgang über die Seite',
  step: (at, all) => `${at} von ${all}`,
  next: 'Weiter',
  back: 'Zurück',
  end: 'Anfangen',
  skip: 'Ohne Rundgang',
  stops: [
    ['Die Lektion', 'Liest sich wie ein Brief. Befehle in dunklen Kästen kommen mit einem Klick an die Eingabe; Enter drückst du.'],
    ['Das Terminal', 'Eine echte Shell auf einer ganzen Maschine, mit Docker. Tipp, was du willst: Es antwortet wie das echte.'],
    ['Die Maschine', 'Was deine Befehle tun, live gezeichnet: Images, darauf die Container, daran Volumes und Netze. Klick auf etwas, um mehr zu sehen.'],
    ['Nichts kann kaputtgehen', 'Jeder Befehl lässt sich zurücknehmen. Der Verlauf zeigt jeden Schritt, und „Was wäre, wenn …“ probiert einen Befehl erst in einer Kopie.'],
    ['Wenn du feststeckst', 'Ziele haken sich selbst ab. Hinweise warten unter der Lektion. Ein Fehler von Docker wird neben dem Terminal erklärt. F1 findet alles.'],
  ],
};
