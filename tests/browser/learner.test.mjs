import assert from 'node:assert/strict';
import { terminalText, type, waitForPrompt, waitForText } from './browser.mjs';

async function openLesson(page, url, id) {
  await page.goto(`${url}#/lesson/${id}`);
  await waitForPrompt(page);
}

export const tests = {
  async 'a newcomer opens the page and begins'({ page, url }) {
    await page.goto(url);
    await page.getByRole('link', { name: /^Begin: / }).click();
    await waitForPrompt(page);
    await page.getByRole('heading', { level: 2 }).waitFor();
  },

  async 'lesson 2.1, following its text'({ page, url }) {
    await openLesson(page, url, 'first-run');
    // A command of the text goes to the prompt by a click; Enter runs it.
    await page.getByRole('button', { name: /docker run hello-world/ }).first().click();
    await page.keyboard.press('Enter');
    await waitForText(page, 'docs.docker.com/get-started');
    await page.getByLabel('Docker uses the image that is here already, and makes a new container.').check();
    await page.getByRole('button', { name: 'That is my prediction' }).click();
    await type(page, 'docker run hello-world');
    await type(page, 'docker ps -a');
    await waitForText(page, /Exited \(0\)[\s\S]*Exited \(0\)/);
    const order = ['Look for the image', 'Fetch it', 'Create a container', 'Start the', 'Note the exit'];
    const question = page.locator('form.question', { hasText: 'Put these in order' });
    for (let place = 0; place < order.length; place++) {
      for (;;) {
        const texts = await question.locator('li').allTextContents();
        if (texts[place].includes(order[place])) break;
        const at = texts.findIndex((text) => text.includes(order[place]));
        await question.locator('li').nth(at).getByRole('button', { name: /^Move up/ }).click();
      }
    }
    await question.getByRole('button', { name: 'Answer' }).click();
    await page.getByText('Done: First run').waitFor();
  },

  async 'closing the tab in the middle loses nothing'({ page, context, url }) {
    await openLesson(page, url, 'name-stop-clean');
    await type(page, 'docker run -d --name web nginx');
    await page.getByRole('button', { name: /^Container web running/ }).waitFor();
    await type(page, 'echo kept $((40+2))');
    await waitForText(page, 'kept 42');
    await page.waitForTimeout(300);
    await page.close();
    const again = await context.newPage();
    await again.goto(`${url}#/lesson/name-stop-clean`);
    await waitForText(again, 'kept 42');
    await again.getByRole('button', { name: /^Container web running/ }).waitFor();
    await type(again, 'docker ps --format "{{.Names}} {{.Image}}"');
    await waitForText(again, 'web nginx');
  },

  async 'undo takes a command back, redo does it again'({ page, url }) {
    await page.goto(`${url}#/sandbox/empty`);
    await waitForPrompt(page);
    await type(page, 'docker volume create keep');
    await page.getByText('volume keep was made').waitFor();
    await type(page, 'docker volume rm keep');
    await page.getByText('volume keep is gone').waitFor();
    await page.getByRole('button', { name: 'Undo the last command' }).click();
    await page.locator('button.volume', { hasText: 'keep' }).waitFor();
    await page.getByRole('button', { name: 'Redo' }).click();
    await page.locator('button.volume', { hasText: 'keep' }).waitFor({ state: 'detached' });
  },

  async 'lesson 5.2: the editor, a build, the checks'({ page, url }) {
    await openLesson(page, url, 'repair-the-notes-dockerfile');
    await page.getByRole('button', { name: 'Dockerfile' }).first().click();
    await page.locator('.monaco-editor .view-lines').waitFor();
    await page.locator('.monaco-editor .view-lines').click();
    await page.keyboard.press('Control+A');
    await page.keyboard.insertText('FROM python:3.9\nRUN pip install pandas\nENTRYPOINT ["bash"]\n');
    await page.waitForTimeout(700);
    await type(page, 'docker build -t sub .');
    await waitForText(page, 'naming to docker.io/library/sub');
    await page.getByText("Done: Repair the notes' Dockerfile").waitFor({ timeout: 30_000 });
  },

  async 'a busy loop in a container leaves the page responsive'({ page, url }) {
    await page.goto(`${url}#/sandbox/empty`);
    await waitForPrompt(page);
    await type(page, "docker run -d --name busy alpine sh -c 'while :; do :; done'");
    await page.getByRole('button', { name: /^Container busy running/ }).waitFor();
    const slowest = await page.evaluate(
      () =>
        new Promise((resolve) => {
          let last = performance.now();
          let worst = 0;
          let frames = 0;
          const frame = (now) => {
            worst = Math.max(worst, now - last);
            last = now;
            if (++frames < 120) requestAnimationFrame(frame);
            else resolve(worst);
          };
          requestAnimationFrame(frame);
        }),
    );
    assert.ok(slowest < 250, `a frame took ${slowest} ms`);
    await type(page, 'docker kill busy');
    await page.getByRole('button', { name: /^Container busy exited 137/ }).waitFor();
  },

  async 'Ctrl-C, Tab and the arrow keys work as in a terminal'({ page, url }) {
    await page.goto(`${url}#/sandbox/empty`);
    await waitForPrompt(page);
    await type(page, 'sleep 1000');
    await page.keyboard.press('Control+C');
    await page.keyboard.type('docker vol');
    await page.keyboard.press('Tab');
    await page.keyboard.type('ls -q; echo fin$((1+1))');
    await page.keyboard.press('Enter');
    await waitForText(page, 'fin2');
    await page.keyboard.press('ArrowUp');
    await waitForText(page, /\$ docker volume ls -q; echo fin[\s\S]*\$ docker volume ls -q; echo fin/);
    assert.ok(!(await terminalText(page)).includes('command not found'));
  },
};
