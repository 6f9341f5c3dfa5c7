import assert from 'node:assert/strict';
import { waitForPrompt } from './browser.mjs';

/** Opens a Dockerfile of a lesson in the editor, its text replaced. */
async function openDockerfile(page, url, text) {
  await page.goto(`${url}#/lesson/repair-the-notes-dockerfile`);
  await waitForPrompt(page);
  await page.getByRole('tab', { name: 'Files' }).click();
  await page.locator('.monaco-editor .view-lines').waitFor();
  await page.locator('.monaco-editor textarea, .monaco-editor .native-edit-context').first().focus();
  await page.keyboard.press('Control+A');
  await page.keyboard.type(text, { delay: 5 });
}

const shownText = (page) => page.evaluate(() => [...document.querySelectorAll('.monaco-editor .view-line')].map((line) => line.textContent.replaceAll('\u00a0', ' ')).join('\n'));

/** Waits until the editor shows what matches. */
async function waitForShown(page, pattern) {
  const end = Date.now() + 20_000;
  for (;;) {
    const text = await shownText(page);
    if (pattern.test(text)) return text;
    if (Date.now() > end) throw new Error(`the editor never showed ${pattern}; it shows:\n${text}`);
    await page.waitForTimeout(50);
  }
}

export const tests = {
  async 'images of the catalogue are suggested, and Tab takes one'({ page, url }) {
    await openDockerfile(page, url, 'FROM pytho');
    await page.locator('.suggest-widget .monaco-list-row', { hasText: 'python' }).first().waitFor();
    await page.keyboard.press('Tab');
    await page.keyboard.type(':3.12-sl', { delay: 20 });
    await page.locator('.suggest-widget .monaco-list-row', { hasText: 'python:3.12-slim' }).first().waitFor();
    await page.keyboard.press('Tab');
    await waitForShown(page, /^FROM python:3\.12-slim/);
  },

  async 'each line says what a build would make of it'({ page, url }) {
    await openDockerfile(page, url, 'FROM busybox\nRUN head -c 1500 /dev/zero >/x\nCMD ["sh"]');
    await page.keyboard.press('Escape');
    const text = await waitForShown(page, /built anew/);
    assert.match(text, /RUN head.*1\.5kB · built anew/);
    assert.match(text, /CMD \["sh"\].*no layer/);
  },

  async 'a build check is mended by its quick fix'({ page, url }) {
    await openDockerfile(page, url, 'FROM busybox\nCMD sleep 5');
    await page.keyboard.press('Escape');
    await page.locator('.squiggly-warning').waitFor();
    await page.keyboard.press('Control+.');
    await page.locator('.action-widget').getByText('Write it as a JSON').waitFor();
    await page.keyboard.press('Enter');
    await waitForShown(page, /CMD \["sleep", "5"\]/);
  },
};
