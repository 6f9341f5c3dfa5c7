import { existsSync, readdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';

/** A Chromium on this machine: CHROMIUM_PATH, the system's, Playwright's. */
export function findChromium() {
  const system = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome', '/usr/bin/google-chrome-stable', '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome', '/Applications/Chromium.app/Contents/MacOS/Chromium'];
  const cache = process.env.PLAYWRIGHT_BROWSERS_PATH ?? join(homedir(), '.cache/ms-playwright');
  const own = existsSync(cache) ? readdirSync(cache).filter((name) => name.startsWith('chromium-')).sort().map((name) => join(cache, name, 'chrome-linux/chrome')) : [];
  return [process.env.CHROMIUM_PATH, ...system, ...own.reverse()].find((path) => path && existsSync(path));
}

export function openBrowser(executablePath) {
  return chromium.launch({
    executablePath,
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
  });
}

/** The terminal's text as it is shown: xterm's rows. */
export async function terminalText(page) {
  return page.evaluate(() => [...document.querySelectorAll('.terminal:not(.hidden) .xterm-rows > div')].map((row) => row.textContent.replaceAll('\u00a0', ' ').trimEnd()).join('\n'));
}

/** Waits until the terminal shows a text. */
export async function waitForText(page, text, timeout = 15_000) {
  const end = Date.now() + timeout;
  for (;;) {
    const shown = await terminalText(page);
    if (typeof text === 'string' ? shown.includes(text) : text.test(shown)) return shown;
    if (Date.now() > end) throw new Error(`the terminal never showed ${text}; it shows:\n${shown}`);
    await page.waitForTimeout(30);
  }
}

/** Waits for a prompt that takes keys. */
export async function waitForPrompt(page) {
  await page.waitForSelector('.terminal .xterm-rows', { state: 'attached' });
  await waitForText(page, /\$ ?$/m);
}

/** Types a command at the terminal and presses Enter. */
export async function type(page, line) {
  await page.locator('.terminal:not(.hidden) .xterm-helper-textarea').focus();
  await page.keyboard.type(line);
  await page.keyboard.press('Enter');
}
