import assert from 'node:assert/strict';
import { type, waitForPrompt, waitForText } from './browser.mjs';

/** The page's own store, for putting things there that it did not write itself. */
const put = (page, key, value) =>
  page.evaluate(
    ([key, value]) =>
      new Promise((resolve, reject) => {
        const opening = indexedDB.open('drydock');
        opening.onupgradeneeded = () => opening.result.createObjectStore('kept');
        opening.onerror = () => reject(opening.error);
        opening.onsuccess = () => {
          const change = opening.result.transaction('kept', 'readwrite');
          change.objectStore('kept').put(value, key);
          change.oncomplete = () => {
            opening.result.close();
            resolve();
          };
        };
      }),
    [key, value],
  );

const take = (page, key) =>
  page.evaluate(
    (key) =>
      new Promise((resolve, reject) => {
        const opening = indexedDB.open('drydock');
        opening.onerror = () => reject(opening.error);
        opening.onsuccess = () => {
          const asking = opening.result.transaction('kept').objectStore('kept').get(key);
          asking.onsuccess = () => resolve(asking.result);
        };
      }),
    key,
  );

async function works(page, url) {
  await page.goto(`${url}#/sandbox/empty`);
  await waitForPrompt(page);
  await type(page, 'echo still $((40+2))');
  await waitForText(page, 'still 42');
}

const said = (page, text) => page.locator('.notice', { hasText: text }).waitFor();

/** A session of another time: kept, but not playable. */
async function opensAnew(page, url, journal, words) {
  await page.goto(url);
  await page.getByRole('heading', { level: 1 }).waitFor();
  await put(page, 'session:sandbox-empty', journal);
  await works(page, url);
  await said(page, words);
  assert.deepEqual(await take(page, 'aside:session:sandbox-empty'), journal);
}

export const tests = {
  async 'where IndexedDB is blocked, the page says so and goes on'({ page, url }) {
    await page.addInitScript(() => {
      IDBFactory.prototype.open = () => {
        throw new DOMException('The operation is insecure.', 'SecurityError');
      };
    });
    await works(page, url);
    await said(page, 'does not let the page keep anything');
  },

  async 'where IndexedDB never opens, the page does not wait for it'({ page, url }) {
    await page.addInitScript(() => {
      IDBFactory.prototype.open = () => new EventTarget();
    });
    await works(page, url);
    await said(page, 'does not let the page keep anything');
  },

  async 'where IndexedDB is full, the page says so and keeps the work in memory'({ page, url }) {
    await page.addInitScript(() => {
      IDBObjectStore.prototype.put = () => {
        throw new DOMException('Quota exceeded.', 'QuotaExceededError');
      };
    });
    await works(page, url);
    await said(page, 'no room left');
    // Another place and back: the session is still there.
    await page.goto(`${url}#/`);
    await page.getByRole('heading', { level: 1 }).waitFor();
    await page.goto(`${url}#/sandbox/empty`);
    await waitForText(page, 'still 42');
  },

  async 'damaged progress is put aside, and what can be read of it is shown'({ page, url }) {
    const damaged = { 'first-run': { state: 'done', passed: [], hints: 0, mistakes: [], at: 1 }, broken: 7 };
    await page.goto(url);
    await page.getByRole('heading', { level: 1 }).waitFor();
    await put(page, 'progress', damaged);
    await page.reload();
    await said(page, 'could not be read');
    assert.deepEqual(await take(page, 'aside:progress'), damaged);
    await works(page, url);
  },

  async 'a damaged session is put aside, and a new one begins'({ page, url }) {
    await opensAnew(page, url, { version: 1, lesson: 'sandbox-empty', seed: 'x', inputs: [{ at: 'soon' }] }, 'put aside');
  },

  async 'a session of another version is put aside, and the page says why'({ page, url }) {
    await opensAnew(page, url, { version: 99, lesson: 'sandbox-empty', seed: 'x', inputs: [] }, 'version 99');
  },
};
