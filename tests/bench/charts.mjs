// The resources view with a hundred containers at work, in Chromium: `node tests/bench/charts.mjs`. Every task of the page's
// main thread is traced, with the CPU time that it took: a frame is late when a task is longer than 16 ms. CPU time, since
// the time on the clock says more of what else this machine does. DRYDOCK_PAGE=FOLDER measures a page that is built already.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { root, run, tool } from '../../bin/install.mjs';
import { findChromium, openBrowser, waitForPrompt } from '../browser/browser.mjs';

const SECONDS = 10;
const FRAME = 1000 / 60;

const out = process.env.DRYDOCK_PAGE ?? join(root, 'dist/page');
if (!process.env.DRYDOCK_PAGE || !existsSync(out)) run(tool('vite'), ['build', '--outDir', out, '--logLevel', 'warn']);
const { preview } = await import('vite');
const server = await preview({ root, build: { outDir: out }, preview: { port: 0, host: '127.0.0.1', open: false }, logLevel: 'silent' });
const browser = await openBrowser(findChromium());
const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
await page.goto(`http://127.0.0.1:${server.httpServer.address().port}/#/sandbox/crowd`);
await waitForPrompt(page);
const skip = page.getByRole('button', { name: 'Skip the tour' });
await skip.waitFor({ timeout: 3000 }).then(() => skip.click(), () => {});
await page.getByRole('heading', { name: 'c100', exact: true }).waitFor({ state: 'attached' });
await page.waitForTimeout(3000);

const results = {};
results['100 containers, small'] = await measure();
for (const name of ['c1', 'c2', 'c3']) await page.getByRole('button', { name: `Show ${name} large` }).click();
results['three of them large'] = await measure();
await page.getByRole('combobox', { name: 'Speed of time' }).selectOption('100');
results['at a hundred times the speed'] = await measure();
console.log('| charts | frames a second | work a frame | longest task | tasks over 16 ms |\n| --- | --- | --- | --- | --- |');
for (const [name, { rate, perFrame, longest, late }] of Object.entries(results)) {
  console.log(`| ${name} | ${rate.toFixed(0)} | ${perFrame.toFixed(1)} ms | ${longest.toFixed(1)} ms | ${late} |`);
}
await browser.close();
await server.close();

async function measure() {
  await browser.startTracing(page, { categories: ['toplevel', 'devtools.timeline', '__metadata'] });
  await page.waitForTimeout(SECONDS * 1000);
  const { traceEvents } = JSON.parse((await browser.stopTracing()).toString());
  const main = traceEvents.filter(({ name, args }) => name === 'thread_name' && args.name === 'CrRendererMain').map(({ pid, tid }) => `${pid} ${tid}`);
  const mine = traceEvents.filter(({ pid, tid }) => main.includes(`${pid} ${tid}`));
  const tasks = mine.filter(({ name, tdur }) => name.endsWith('RunTask') && tdur !== undefined).map(({ tdur }) => tdur / 1000).sort((a, b) => a - b);
  const drawn = mine.filter(({ name }) => name === 'FireAnimationFrame').length;
  const sum = tasks.reduce((all, time) => all + time, 0);
  return { rate: drawn / SECONDS, perFrame: sum / drawn, longest: tasks.at(-1), late: tasks.filter((time) => time > FRAME).length };
}
