import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { UsageError } from '../command.ts';
import type { HeadlessCommand } from '../command.ts';
import { lessonsRoot } from '../lesson-folder.ts';

export const lesson: HeadlessCommand = {
  name: 'lesson',
  usage: 'lesson new NN-CHAPTER/NN-LESSON [--lessons FOLDER]',
  about: 'starts a lesson: its text, files, solution and a wrong answer',
  help: "The new lesson passes 'drydock lessons' as it is; change it from there.",
  async run(args) {
    const { values, positionals } = parseArgs({ args: [...args], allowPositionals: true, options: { lessons: { type: 'string' } } });
    const [verb, path] = positionals;
    if (verb !== 'new' || path === undefined) throw new UsageError('needs new and a folder');
    const name = /^\d+-[a-z0-9-]+\/\d+-([a-z0-9-]+)$/.exec(path)?.[1];
    if (name === undefined) throw new UsageError(`a lesson lies in NN-chapter/NN-lesson, with small letters, digits and dashes; not in ${path}`);
    const folder = join(values.lessons === undefined ? lessonsRoot() : resolve(values.lessons), path);
    if (existsSync(folder)) throw new UsageError(`${path} is there already`);
    for (const [file, text] of Object.entries(template(name))) {
      mkdirSync(dirname(join(folder, file)), { recursive: true });
      writeFileSync(join(folder, file), text);
    }
    console.log(folder);
    return 0;
  },
};

function template(id: string): Record<string, string> {
  return {
    'index.md': `---
format: 1
id: ${id}
kind: exercise
title: A new lesson
objective: Say what one can do afterwards, in one sentence.
world:
  files: {from: files, editable: [Dockerfile]}
checks:
  - id: builds
    title: It builds
    gate: true
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
hints:
  - A question that leads on.
  - Where to look.
  - The way, worked out.
answer:
  solution: answer/solution
  wrong: {answer/single-quotes: single-quotes}
---

One idea, told in a few sentences. Then something to do:

\`\`\`console
$ docker build -t sub .
$ docker run sub
\`\`\`

\`\`\`goal greets
\`\`\`
`,
    'files/Dockerfile': 'FROM alpine\n',
    'answer/solution/Dockerfile': 'FROM alpine\nCMD ["echo", "hello"]\n',
    'answer/single-quotes/Dockerfile': "FROM alpine\nCMD ['echo', 'hello']\n",
  };
}
