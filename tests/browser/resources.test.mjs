import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { terminalText, type, waitForPrompt, waitForText } from './browser.mjs';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** Opens the laboratory, which begins with the resources view. */
async function openLaboratory(page, url) {
  await page.goto(`${url}#/sandbox/resources`);
  await waitForPrompt(page);
  const skip = page.getByRole('button', { name: 'Skip the tour' });
  await skip.waitFor({ timeout: 1500 }).then(() => skip.click(), () => {});
  if (page.viewportSize().width <= 760) await page.getByRole('button', { name: 'Machine', exact: true }).click();
  await page.getByRole('heading', { name: 'gold', exact: true }).waitFor();
}

async function setSpeed(page, speed) {
  await page.getByRole('combobox', { name: 'Speed of time' }).selectOption(String(speed));
}

/** How many different colours a chart is drawn in: an empty one has few. */
function coloursOf(page, name) {
  return page.getByRole('img', { name }).locator('canvas').evaluate((canvas) => {
    const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
    const seen = new Set();
    for (let i = 0; i < data.length; i += 4) seen.add(`${data[i]} ${data[i + 1]} ${data[i + 2]}`);
    return seen.size;
  });
}

async function findFaults(page) {
  await page.evaluate(axe);
  const { violations } = await page.evaluate(() => window.axe.run({ exclude: [['.xterm'], ['.monaco-editor']] }));
  return violations.flatMap((violation) => violation.nodes.map((node) => `${violation.id}: ${node.target.join(' ')}: ${node.failureSummary?.split('\n')[1]?.trim()}`));
}

const row = (page, name) => page.getByRole('listitem').filter({ has: page.getByRole('heading', { name, exact: true }) });

async function limitsByKeyboard({ page, url }) {
  await openLaboratory(page, url);
  await page.getByRole('img', { name: /^CPU, of one core of gold: 67%/ }).waitFor();
  assert.ok((await coloursOf(page, /^CPU, of one core of gold/)) > 5, 'the chart is drawn');

  const slider = page.getByRole('slider', { name: 'CPU limit of web' });
  await slider.scrollIntoViewIfNeeded();
  await slider.focus();
  for (let i = 0; i < 4; i++) await page.keyboard.press('ArrowUp');
  assert.match(await slider.getAttribute('aria-valuetext'), /^40%; Enter sets it/);
  assert.doesNotMatch(await terminalText(page), /docker update/);
  await page.keyboard.press('Enter');
  await waitForText(page, /\$ docker update --cpus 0\.4 web\nweb/);
  await page.getByText('Typed at the terminal: docker update --cpus 0.4 web').waitFor();
  await page.getByRole('slider', { name: 'CPU limit of web' }).and(page.locator('[aria-valuenow="0.4"]')).waitFor();

  await slider.focus();
  await page.keyboard.press('End');
  await page.keyboard.press('Escape');
  assert.equal(await slider.getAttribute('aria-valuetext'), '40%');
}

async function limitsByMouse({ page, url }) {
  await openLaboratory(page, url);
  const slider = page.getByRole('slider', { name: 'Memory limit of leak' });
  await slider.scrollIntoViewIfNeeded();
  const box = await slider.boundingBox();
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2 - 8, { steps: 4 });
  await page.mouse.up();
  await waitForText(page, /\$ docker update --memory \d+m --memory-swap \d+m leak\s+leak/);
}

async function killAndWhy({ page, url, screenshots }) {
  await openLaboratory(page, url);
  const leak = row(page, 'leak');
  await leak.scrollIntoViewIfNeeded();
  await leak.getByText(/at this rate it is killed in \d+ s/).waitFor({ timeout: 20_000 });
  await setSpeed(page, 10);
  await leak.getByRole('button', { name: /^killed at 08:0/ }).waitFor({ timeout: 60_000 });
  await setSpeed(page, 1);
  await leak.getByRole('button', { name: /^killed at 08:0/ }).click();
  await leak.getByRole('heading', { name: 'Why was leaky --rate 2m killed?' }).first().waitFor();
  await leak.getByText(/Its group held 96MiB, its limit is 96MiB, and \S+ more was asked for\./).first().waitFor();
  await leak.getByText('It was the only process in that group.').first().waitFor();

  const silver = row(page, 'silver');
  await silver.scrollIntoViewIfNeeded();
  await silver.getByRole('button', { name: /^Why\?/ }).click();
  await silver.getByRole('heading', { name: 'Why 33% of a core?' }).waitFor();
  await silver.getByText('512 of 1536 in all, which is 33% of a core.').waitFor();
  await silver.getByRole('rowheader', { name: 'gold' }).waitFor();

  const web = row(page, 'web');
  await web.scrollIntoViewIfNeeded();
  await web.getByRole('button', { name: /^Why\?/ }).click();
  await web.getByText('it may use 20 ms of CPU time in every 100 ms, which is 20% of a core.').waitFor();
  await page.screenshot({ path: join(screenshots, 'resources-why.png') });
  assert.deepEqual(await findFaults(page), []);

  await page.getByRole('button', { name: 'As a table' }).click();
  await page.getByRole('rowheader', { name: 'silver' }).waitFor();
  assert.match(await page.getByRole('row', { name: /^silver/ }).innerText(), /33%/);
  assert.deepEqual(await findFaults(page), []);
}

/** Whoever has something running at the terminal keeps it: the update is typed at another. */
async function busyTerminal({ page, url }) {
  await openLaboratory(page, url);
  await type(page, 'sleep 1000');
  await page.waitForTimeout(300);
  const slider = page.getByRole('slider', { name: 'CPU limit of gold' });
  await slider.focus();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await waitForText(page, /\$ docker update --cpus 1\.95 gold\s+gold/);
  assert.equal(await page.getByRole('tab', { name: /^bash/ }).count(), 2);
}

const LOOKS = [
  { width: 1440, height: 900 },
  { width: 1024, height: 768 },
  { width: 390, height: 844 },
].flatMap((viewport) => ['light', 'dark'].map((colorScheme) => [
  `looks at ${viewport.width}×${viewport.height}, ${colorScheme}`,
  async ({ page, url, screenshots }) => {
    await page.setViewportSize(viewport);
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await openLaboratory(page, url);
    if (viewport.width > 760) await setSpeed(page, 10);
    await page.waitForTimeout(5000);
    await page.screenshot({ path: join(screenshots, `resources-${viewport.width}-${colorScheme}.png`) });
    assert.deepEqual(await findFaults(page), []);
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth + 1), false, 'the page scrolls sideways');
  },
]));

export const tests = {
  'a limit moved by keyboard is typed as docker update': limitsByKeyboard,
  'a limit dragged by mouse is typed as docker update': limitsByMouse,
  'a kill is forecast, marked, and explained; so is a share': killAndWhy,
  'a terminal that is busy is left alone': busyTerminal,
  ...Object.fromEntries(LOOKS),
};
