import { NO_BYTES, concat } from '../../core/bytes.ts';
import type { Micros } from '../../core/clock.ts';
import { Condition } from '../../core/process.ts';
import type { Process, Wait } from '../../core/process.ts';
import { PIPE_CAPACITY } from '../../core/stream.ts';
import type { Connection } from '../../core/stream.ts';
import { SystemError } from '../errno.ts';
import type { Stat } from '../files/files.ts';
import type { OpenFile } from '../files/open-file.ts';
import { SIGNALS } from '../signals.ts';
import type { ProcessGroup, Session } from './job-control.ts';
import { LineDiscipline } from './line-discipline.ts';
import type { PidSpace } from './pid-space.ts';
import { COOKED } from './terminal.ts';
import type { LineSettings, Terminal, WindowSize } from './terminal.ts';
import { TerminalOutput } from './terminal-output.ts';

/** What may be typed ahead, in bytes, before who types has to wait. */
const TYPE_AHEAD = 4096;

/** Makes a terminal with the lowest free number; its inner side is retained once, for the caller. */
export function openTerminal(space: PidSpace, now: Micros): { readonly terminal: PseudoTerminal; readonly inner: OpenFile } {
  let number = 0;
  while (space.terminals.has(number)) number++;
  space.terminals.add(number);
  const terminal = new PseudoTerminal(number, now, () => space.terminals.delete(number));
  return { terminal, inner: terminal.inner };
}

/** pty(7): a line discipline between who types and looks (`outer`) and the programs (`inner`). */
export class PseudoTerminal implements Terminal {
  readonly name: string;
  readonly inner: OpenFile;
  readonly outer: Connection;
  readonly resized = new Condition('window size');
  settings: LineSettings = COOKED;
  size: WindowSize = { columns: 80, rows: 24 };
  session: Session | undefined;
  foregroundGroup: ProcessGroup | undefined;
  /** Lines (or in raw mode, bytes) that can be read; an empty one is an end of file. */
  #ready: Uint8Array[] = [];
  #readySize = 0;
  #readers = 0;
  #isHungUp = false;
  readonly #changed = new Condition('terminal');
  readonly #output = new TerminalOutput();
  readonly #discipline = new LineDiscipline({
    deliver: (bytes) => this.#deliver(bytes),
    echo: (bytes) => this.#output.show(Uint8Array.from(bytes), this.settings.translatesNewlines),
    signal: (signal) => {
      this.#ready = [];
      this.#readySize = 0;
      this.foregroundGroup?.signal(signal);
    },
    setPaused: (isPaused) => {
      if (isPaused) this.#output.isPaused = true;
      else this.#output.resume();
    },
    column: () => this.#output.column,
  });

  /** For programs that wait for several things at once: they count as readers while they wait. */
  readonly #awaited: Wait = {
    reason: 'terminal',
    start: (wake) => {
      this.#readers++;
      let isOver = false;
      const over = () => {
        if (!isOver) this.#readers--;
        isOver = true;
      };
      const cancel = this.#changed.asWait().start(() => {
        over();
        wake();
      });
      return () => {
        over();
        cancel();
      };
    },
  };

  constructor(
    number: number,
    now: Micros,
    private readonly closed: () => void,
  ) {
    this.name = `pts/${number}`;
    this.inner = new TerminalFile(this, number, now, {
      read: (max) => this.#read(max),
      write: (bytes) => this.#write(bytes),
      readiness: () => (this.#ready.length > 0 || this.#isHungUp ? true : this.#awaited),
      close: () => this.#closeInner(),
    });
    this.outer = {
      input: this.#output,
      output: { write: (bytes) => this.#type(bytes), close: () => {} },
      close: () => this.hangUp(),
    };
  }

  get foreground(): number | undefined {
    return this.session && this.foregroundGroup?.pids[this.session.space.level];
  }

  /** Ignored when no session has the terminal, or it has no such group. */
  set foreground(group: number | undefined) {
    const found = group === undefined ? undefined : this.session?.space.groups.get(group);
    if (found && found.session === this.session) this.foregroundGroup = found;
  }

  get isWaitingForInput(): boolean {
    return this.#readers > 0 && this.#ready.length === 0;
  }

  setSettings(settings: LineSettings): void {
    const wasCanonical = this.settings.isCanonical;
    this.settings = settings;
    if (wasCanonical && !settings.isCanonical) this.#discipline.flush();
  }

  resize(size: WindowSize): void {
    if (size.columns === this.size.columns && size.rows === this.size.rows) return;
    this.size = { columns: size.columns, rows: size.rows };
    this.resized.notify();
    this.foregroundGroup?.signal(SIGNALS.SIGWINCH);
  }

  hangUp(): void {
    if (this.#isHungUp) return;
    this.#isHungUp = true;
    this.#output.close();
    this.#changed.notify();
    this.closed();
    const { session, foregroundGroup } = this;
    session?.leader.deliver(SIGNALS.SIGHUP);
    session?.leader.deliver(SIGNALS.SIGCONT);
    if (foregroundGroup && foregroundGroup !== session?.leader.group) foregroundGroup.signal(SIGNALS.SIGHUP);
  }

  /** The session's leader has ended: another session may take the terminal. */
  leave(session: Session): void {
    if (this.session !== session) return;
    this.session = undefined;
    this.foregroundGroup = undefined;
  }

  *#type(bytes: Uint8Array): Process<void> {
    for (let at = 0; at < bytes.length; at += TYPE_AHEAD) {
      while (this.#readySize >= TYPE_AHEAD && !this.#isHungUp) yield* this.#changed.wait();
      if (this.#isHungUp) return;
      this.#discipline.type(bytes.subarray(at, at + TYPE_AHEAD), this.settings);
    }
  }

  #deliver(bytes: Uint8Array): void {
    this.#ready.push(bytes);
    this.#readySize += bytes.length;
    this.#changed.notify();
  }

  *#read(max = PIPE_CAPACITY): Process<Uint8Array> {
    this.#readers++;
    try {
      while (this.#ready.length === 0 && !this.#isHungUp) yield* this.#changed.wait();
    } finally {
      this.#readers--;
    }
    if (this.#ready.length === 0) return NO_BYTES;
    const whole = this.settings.isCanonical ? this.#ready.shift()! : concat(this.#ready.splice(0));
    const taken = whole.subarray(0, max);
    if (taken.length < whole.length) this.#ready.unshift(whole.subarray(max));
    this.#readySize -= taken.length;
    this.#changed.notify();
    return taken;
  }

  *#write(bytes: Uint8Array): Process<void> {
    if (this.#isHungUp) throw new SystemError('EIO');
    yield* this.#output.write(bytes, this.settings.translatesNewlines);
  }

  #closeInner(): void {
    this.#output.end();
    if (!this.#isHungUp) this.closed();
  }
}

interface Side {
  read(max?: number): Process<Uint8Array>;
  write(bytes: Uint8Array): Process<void>;
  readiness(): true | Wait;
  close(): void;
}

/** The side of a terminal that programs hold: `/dev/pts/0`. */
class TerminalFile implements OpenFile {
  readonly isReadable = true;
  readonly isWritable = true;
  #references = 1;

  constructor(
    readonly terminal: Terminal,
    private readonly number: number,
    private readonly opened: Micros,
    private readonly side: Side,
  ) {}

  get name(): string {
    return `/dev/${this.terminal.name}`;
  }

  read(max?: number): Process<Uint8Array> {
    return this.side.read(max);
  }

  write(bytes: Uint8Array): Process<void> {
    return this.side.write(bytes);
  }

  readiness(): true | Wait {
    return this.side.readiness();
  }

  stat(): Stat {
    const { opened, number } = this;
    const times = { modified: opened, accessed: opened, changed: opened };
    return { type: 'character', mode: 0o620, uid: 0, gid: 5, size: 0, ...times, inode: number + 3, links: 1, device: 24, rdev: [136, number] };
  }

  retain(): void {
    this.#references++;
  }

  release(): void {
    if (--this.#references === 0) this.side.close();
  }
}
