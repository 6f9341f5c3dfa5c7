import type { Process } from '../../../core/process.ts';
import type { ExitCode } from '../../system.ts';
import type { For } from '../ast.ts';
import { readLine } from '../builtins/read-line.ts';
import { expandWords } from '../expand/expand.ts';
import { leavesLoop, run } from './run.ts';
import type { Shell } from './shell.ts';

/** bash's `select`: a menu on standard error, an answer from standard input. */
export function* runSelect(shell: Shell, node: For): Process<ExitCode> {
  const choices = node.words ? yield* expandWords(shell, node.words) : shell.positional;
  if (choices.length === 0) return 0;
  let status = 0;
  let showsMenu = true;
  shell.loopDepth++;
  try {
    for (;;) {
      if (showsMenu) yield* shell.write(2, choices.map((choice, i) => `${i + 1}) ${choice}\n`).join(''));
      yield* shell.write(2, shell.variables.get('PS3') ?? '#? ');
      const { text, isEnd } = yield* readLine(shell, 0, { delimiter: '\n', isRaw: false });
      if (isEnd && text === '') {
        yield* shell.write(2, '\n');
        return (shell.status = 1);
      }
      const answer = text.trim();
      shell.assign('REPLY', answer);
      showsMenu = answer === '';
      if (showsMenu) continue;
      shell.assign(node.name, choices[Number(answer) - 1] ?? '');
      status = yield* run(shell, node.body, false);
      if (shell.jump && leavesLoop(shell)) break;
    }
  } finally {
    shell.loopDepth--;
  }
  return status;
}
