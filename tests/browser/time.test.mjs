import assert from 'node:assert/strict';
import { type, waitForPrompt, waitForText } from './browser.mjs';

async function openSandbox(page, url, preset = 'empty') {
  await page.goto(`${url}#/sandbox/${preset}`);
  await waitForPrompt(page);
}

const command = (page) => page.getByLabel('Command to try in a copy');

export const tests = {
  async 'looking back shows the picture of then, and changes nothing'({ page, url }) {
    await openSandbox(page, url);
    await type(page, 'docker volume create keep');
    await page.getByText('volume keep was made').waitFor();
    await type(page, 'docker volume rm keep');
    await page.getByText('volume keep is gone').waitFor();
    await page.getByRole('tab', { name: 'History' }).click();
    await page.getByRole('button', { name: /^docker volume create keep/ }).click();
    await page.getByText('Looking back at the machine after: docker volume create keep').waitFor();
    await page.getByRole('tab', { name: 'Picture' }).click();
    await page.locator('button.volume', { hasText: 'keep' }).waitFor();
    await page.getByRole('button', { name: 'Back to now' }).click();
    await page.locator('button.volume', { hasText: 'keep' }).waitFor({ state: 'detached' });
  },

  async 'what if: the difference is shown, the world stays, and it can be kept'({ page, url }) {
    await openSandbox(page, url);
    await type(page, 'docker volume create keep');
    await page.getByText('volume keep was made').waitFor();
    await page.getByRole('tab', { name: 'History' }).click();
    await command(page).fill('docker volume rm keep');
    await page.keyboard.press('Enter');
    await page.getByRole('listitem').filter({ hasText: 'volume keep is gone, with its data' }).waitFor();
    await type(page, 'docker volume ls -q; echo still $((20+1))');
    await waitForText(page, /keep\nstill 21/);
    await page.getByRole('button', { name: 'Do it here' }).click();
    await page.keyboard.press('Enter');
    await page.getByRole('tab', { name: 'Picture' }).click();
    await page.getByText('volume keep is gone').waitFor();
  },

  async 'going back and doing something else keeps the way that was left'({ page, url }) {
    await openSandbox(page, url);
    for (const name of ['one', 'two']) {
      await type(page, `docker volume create ${name}`);
      await page.getByText(`volume ${name} was made`).waitFor();
    }
    await page.getByRole('tab', { name: 'History' }).click();
    await page.getByRole('button', { name: 'Go back to before this: docker volume create two' }).click();
    await type(page, 'docker volume create three');
    await page.getByText('2 steps, the last: docker volume create two').waitFor();
    await page.getByRole('button', { name: 'Go there' }).click();
    await page.getByRole('tab', { name: 'Picture' }).click();
    await page.locator('button.volume', { hasText: 'two' }).waitFor();
    await page.locator('button.volume', { hasText: 'three' }).waitFor({ state: 'detached' });
  },

  async 'the ten seconds of a stop can be skipped'({ page, url }) {
    await openSandbox(page, url);
    await type(page, "docker run -d --name deaf alpine sh -c 'while :; do sleep 1; done'");
    await page.getByRole('button', { name: /^Container deaf running/ }).waitFor();
    await type(page, 'docker stop deaf');
    const started = Date.now();
    await page.getByRole('button', { name: 'Skip the wait' }).click();
    await page.getByRole('button', { name: /^Container deaf exited 137/ }).waitFor();
    assert.ok(Date.now() - started < 8000, 'the wait was waited for');
  },

  async 'an error is explained beside the terminal, until it is dismissed'({ page, url }) {
    await openSandbox(page, url);
    await type(page, 'docker rm nothing');
    const panel = page.getByRole('region', { name: 'What this message means' });
    await panel.waitFor();
    await waitForText(page, 'No such container: nothing');
    await panel.getByRole('button', { name: 'Hide the explanation' }).click();
    await panel.waitFor({ state: 'detached' });
  },

  async 'a link holds a session, to watch step by step and to go on from'({ page, context, url }) {
    await context.grantPermissions(['clipboard-read', 'clipboard-write']);
    await openSandbox(page, url);
    for (const name of ['one', 'two']) {
      await type(page, `docker volume create ${name}`);
      await page.getByText(`volume ${name} was made`).waitFor();
    }
    await page.getByRole('button', { name: 'Copy a link to this session' }).click();
    await page.getByText('A link with this whole session').waitFor();
    const link = await page.evaluate(() => navigator.clipboard.readText());
    const other = await context.newPage();
    await other.goto(link);
    await other.getByText('Step 2 of 2').waitFor();
    await other.locator('button.volume', { hasText: 'two' }).waitFor();
    await other.getByRole('button', { name: 'Earlier' }).click();
    await other.getByText('Step 1 of 2').waitFor();
    await other.locator('button.volume', { hasText: 'two' }).waitFor({ state: 'detached' });
    await other.locator('button.volume', { hasText: 'one' }).waitFor();
    other.on('dialog', (dialog) => void dialog.accept());
    await other.getByRole('button', { name: 'Continue from here' }).click();
    // The recording shows a prompt too, which takes no keys.
    await other.getByText('Step 1 of 2').waitFor({ state: 'detached' });
    await waitForPrompt(other);
    await type(other, 'docker volume ls -q; echo mine $((1+1))');
    await waitForText(other, /one\nmine 2/);
  },

  async 'a damaged link says so'({ page, url }) {
    await page.goto(`${url}#/recording/AAAAgarbage`);
    await page.getByText("This can't be opened").waitFor();
    await page.getByText('this link is damaged', { exact: false }).waitFor();
  },

  async 'everything can be undone, and garbage that is pasted breaks nothing'({ page, url }) {
    await openSandbox(page, url, 'two-services');
    await type(page, 'docker rm -f web api');
    await page.getByText('container web was removed').waitFor();
    await page.locator('.terminal:not(.hidden) .xterm-helper-textarea').focus();
    const garbage = '}{ ]] ;; )( \u0000\u001b[999z ünïcödé 💥 `$(((" \'';
    await page.evaluate((text) => {
      const data = new DataTransfer();
      data.setData('text/plain', text);
      document.activeElement.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true }));
    }, garbage.repeat(50));
    await page.keyboard.press('Enter');
    await page.keyboard.press('Control+C');
    await type(page, 'echo alive $((6*7))');
    await waitForText(page, 'alive 42');
    const undo = page.getByRole('button', { name: 'Undo the last command' });
    for (let i = 0; i < 12 && (await undo.isEnabled()); i++) {
      await undo.click();
      await page.waitForTimeout(150);
      await waitForPrompt(page);
    }
    await page.getByRole('button', { name: /^Container web running/ }).waitFor();
    assert.equal(await undo.isEnabled(), false);
  },
};
