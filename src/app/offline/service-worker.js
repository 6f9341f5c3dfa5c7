// Serves the page from what was kept at the first visit, so that it works without a network. Made complete by
// vite.offline.ts, which puts the build's version and its files here.
const VERSION = '__VERSION__';
const FILES = __FILES__;
const PREFIX = 'drydock-files-';
const CACHE = PREFIX + VERSION;

// Everything of a version or nothing: a file that can't be had makes the installation fail, and it is tried again later.
addEventListener('install', (event) => {
  event.waitUntil(caches.open(CACHE).then((cache) => cache.addAll(FILES.map((file) => new Request(file, { cache: 'no-cache' })))));
});

// An old version's files go only when no tab of it is open any more: until then this worker waits.
addEventListener('activate', (event) => {
  const isOld = (name) => name.startsWith(PREFIX) && name !== CACHE;
  event.waitUntil(caches.keys().then((names) => Promise.all(names.filter(isOld).map((name) => caches.delete(name)))).then(() => clients.claim()));
});

addEventListener('message', (event) => {
  if (event.data === 'take-over') void skipWaiting();
});

addEventListener('fetch', (event) => {
  const { request } = event;
  if (request.method !== 'GET' || new URL(request.url).origin !== location.origin) return;
  event.respondWith(kept(request));
});

async function kept(request) {
  const cache = await caches.open(CACHE);
  const found = await cache.match(request.mode === 'navigate' ? './' : request, { ignoreSearch: true, ignoreVary: true });
  return found ?? fetch(request);
}
