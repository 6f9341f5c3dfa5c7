import { isSystemError } from '../../errno.ts';
import type { Shell } from '../execute/shell.ts';
import { decode } from '../text.ts';

const DEFAULT_SIZE = 500;
const FILES = { bash: '.bash_history', ash: '.ash_history', dash: undefined };

/** The lines that were typed. Kept in a file of the home folder. */
export class History {
  lines: string[] = [];
  /** Lines up to here are in the file already. */
  #saved = 0;

  constructor(private readonly shell: Shell) {
    shell.history = this.lines;
    shell.saveHistory = () => this.save();
    shell.changeHistory = (lines) => {
      this.lines = [...lines];
      this.#saved = Math.min(this.#saved, this.lines.length);
      shell.history = this.lines;
    };
  }

  get #file(): string | undefined {
    const { shell } = this;
    const named = shell.variables.get('HISTFILE');
    if (named !== undefined) return named === '' ? undefined : named;
    const name = FILES[shell.dialect];
    const home = shell.variables.get('HOME');
    return name === undefined || home === undefined ? undefined : `${home.replace(/\/$/, '')}/${name}`;
  }

  load(): void {
    const file = this.#file;
    try {
      if (file === undefined || !this.shell.system.files.exists(file)) return;
      const lines = decode(this.shell.system.files.read(file)).split('\n').filter((line) => line !== '' && !/^#\d+$/.test(line));
      this.lines.push(...lines.slice(-this.#size));
      this.#saved = this.lines.length;
    } catch (error) {
      if (!isSystemError(error)) throw error;
    }
  }

  get #size(): number {
    const size = Number(this.shell.variables.get('HISTSIZE') ?? DEFAULT_SIZE);
    return Number.isInteger(size) && size >= 0 ? size : Number.MAX_SAFE_INTEGER;
  }

  /** Notes a line as HISTCONTROL wants it. */
  add(line: string): void {
    if (line.trim() === '') return;
    const control = (this.shell.variables.get('HISTCONTROL') ?? '').split(':');
    const isBoth = control.includes('ignoreboth');
    if ((isBoth || control.includes('ignorespace')) && line.startsWith(' ')) return;
    if ((isBoth || control.includes('ignoredups') || !this.shell.isBash) && this.lines.at(-1) === line) return;
    if (control.includes('erasedups')) this.shell.changeHistory!(this.lines.filter((other) => other !== line));
    this.lines.push(line);
    if (this.lines.length > this.#size) {
      this.lines.splice(0, this.lines.length - this.#size);
      this.#saved = Math.max(0, this.#saved - 1);
    }
    this.shell.history = this.lines;
    // bash writes when it ends. Where the file is there already, each line goes into it at once, so that a terminal that is simply closed loses none.
    if (this.#exists) this.save();
  }

  get #exists(): boolean {
    const file = this.#file;
    return file !== undefined && this.shell.system.files.exists(file);
  }

  save(): void {
    const file = this.#file;
    const fresh = this.lines.slice(this.#saved);
    if (file === undefined || fresh.length === 0) return;
    try {
      const text = fresh.map((line) => `${line}\n`).join('');
      if (this.#exists) this.shell.system.files.append(file, text);
      else this.shell.system.files.write(file, text, 0o600);
      this.#saved = this.lines.length;
    } catch (error) {
      if (!isSystemError(error)) throw error;
    }
  }
}
