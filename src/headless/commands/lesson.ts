import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { UsageError } from '../command.ts';
import type { HeadlessCommand } from '../command.ts';
import { markOf } from '../../tutor/lessons/translate.ts';
import { lessonPaths, lessonsRoot, loadLesson } from '../lesson-folder.ts';

export const lesson: HeadlessCommand = {
  name: 'lesson',
  usage: 'lesson new NN-CHAPTER/NN-LESSON | lesson translated LANGUAGE NUMBER… [--lessons FOLDER]',
  about: 'starts a lesson, or notes that a translation is of the text of today',
  help: `A new lesson passes 'drydock lessons' as it is; change it from there.
'lesson translated de 2.1' writes into the German text of 2.1 of which English text it is (of:), which tells later whether it is
stale. Do it when you have read both.`,
  async run(args) {
    const { values, positionals } = parseArgs({ args: [...args], allowPositionals: true, options: { lessons: { type: 'string' } } });
    const [verb, path] = positionals;
    const root = values.lessons === undefined ? lessonsRoot() : resolve(values.lessons);
    if (verb === 'translated') {
      const [, language, ...numbers] = positionals;
      if (language === undefined || numbers.length === 0) throw new UsageError('needs a language and numbers of lessons');
      for (const number of numbers) noteTranslated(root, language, number);
      return 0;
    }
    if (verb !== 'new' || path === undefined) throw new UsageError('needs new and a folder');
    const name = /^\d+-[a-z0-9-]+\/\d+-([a-z0-9-]+)$/.exec(path)?.[1];
    if (name === undefined) throw new UsageError(`a lesson lies in NN-chapter/NN-lesson, with small letters, digits and dashes; not in ${path}`);
    const folder = join(root, path);
    if (existsSync(folder)) throw new UsageError(`${path} is there already`);
    for (const [file, text] of Object.entries(template(name))) {
      mkdirSync(dirname(join(folder, file)), { recursive: true });
      writeFileSync(join(folder, file), text);
    }
    console.log(folder);
    return 0;
  },
};

function noteTranslated(root: string, language: string, number: string): void {
  const path = lessonPaths(root).find((one) => one.split('/').map((part) => parseInt(part, 10)).join('.') === number);
  if (path === undefined) throw new UsageError(`there is no lesson ${number}`);
  const file = join(root, language, path, 'index.md');
  if (!existsSync(file)) throw new UsageError(`${number} is not translated: there is no ${language}/${path}/index.md`);
  const text = readFileSync(file, 'utf8');
  const marked = text.replace(/^of: .*$/m, `of: ${markOf(loadLesson(path, root))}`);
  writeFileSync(file, marked);
  console.log(`${file}${marked === text ? ': as it was' : ''}`);
}

function template(id: string): Record<string, string> {
  return {
    'index.md': `---
format: 1
id: ${id}
kind: exercise
title: A new lesson
objective: Say what one can do afterwards, in one sentence.
skills: [json-form]
world:
  files: {from: files, editable: [Dockerfile]}
checks:
  - id: builds
    title: It builds
    gate: true
    from-start: true
    build: {context: ".", tag: sub}
  - id: greets
    title: It says hello
    needs: [builds]
    run: {image: sub}
    expect: {exit: 0, stdout: {contains: hello}}
mistakes:
  - id: single-quotes
    when: {image: sub, config.Cmd.2: {matches: "^\\\\['"}}
    say: A JSON list needs **double** quotes.
    at: {file: Dockerfile, instruction: CMD}
  - id: says-nothing
    when: {run: {image: sub}, exit: 0, stdout: {empty: true}}
    say: It ends without a word. What runs when a container starts is what \`CMD\` says.
hints:
  - A question that leads on.
  - Where to look.
  - The way, worked out.
answer:
  solution: answer/solution
  wrong: {answer/single-quotes: single-quotes, answer/silent: says-nothing}
---

One idea, told in a few sentences. Then something to do:

\`\`\`console
$ docker build -t sub .
$ docker run sub
\`\`\`

\`\`\`goal greets
\`\`\`
`,
    'takeaway.yaml': `format: 1
sheet:
  - {write: "docker run IMAGE", does: what it does}
cards:
  - {id: quotes, skill: json-form, after: [single-quotes], question: "What went wrong with the quotes?", answer: "A JSON list needs double ones."}
`,
    'files/Dockerfile': 'FROM alpine\n',
    'answer/solution/Dockerfile': 'FROM alpine\nCMD ["echo", "hello"]\n',
    'answer/silent/Dockerfile': 'FROM alpine\nCMD ["true"]\n',
    'answer/single-quotes/Dockerfile': "FROM alpine\nCMD ['echo', 'hello']\n",
  };
}
