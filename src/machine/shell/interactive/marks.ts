import type { Process } from '../../../core/process.ts';
import type { Shell } from '../execute/shell.ts';

const NAME = 'SHELL_INTEGRATION';

/**
 * Marks for a terminal that asks for them (SHELL_INTEGRATION=osc133): where the prompt ends (OSC 133;B), what the
 * command line is (OSC 633;E, as VS Code's terminal has it), where its output begins (133;C) and with what status it
 * ended (133;D). Terminals that know nothing of them show nothing. Shells within this one are not asked.
 */
export class Marks {
  readonly #isOn: boolean;
  #isRunning = false;

  constructor(private readonly shell: Shell) {
    this.#isOn = shell.variables.get(NAME) === 'osc133';
    if (this.#isOn) shell.variables.unset(NAME);
  }

  /** The prompt follows, and then a line is waited for. */
  *prompt(): Process<void> {
    yield* this.#write('133;B');
  }

  *commandStarts(line: string): Process<void> {
    this.#isRunning = true;
    yield* this.#write(`633;E;${escaped(line)}`);
    yield* this.#write('133;C');
  }

  *commandEnds(status: number): Process<void> {
    if (!this.#isRunning) return;
    this.#isRunning = false;
    yield* this.#write(`133;D;${status}`);
  }

  *#write(mark: string): Process<void> {
    if (this.#isOn) yield* this.shell.write(2, `\x1b]${mark}\x07`);
  }
}

/** Backslashes and control characters as VS Code escapes them. */
function escaped(line: string): string {
  return line.replace(/[\\;\x00-\x1f\x7f]/g, (character) => (character === '\\' ? '\\\\' : `\\x${character.charCodeAt(0).toString(16).padStart(2, '0')}`));
}
