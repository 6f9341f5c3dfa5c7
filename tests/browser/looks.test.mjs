import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { type, waitForPrompt } from './browser.mjs';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

const SIZES = [
  { width: 1440, height: 900 },
  { width: 1024, height: 768 },
  { width: 390, height: 844 },
];

/** What axe finds on the page, as one line each. */
async function findFaults(page) {
  await page.evaluate(axe);
  // xterm draws its rows for eyes; its reader mode is for those who listen.
  const { violations } = await page.evaluate(() => window.axe.run({ exclude: [['.xterm'], ['.monaco-editor']] }));
  return violations.flatMap((violation) => violation.nodes.map((node) => `${violation.id}: ${node.target.join(' ')}: ${node.failureSummary?.split('\n')[1]?.trim()}`));
}

async function hasSidewaysScroll(page) {
  return page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth + 1);
}

const VIEWS = {
  home: async (page, url) => {
    await page.goto(url);
    await page.getByRole('heading', { level: 1 }).waitFor();
  },
  'home with the pointer on its button': async (page, url) => {
    await page.goto(url);
    await page.getByRole('link', { name: /^Begin: / }).hover();
    await page.waitForTimeout(300);
  },
  lesson: async (page, url) => {
    await page.goto(`${url}#/lesson/name-stop-clean`);
    await waitForPrompt(page);
    const { width } = page.viewportSize();
    if (width > 760) {
      await type(page, 'docker run -d --name web -p 8080:80 nginx');
      await page.getByRole('button', { name: /^Container web/ }).waitFor();
    }
  },
  sandbox: async (page, url) => {
    await page.goto(`${url}#/sandbox/two-services`);
    await waitForPrompt(page);
    if (page.viewportSize().width < 760) await page.getByRole('button', { name: 'Machine' }).click();
    await page.getByRole('button', { name: /^Container api running/ }).waitFor();
  },
  history: async (page, url) => {
    await page.goto(`${url}#/sandbox/two-services`);
    await waitForPrompt(page);
    const isNarrow = page.viewportSize().width < 760;
    if (isNarrow) await page.getByRole('button', { name: 'Terminal', exact: true }).click();
    await type(page, 'docker rm -f web');
    await page.waitForTimeout(700);
    if (isNarrow) await page.getByRole('button', { name: 'Machine' }).click();
    await page.getByRole('tab', { name: 'History' }).click();
    await page.getByLabel('Command to try in a copy').fill('docker rm -f api');
    await page.keyboard.press('Enter');
    await page.getByText('container api was removed').waitFor();
    await page.getByRole('button', { name: /^The beginning/ }).click();
    await page.getByText('as it was in the beginning').waitFor();
  },
  explained: async (page, url) => {
    await page.goto(`${url}#/lesson/name-stop-clean`);
    if (page.viewportSize().width < 760) await page.getByRole('button', { name: 'Terminal', exact: true }).click();
    await waitForPrompt(page);
    await type(page, 'docker rm nothing');
    await page.getByRole('region', { name: 'What this message means' }).waitFor();
  },
  glossary: async (page, url) => {
    await page.goto(`${url}#/glossary`);
    await page.locator('dl dt').first().waitFor();
  },
  sheet: async (page, url) => {
    await page.goto(`${url}#/sheet`);
    await page.getByRole('button', { name: 'Show the whole course' }).click();
    await page.locator('table').first().waitFor();
  },
  messages: async (page, url) => {
    await page.goto(`${url}#/messages`);
    await page.locator('summary').first().click();
  },
  commands: async (page, url) => {
    await page.goto(`${url}#/commands`);
    await page.locator('dl dt').first().waitFor();
  },
  check: async (page, url) => {
    await page.goto(`${url}#/check/2`);
    await page.locator('form.question').first().waitFor();
  },
  palette: async (page, url) => {
    await page.goto(url);
    await page.getByRole('heading', { level: 1 }).waitFor();
    await page.keyboard.press('F1');
    await page.getByRole('combobox', { name: 'Find anything' }).waitFor();
    await page.keyboard.type('volume');
    await page.getByRole('option').filter({ hasText: 'Glossary' }).first().waitFor();
  },
  settings: async (page, url) => {
    await page.goto(`${url}#/sandbox/empty`);
    await waitForPrompt(page);
    await page.getByRole('button', { name: 'Settings' }).click();
    await page.getByLabel('high contrast').check();
  },
};

export const tests = Object.fromEntries(
  Object.entries(VIEWS).flatMap(([name, open]) =>
    SIZES.flatMap((viewport) =>
      ['light', 'dark'].map((colorScheme) => [
        `${name} at ${viewport.width}×${viewport.height}, ${colorScheme}`,
        async ({ page, url, screenshots }) => {
          await page.setViewportSize(viewport);
          await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
          await open(page, url);
          await page.waitForTimeout(250);
          await page.screenshot({ path: join(screenshots, `${name}-${viewport.width}-${colorScheme}.png`) });
          assert.deepEqual(await findFaults(page), []);
          assert.equal(await hasSidewaysScroll(page), false, 'the page scrolls sideways');
        },
      ]),
    ),
  ),
);
