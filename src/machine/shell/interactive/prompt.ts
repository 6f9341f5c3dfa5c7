import type { Process } from '../../../core/process.ts';
import { expandText } from '../expand/expand.ts';
import { expandPrompt } from '../expand/prompt.ts';
import { Parser } from '../parse/parser.ts';
import { IndexedArray } from '../execute/arrays.ts';
import { Interrupted, ShellError } from '../execute/errors.ts';
import { runText } from '../execute/run-text.ts';
import type { Shell } from '../execute/shell.ts';

/** PS1 or PS2 as it is shown. bash and ash know backslash escapes, and all of them expand variables. */
export function* promptText(shell: Shell, name: 'PS1' | 'PS2'): Process<string> {
  const source = shell.variables.get(name) ?? '';
  const text = shell.dialect === 'dash' ? source : expandPrompt(shell, source);
  if (!/[$`\\]/.test(text)) return text;
  const { status } = shell;
  try {
    const word = new Parser(text, { dialect: shell.dialect }).readText();
    return yield* expandText(shell, word);
  } catch (error) {
    if (error instanceof Interrupted) throw error;
    if (error instanceof Error) return text;
    throw error;
  } finally {
    shell.status = status;
  }
}

/** PROMPT_COMMAND: what bash runs before each prompt. */
export function* runPromptCommand(shell: Shell): Process<void> {
  if (!shell.isBash) return;
  const value = shell.variables.value('PROMPT_COMMAND');
  const commands = value instanceof IndexedArray ? value.values() : typeof value === 'string' ? [value] : [];
  const { status } = shell;
  for (const command of commands) {
    try {
      yield* runText(shell, command);
    } catch (error) {
      if (!(error instanceof ShellError)) throw error;
      yield* shell.report(error.message);
    }
  }
  shell.status = status;
}
