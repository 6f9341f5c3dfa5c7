// The page as a newcomer gets it: from navigation to a prompt that takes keys, in Chromium, with nothing kept from before.
import { join } from 'node:path';
import { root, run, tool } from '../../bin/install.mjs';
import { findChromium, openBrowser } from '../browser/browser.mjs';
import { firstLoad } from '../browser/first-load.mjs';

const ROUNDS = 5;

/** Notes the moment at which the terminal shows a prompt, and for a key the moment at which it is echoed. */
const WATCH = () => {
  const rows = () => document.querySelector('.terminal:not(.hidden) .xterm-rows')?.textContent ?? '';
  const look = () => {
    if (/\$\s*$/.test(rows().replaceAll('\u00a0', ' ').trimEnd())) window.promptAt ??= performance.now();
    else requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
};

async function untilPrompt(browser, url) {
  const context = await browser.newContext({ serviceWorkers: 'block', reducedMotion: 'reduce' });
  const page = await context.newPage();
  await page.addInitScript(WATCH);
  await page.goto(url);
  await page.waitForFunction(() => window.promptAt !== undefined);
  await page.locator('.xterm-helper-textarea').first().focus();
  await page.keyboard.type('x');
  await page.waitForFunction(() => /\$\s+x/.test(document.querySelector('.xterm-rows').textContent.replaceAll('\u00a0', ' ')));
  const time = await page.evaluate(() => window.promptAt);
  await context.close();
  return time;
}

/** From a click on a lesson in the course to its text, ms. */
async function untilLesson(browser, url) {
  const context = await browser.newContext({ serviceWorkers: 'block', reducedMotion: 'reduce' });
  const page = await context.newPage();
  await page.goto(url);
  await page.getByRole('heading', { level: 1 }).waitFor();
  await page.waitForLoadState('networkidle');
  const time = await page.evaluate(() => {
    const begun = performance.now();
    location.hash = '#/lesson/first-run';
    return new Promise((resolve) => {
      const look = () => (document.querySelector('section[aria-label="Lesson"] h2') ? resolve(performance.now() - begun) : requestAnimationFrame(look));
      look();
    });
  });
  await context.close();
  return time;
}

const median = (times) => times.sort((a, b) => a - b)[Math.floor(times.length / 2)];

async function measure(what, browser, url) {
  const times = [];
  for (let round = 0; round < ROUNDS; round++) times.push(await what(browser, url));
  return `${Math.round(median(times))} ms`;
}

/** Rows of the table; where there is no Chromium, that is said instead. */
export async function pageRows() {
  const chromium = findChromium();
  if (!chromium) return [['page: from navigation to a prompt that takes keys', 'no Chromium here', '≤ 1 s']];
  const folder = process.env.DRYDOCK_PAGE ?? join(root, 'dist/page');
  if (!process.env.DRYDOCK_PAGE) run(tool('vite'), ['build', '--logLevel', 'error'], { stdio: ['ignore', 'ignore', 'inherit'] });
  const { preview } = await import('vite');
  const server = await preview({ root, configFile: false, base: './', build: { outDir: folder }, preview: { port: 0, host: '127.0.0.1', open: false }, logLevel: 'silent' });
  const url = `http://127.0.0.1:${server.httpServer.address().port}/`;
  const browser = await openBrowser(chromium);
  const size = [...firstLoad(folder).values()].reduce((sum, one) => sum + one, 0);
  const rows = [
    ['page: from navigation to a prompt that takes keys', await measure(untilPrompt, browser, `${url}#/sandbox/empty`), '≤ 1 s'],
    ['page: a lesson opens', await measure(untilLesson, browser, url), '≤ 100 ms'],
    ['page: first load without the editor', `${(size / 1000).toFixed(0)} KB gz`, '≤ 250 KB gz'],
  ];
  await browser.close();
  await server.close();
  return rows;
}
