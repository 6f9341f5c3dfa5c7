import { FitAddon } from '@xterm/addon-fit';
import { Terminal } from '@xterm/xterm';
import '@xterm/xterm/css/xterm.css';
import type { Screen } from '../dock.svelte.ts';

export interface ScreenEvents {
  typed(data: string): void;
  resized(columns: number, rows: number): void;
}

function colours(): Record<string, string> {
  const style = getComputedStyle(document.documentElement);
  const token = (name: string) => style.getPropertyValue(name).trim();
  return {
    background: token('--terminal-ground'),
    foreground: token('--terminal-ink'),
    cursor: token('--terminal-ink'),
    selectionBackground: '#3d6fa8',
    black: '#1c2b3a', red: '#ff8f85', green: '#7fd79b', yellow: '#efc46f', blue: '#7db9ff', magenta: '#cda6ff', cyan: '#6fd8c8', white: '#dbe6f0',
    brightBlack: '#8497aa', brightRed: '#ffb1aa', brightGreen: '#a3e8b8', brightYellow: '#ffdb94', brightBlue: '#a9d1ff', brightMagenta: '#e0c7ff', brightCyan: '#9be9dd', brightWhite: '#ffffff',
  };
}

/** xterm.js on one of the world's terminals. */
export class TerminalScreen implements Screen {
  readonly #terminal: Terminal;
  readonly #fit = new FitAddon();
  readonly #observer: ResizeObserver;

  constructor(element: HTMLElement, events: ScreenEvents) {
    this.#terminal = new Terminal({
      allowProposedApi: true,
      cursorBlink: !matchMedia('(prefers-reduced-motion: reduce)').matches,
      fontFamily: getComputedStyle(document.documentElement).getPropertyValue('--mono'),
      fontSize: 13.5,
      lineHeight: 1.2,
      scrollback: 10_000,
      minimumContrastRatio: 4.5,
      theme: colours(),
    });
    this.#terminal.loadAddon(this.#fit);
    void this.#knowWidths();
    this.#terminal.open(element);
    this.#terminal.onData(events.typed);
    this.#terminal.onResize(({ cols, rows }) => events.resized(cols, rows));
    this.#observer = new ResizeObserver(() => this.fit());
    this.#observer.observe(element);
    this.fit();
  }

  /** How wide characters are beyond the first of Unicode: a table that a prompt doesn't wait for. */
  async #knowWidths(): Promise<void> {
    const { Unicode11Addon } = await import('@xterm/addon-unicode11');
    this.#terminal.loadAddon(new Unicode11Addon());
    this.#terminal.unicode.activeVersion = '11';
  }

  write(bytes: Uint8Array, drawn: () => void): void {
    this.#terminal.write(bytes, drawn);
  }

  clear(): void {
    this.#terminal.reset();
  }

  fit(): void {
    const size = this.#fit.proposeDimensions();
    if (size && size.cols > 1 && size.rows > 1) this.#fit.fit();
  }

  focus(): void {
    this.#terminal.focus();
  }

  setTheme(_name: string): void {
    this.#terminal.options.theme = colours();
  }

  setReaderMode(isOn: boolean): void {
    this.#terminal.options.screenReaderMode = isOn;
  }

  dispose(): void {
    this.#observer.disconnect();
    this.#terminal.dispose();
  }
}
