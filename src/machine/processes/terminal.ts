import type { Connection } from '../../core/stream.ts';
import type { Condition } from '../../core/process.ts';

export interface WindowSize {
  readonly columns: number;
  readonly rows: number;
}

/** termios(3), what programs use of it. */
export interface LineSettings {
  /** ICANON: lines are edited by the terminal and handed over whole. */
  readonly isCanonical: boolean;
  readonly isEchoing: boolean;
  /** ISIG: Ctrl-C, Ctrl-\ and Ctrl-Z become signals. */
  readonly hasSignals: boolean;
  /** OPOST|ONLCR: a newline that is printed becomes CR LF. */
  readonly translatesNewlines: boolean;
}

export const COOKED: LineSettings = { isCanonical: true, isEchoing: true, hasSignals: true, translatesNewlines: true };
export const RAW: LineSettings = { isCanonical: false, isEchoing: false, hasSignals: false, translatesNewlines: false };

/**
 * A pseudo-terminal with its line discipline (pty(7)). Programs hold the inner side as an `OpenFile`; whoever shows the
 * screen holds `outer`: what is typed goes to `outer.output`, what is shown comes from `outer.input`.
 */
export interface Terminal {
  /** `pts/0`. */
  readonly name: string;
  readonly outer: Connection;
  readonly settings: LineSettings;
  setSettings(settings: LineSettings): void;
  readonly size: WindowSize;
  /** Sends SIGWINCH to the foreground group when it changes. */
  resize(size: WindowSize): void;
  readonly resized: Condition;
  /** The process group that Ctrl-C reaches and that may read; undefined before a session takes the terminal. */
  foreground: number | undefined;
  /** A program waits for a key, and none has been typed that it could have. */
  readonly isWaitingForInput: boolean;
  /** The other side is gone: SIGHUP to the session, reads end. */
  hangUp(): void;
}
