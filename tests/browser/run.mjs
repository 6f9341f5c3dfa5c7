// The page in a real browser, by keyboard and mouse. `node tests/browser/run.mjs [NAME…]`; screenshots go to dist/screenshots.
import { existsSync, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { root, run, tool } from '../../bin/install.mjs';
import { findChromium, openBrowser } from './browser.mjs';

const chromium = findChromium();
if (!chromium) {
  console.error('The browser tests need Chromium: apt-get install chromium, or npx playwright install chromium, or CHROMIUM_PATH=…');
  process.exit(1);
}

const chosen = process.argv.slice(2);
if (!existsSync(join(root, 'dist/page/index.html')) || process.env.CI || !process.env.DRYDOCK_KEEP_BUILD) run(tool('vite'), ['build', '--logLevel', 'warn']);
const { preview } = await import('vite');
const server = await preview({ root, preview: { port: 0, host: '127.0.0.1', open: false }, logLevel: 'silent' });
const { port } = server.httpServer.address();
const browser = await openBrowser(chromium);
const screenshots = join(root, 'dist/screenshots');
mkdirSync(screenshots, { recursive: true });

let passed = 0;
let failed = 0;
const files = readdirSync(join(root, 'tests/browser')).filter((name) => name.endsWith('.test.mjs')).sort();
for (const file of files) {
  const { tests } = await import(`./${file}`);
  for (const [name, body] of Object.entries(tests)) {
    if (chosen.length > 0 && !chosen.some((word) => `${file} ${name}`.includes(word))) continue;
    const started = Date.now();
    // Keeping the page for later is work that only its own tests look at.
    const serviceWorkers = file === 'offline.test.mjs' ? 'allow' : 'block';
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, reducedMotion: 'reduce', serviceWorkers });
    // The tour is for newcomers; the tests that are about it ask for it.
    if (!name.includes('tour')) await context.addInitScript(() => localStorage.getItem('drydock-settings') ?? localStorage.setItem('drydock-settings', JSON.stringify({ hasSeenTour: true })));
    const page = await context.newPage();
    const faults = [];
    const requests = [];
    page.on('pageerror', (error) => faults.push(String(error)));
    page.on('console', (message) => message.type() === 'error' && faults.push(message.text()));
    page.on('request', (request) => requests.push(request.url()));
    try {
      await body({ page, context, url: `http://127.0.0.1:${port}/`, screenshots, requests });
      const foreign = requests.filter((url) => !url.startsWith(`http://127.0.0.1:${port}/`) && !url.startsWith('data:') && !url.startsWith('blob:'));
      if (foreign.length > 0) throw new Error(`asked elsewhere: ${foreign.join(', ')}`);
      if (faults.length > 0) throw new Error(`the page complained: ${faults.join('\n')}`);
      passed++;
      console.log(`ok   ${file} ${name} (${((Date.now() - started) / 1000).toFixed(1)} s)`);
    } catch (error) {
      failed++;
      console.log(`FAIL ${file} ${name}: ${error instanceof Error ? error.stack : error}`);
      if (faults.length > 0) console.log(`     the page said: ${faults.join('\n     ')}`);
      await page.screenshot({ path: join(screenshots, `failed-${name.replaceAll(/\W+/g, '-')}.png`) }).catch(() => {});
    }
    await context.close();
  }
}
await browser.close();
await server.close();
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed > 0 ? 1 : 0);
