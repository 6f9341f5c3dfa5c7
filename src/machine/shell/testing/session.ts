import { toBytes } from '../../../core/bytes.ts';
import type { Micros } from '../../../core/clock.ts';
import { SECOND } from '../../../core/clock.ts';
import type { Terminal } from '../../processes/terminal.ts';
import type { RunningProcess } from '../../host.ts';
import { createTestHost } from '../../testing/host.ts';
import type { TestHost, TestHostOptions } from '../../testing/host.ts';
import { ShownScreen } from './screen.ts';

/** Names of keys in `{…}` and what they send. */
const KEYS: Readonly<Record<string, string>> = {
  Up: '\x1b[A', Down: '\x1b[B', Right: '\x1b[C', Left: '\x1b[D', Home: '\x1b[H', End: '\x1b[F', Delete: '\x1b[3~', 'C-Left': '\x1b[1;5D', 'C-Right': '\x1b[1;5C',
  Enter: '\r', Tab: '\t', Backspace: '\x7f', Esc: '\x1b', PasteStart: '\x1b[200~', PasteEnd: '\x1b[201~',
};

export interface SessionOptions extends TestHostOptions {
  readonly argv?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  readonly columns?: number;
  readonly cwd?: string;
}

/** A shell at a terminal, for tests: types keys, and shows what is on the screen. */
export class Session {
  readonly host: TestHost;
  readonly terminal: Terminal;
  readonly process: RunningProcess;
  readonly screen: ShownScreen;
  /** All that was written. */
  output = '';

  constructor(options: SessionOptions) {
    this.host = createTestHost(options);
    const { terminal, inner } = this.host.host.openTerminal();
    this.terminal = terminal;
    const columns = options.columns ?? 80;
    terminal.resize({ columns, rows: 24 });
    this.screen = new ShownScreen(columns);
    const env = new Map(Object.entries({ PATH: '/bin', HOME: '/root', TERM: 'xterm', PS1: '$ ', ...options.env }));
    this.process = this.host.start({ argv: options.argv ?? ['bash'], env, cwd: options.cwd ?? '/root', terminal, descriptors: new Map([[0, inner], [1, inner], [2, inner]]) });
    inner.release();
    const self = this;
    this.host.scheduler.start((function* () {
      for (;;) {
        const bytes = yield* terminal.outer.input.read();
        if (bytes.length === 0) return;
        const text = new TextDecoder().decode(bytes);
        self.output += text;
        self.screen.write(text);
      }
    })());
    this.wait(SECOND / 10);
  }

  /** Types text, with `{Up}`, `{C-r}`, `{M-b}` for keys, and lets the world go on for a tenth of a second. */
  type(keys: string, time: Micros = SECOND / 10): this {
    const text = keys.replace(/\{([A-Za-z]+|[CM]-(?:[^}]|Left|Right))\}/g, (whole, name: string) => {
      if (KEYS[name] !== undefined) return KEYS[name];
      if (name.startsWith('C-')) return String.fromCharCode(name.charCodeAt(2) & 31);
      return name.startsWith('M-') ? `\x1b${name.slice(2)}` : whole;
    });
    const { terminal } = this;
    this.host.scheduler.start((function* () {
      yield* terminal.outer.output.write(toBytes(text));
    })());
    this.wait(time);
    return this;
  }

  wait(time: Micros): void {
    this.host.scheduler.run({ until: this.host.host.now() + time });
  }

  get text(): string {
    return this.screen.text;
  }
}
