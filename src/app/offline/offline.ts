/** Real time after the page has loaded until all of it is kept, ms: what is on the screen comes first. */
const PAUSE = 3000;
/** Real time between two looks for a new version, ms. */
const BETWEEN_LOOKS = 60 * 60 * 1000;

/**
 * Keeps the page for visits without a network. `isNewer` is told when another version has been fetched: it waits, and what
 * is open goes on with the version that it began with, until `useIt` is called, which loads the page again. Sessions are
 * journals, kept apart from the files: they go on in the new version.
 */
export function keepOffline(isNewer: (useIt: () => void) => void): void {
  // A browser without them (or a page that is opened where they may not be) simply works online.
  if (!('serviceWorker' in navigator)) return;
  const begin = () => setTimeout(() => void install(isNewer).catch(() => {}), PAUSE);
  if (document.readyState === 'complete') begin();
  else addEventListener('load', begin, { once: true });
}

async function install(isNewer: (useIt: () => void) => void): Promise<void> {
  const isFirst = !navigator.serviceWorker.controller;
  let isChosen = false;
  navigator.serviceWorker.addEventListener('controllerchange', () => {
    if (isChosen) location.reload();
    // Another tab has chosen it: this one's files are gone.
    else if (!isFirst) isNewer(() => location.reload());
  });
  const registration = await navigator.serviceWorker.register('./sw.js', { updateViaCache: 'none' });
  const tell = (waiting: ServiceWorker) => {
    // The first version of all has nobody to wait for.
    if (!navigator.serviceWorker.controller) return;
    isNewer(() => {
      isChosen = true;
      waiting.postMessage('take-over');
    });
  };
  if (registration.waiting) tell(registration.waiting);
  registration.addEventListener('updatefound', () => {
    const coming = registration.installing;
    coming?.addEventListener('statechange', () => coming.state === 'installed' && tell(coming));
  });
  setInterval(() => void registration.update().catch(() => {}), BETWEEN_LOOKS);
}
