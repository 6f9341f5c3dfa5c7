import assert from 'node:assert/strict';
import { type, waitForPrompt, waitForText } from './browser.mjs';

export const tests = {
  async 'a newcomer is shown the tour once'({ page, url }) {
    await page.goto(`${url}#/sandbox/empty`);
    const tour = page.getByRole('dialog', { name: 'A tour of the page' });
    for (let step = 1; step < 5; step++) {
      await tour.getByText(`${step} of 5`).waitFor();
      await tour.getByRole('button', { name: 'Next' }).click();
    }
    await tour.getByRole('button', { name: 'Begin' }).click();
    await tour.waitFor({ state: 'detached' });
    await page.reload();
    await waitForPrompt(page);
    await page.waitForTimeout(500);
    assert.equal(await tour.count(), 0);
  },

  async 'a lesson, a word and a command are found by keyboard alone'({ page, url }) {
    await page.goto(url);
    await page.getByRole('heading', { level: 1 }).waitFor();
    await page.keyboard.press('F1');
    await page.getByRole('combobox', { name: 'Find anything' }).waitFor();
    await page.keyboard.type('writable layer');
    await page.getByRole('option', { name: /Lesson/ }).first().waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('combobox', { name: 'Find anything' }).waitFor({ state: 'detached' });
    await page.keyboard.press('Control+k');
    await page.keyboard.type('volume');
    await page.getByRole('option').filter({ hasText: 'Glossary' }).first().click();
    await page.getByRole('heading', { level: 1, name: 'Glossary' }).waitFor();
    await page.keyboard.press('?');
    await page.getByRole('heading', { name: 'Keyboard shortcuts' }).waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('heading', { name: 'Keyboard shortcuts' }).waitFor({ state: 'detached' });
  },

  async 'Alt and a digit lead out of the terminal and back; Ctrl+K stays the shell\'s'({ page, url }) {
    await page.goto(`${url}#/lesson/first-run`);
    await waitForPrompt(page);
    await page.locator('.xterm-helper-textarea').focus();
    await page.keyboard.type('echo one two');
    await page.keyboard.press('Control+a');
    await page.keyboard.press('Control+k');
    assert.equal(await page.getByRole('combobox', { name: 'Find anything' }).count(), 0);
    await page.keyboard.press('Alt+1');
    assert.equal(await page.evaluate(() => document.activeElement.className.includes('scroll')), true);
    await page.keyboard.press('Alt+2');
    assert.equal(await page.evaluate(() => document.activeElement.getAttribute('role')), 'tab');
    await page.keyboard.press('Alt+3');
    await page.keyboard.type('echo back');
    await page.waitForTimeout(300);
    await waitForText(page, /\$ echo back\s*$/m);
  },

  async 'a question of a chapter that went wrong is a card tomorrow'({ page, url }) {
    await page.clock.install({ time: new Date('2026-03-02T10:00:00') });
    await page.goto(`${url}#/check/2`);
    const form = page.locator('form.question').first();
    await form.getByLabel('Three and three').check();
    await form.getByRole('button', { name: 'Answer' }).click();
    await form.getByText('Not quite.').waitFor();
    await page.clock.setFixedTime(new Date('2026-03-03T10:00:00'));
    await page.goto(`${url}#/review`);
    await page.reload();
    await page.getByRole('button', { name: 'Show the answer' }).click();
    await page.getByRole('button', { name: 'I knew it' }).click();
    await page.getByText('Done for today.').waitFor();
  },

  async 'the page speaks German, and keeps it'({ page, url }) {
    await page.goto(url);
    await page.getByRole('button', { name: 'Settings' }).click();
    await page.getByLabel('Deutsch').check();
    await page.getByRole('heading', { name: 'Docker lernen, indem du es benutzt: gleich hier.' }).waitFor();
    await page.reload();
    await page.getByRole('heading', { name: 'Der Kurs' }).waitFor();
    assert.equal(await page.evaluate(() => document.documentElement.lang), 'de');
    await page.goto(`${url}#/sandbox/empty`);
    await waitForPrompt(page);
    await type(page, 'docker volume create keep');
    await page.getByText('Volume keep wurde angelegt').waitFor();
  },

  async 'on a phone: one pane at a time, and Ctrl from the key bar'({ page, url }) {
    await page.setViewportSize({ width: 390, height: 844 });
    await page.goto(`${url}#/sandbox/empty`);
    await page.getByRole('button', { name: 'Terminal', exact: true }).click();
    await waitForPrompt(page);
    await type(page, 'sleep 1000');
    await page.getByRole('button', { name: 'Ctrl (Control): holds for the next key' }).click();
    await page.keyboard.press('c');
    await type(page, 'echo free $((6*7))');
    await page.waitForFunction(() => document.querySelector('.xterm-rows').textContent.includes('free\u00a042') || document.querySelector('.xterm-rows').textContent.includes('free 42'));
  },

  async 'five hundred containers leave the picture quick'({ page, url }) {
    await page.goto(`${url}#/sandbox/empty`);
    await waitForPrompt(page);
    await page.getByLabel('Speed of time').selectOption('1000');
    await type(page, 'docker pull -q alpine; for i in $(seq 500); do docker create --name c$i alpine true >/dev/null; done; echo made $((1+1))');
    await page.waitForFunction(() => /made.2/.test(document.querySelector('.xterm-rows').textContent), undefined, { timeout: 60_000 });
    await page.getByRole('button', { name: '493 created' }).waitFor();
    const slowest = await page.evaluate(async () => {
      let [last, worst] = [performance.now(), 0];
      for (let frame = 0; frame < 60; frame++) {
        const now = await new Promise(requestAnimationFrame);
        worst = Math.max(worst, now - last);
        last = now;
      }
      return worst;
    });
    assert.ok(slowest < 250, `a frame took ${slowest} ms`);
  },
};
