// The resources view with a hundred containers at work, in Chromium: `node tests/bench/charts.mjs`. How long the page's own
// work of a frame takes (all that runs between two frames on the main thread), and how many frames there are a second.
// Frames that others on a busy machine delay are not counted against it: what is measured is work, not waiting.
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
await page.addInitScript(() => {
  const frames = [];
  window.__frames = frames;
  const ask = window.requestAnimationFrame.bind(window);
  window.requestAnimationFrame = (callback) => ask((time) => {
    const begun = performance.now();
    callback(time);
    const last = frames.at(-1);
    const spent = performance.now() - begun;
    if (last?.time === time) last.spent += spent;
    else frames.push({ time, spent });
  });
});
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
console.log('| charts | frames a second | work of a frame, median | 99% | longest |\n| --- | --- | --- | --- | --- |');
for (const [name, { rate, median, most, longest }] of Object.entries(results)) {
  console.log(`| ${name} | ${rate.toFixed(0)} | ${median.toFixed(1)} ms | ${most.toFixed(1)} ms | ${longest.toFixed(1)} ms |`);
}
await browser.close();
await server.close();

async function measure() {
  await page.evaluate(() => (window.__frames.length = 0));
  await page.waitForTimeout(SECONDS * 1000);
  const frames = await page.evaluate(() => window.__frames);
  const spent = frames.map((frame) => frame.spent).sort((a, b) => a - b);
  const span = (frames.at(-1).time - frames[0].time) / 1000;
  return { rate: Math.min(1000 / FRAME, (frames.length - 1) / span), median: at(spent, 0.5), most: at(spent, 0.99), longest: spent.at(-1) };
}

function at(sorted, part) {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))];
}
