import assert from 'node:assert/strict';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from '../../bin/install.mjs';
import { type, waitForPrompt, waitForText } from './browser.mjs';

/** A copy of the built page on a server of its own, that can be changed and stopped. */
async function serveCopy() {
  const { preview } = await import('vite');
  const folder = mkdtempSync(join(tmpdir(), 'drydock-page-'));
  cpSync(process.env.DRYDOCK_PAGE ?? join(root, 'dist/page'), folder, { recursive: true });
  const server = await preview({ root, configFile: false, base: './', build: { outDir: folder }, preview: { port: 0, host: '127.0.0.1', open: false }, logLevel: 'silent' });
  const stop = () => new Promise((resolve) => {
    server.httpServer.close(resolve);
    server.httpServer.closeAllConnections();
  });
  return {
    url: `http://127.0.0.1:${server.httpServer.address().port}/`,
    folder,
    stop,
    async end() {
      await stop().catch(() => {});
      rmSync(folder, { recursive: true });
    },
  };
}

/** Waits until a first visit has kept everything. */
async function waitUntilKept(page) {
  await page.evaluate(() => navigator.serviceWorker.ready);
  await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
}

export const tests = {
  async 'after one visit it works without a server'({ context }) {
    const served = await serveCopy();
    try {
      const page = await context.newPage();
      await page.goto(`${served.url}#/sandbox/empty`);
      await waitForPrompt(page);
      await waitUntilKept(page);
      await served.stop();
      const asked = [];
      // Requests that the service worker answers have it as their source; those that leave the machine would fail.
      context.on('requestfailed', (request) => asked.push(request.url()));
      await page.reload();
      await waitForPrompt(page);
      await type(page, 'docker run --rm alpine echo off$((40+2)) && python3 -V');
      await waitForText(page, 'off42');
      await page.goto(`${served.url}#/lesson/first-run`);
      await waitForPrompt(page);
      await page.getByRole('heading', { level: 2 }).first().waitFor();
      assert.deepEqual(asked.filter((url) => !url.endsWith('/sw.js')), []);
    } finally {
      await served.end();
    }
  },

  async 'a new version waits until the learner wants it, and the session goes on in it'({ context }) {
    const served = await serveCopy();
    try {
      const page = await context.newPage();
      await page.goto(`${served.url}#/sandbox/empty`);
      await waitForPrompt(page);
      await type(page, 'echo kept $((40+2))');
      await waitForText(page, 'kept 42');
      await waitUntilKept(page);
      const [html, worker] = ['index.html', 'sw.js'].map((name) => join(served.folder, name));
      writeFileSync(html, readFileSync(html, 'utf8').replace('<html lang="en"', '<html lang="en" data-version="new"'));
      writeFileSync(worker, readFileSync(worker, 'utf8').replace(/VERSION = '/, "VERSION = 'new-"));
      await page.reload();
      await waitForText(page, 'kept 42');
      assert.equal(await page.evaluate(() => document.documentElement.dataset.version), undefined);
      await page.getByRole('button', { name: 'Reload now' }).click({ timeout: 30_000 });
      await page.waitForFunction(() => document.documentElement.dataset.version === 'new');
      await waitForText(page, 'kept 42');
      assert.equal((await page.evaluate(() => caches.keys())).length, 1);
    } finally {
      await served.end();
    }
  },

  async 'it can be installed'({ page, url }) {
    await page.goto(url);
    const session = await page.context().newCDPSession(page);
    const { errors } = await session.send('Page.getAppManifest');
    assert.deepEqual(errors, []);
    const { installabilityErrors } = await session.send('Page.getInstallabilityErrors');
    // A private window, as tests have it, is the one thing that stands against it.
    assert.deepEqual(installabilityErrors.filter(({ errorId }) => errorId !== 'in-incognito'), []);
  },
};
