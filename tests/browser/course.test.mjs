import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { runnerImport } from 'vite';
import { root } from '../../bin/install.mjs';
import { terminalText, waitForPrompt } from './browser.mjs';

// Every lesson, done in the page: its solution is typed at the terminal, its questions are answered by mouse.

const course = join(root, 'lessons');
const load = async (path) => (await runnerImport(join(root, path))).module;
const { parseLesson } = await load('src/tutor/lessons/parse.ts');
const { chooseVariant, withVariant } = await load('src/tutor/lessons/variants.ts');
const { toWork } = await load('src/tutor/grading/given-work.ts');

/** What a page draws whose random numbers are all 7. */
const SEED = '77';

function filesBelow(folder) {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return new Map(entries.map((entry) => join(entry.parentPath, entry.name)).map((path) => [path.slice(folder.length + 1), new Uint8Array(readFileSync(path))]));
}

function lessonsOf(chapter) {
  const folders = readdirSync(join(course, chapter)).filter((name) => /^\d+-/.test(name)).sort();
  return folders.map((name) => {
    const path = `${chapter}/${name}`;
    const parsed = parseLesson(path, filesBelow(join(course, path)));
    return withVariant(parsed, chooseVariant(parsed, SEED));
  });
}

function solutionOf(lesson) {
  const prefix = `${lesson.answer.solution}/`;
  return toWork(new Map([...lesson.folder].filter(([path]) => path.startsWith(prefix)).map(([path, bytes]) => [path.slice(prefix.length), bytes])));
}

/** Types a line and waits until something asks for the next one; a program that goes on in the foreground is left to it. */
async function typeLine(page, line) {
  await page.keyboard.insertText(line);
  await page.keyboard.press('Enter');
  const end = Date.now() + 4000;
  while (Date.now() < end) {
    await page.waitForTimeout(25);
    if (/[$#>] ?$/.test((await terminalText(page)).trimEnd())) return;
  }
}

async function saveFile(page, path, bytes) {
  const text = new TextDecoder().decode(bytes);
  const folder = path.includes('/') ? `mkdir -p '${path.slice(0, path.lastIndexOf('/'))}'; ` : '';
  const lines = [`${folder}cat > '${path}' <<'END OF FILE'`, ...text.replace(/\n$/, '').split('\n'), 'END OF FILE'];
  for (const line of lines) await typeLine(page, line);
}

async function answer(page, question, value) {
  const form = page.locator(`form[data-question="${question.id}"]`);
  if (question.kind === 'text') await form.locator('input').fill(value);
  else if (question.kind === 'choose') for (const option of [value].flat()) await form.locator(`input[value="${option}"]`).check();
  else {
    for (const [place, option] of value.entries()) {
      const labels = () => form.locator('li button:first-of-type').evaluateAll((buttons) => buttons.map((button) => button.getAttribute('aria-label')));
      for (let at = (await labels()).findIndex((label) => label.endsWith(question.options[option])); at > place; at--) await form.locator('li').nth(at).locator('button').first().click();
    }
  }
  await form.locator('button.primary').click();
}

async function doLesson(page, url, lesson) {
  await page.goto(`${url}#/lesson/${lesson.id}`);
  await page.locator(`article.lesson[aria-label*="${lesson.number}"]`).waitFor();
  await waitForPrompt(page);
  await page.getByLabel('Speed of time').selectOption('1000');
  await page.locator('.terminal:not(.hidden) .xterm-helper-textarea').focus();
  const { files, lines, answers } = solutionOf(lesson);
  for (const [path, bytes] of files) await saveFile(page, path, bytes);
  for (const line of lines) await typeLine(page, line);
  for (const [id, value] of answers) await answer(page, lesson.questions.find((question) => question.id === id), value);
  await page.getByText(`Done: ${lesson.title}`).waitFor({ timeout: 20_000 });
}

const chapters = readdirSync(course).filter((name) => /^\d+-/.test(name)).sort();

export const tests = Object.fromEntries(
  chapters.map((chapter) => [
    `course, chapter ${chapter}: each lesson's solution completes it in the page`,
    async ({ page, url }) => {
      await page.addInitScript(() => (Crypto.prototype.getRandomValues = (numbers) => numbers.fill(7)));
      const failed = [];
      for (const lesson of lessonsOf(chapter)) {
        if (!lesson.answer || lesson.checks.length === 0) continue;
        const started = Date.now();
        await doLesson(page, url, lesson).catch(async (error) => failed.push(`${lesson.number} ${lesson.id}: ${String(error.message).split('\n')[0]}\n${await terminalText(page)}\n${(await page.locator('.goals li').allTextContents()).join(' | ')}`));
        if (process.env.SHOW_TIMES) console.log(lesson.number, Date.now() - started);
      }
      assert.equal(failed.join('\n\n'), '');
    },
  ]),
);
