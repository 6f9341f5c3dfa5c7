import type { Micros } from '../../core/clock.ts';
import type { Process } from '../../core/process.ts';
import type { Input } from '../../core/stream.ts';
import type { Json, Method } from '../../docker/api/http.ts';
import type { Files } from '../../machine/files/files.ts';

/** A command that the learner typed at the host's prompt. */
export interface CommandRecord {
  readonly line: string;
  /** What the terminal showed for it, without escape sequences; at most 64 KiB. */
  readonly output: string;
  /** Undefined while it runs. */
  readonly status: number | undefined;
  /** Virtual time. */
  readonly at: Micros;
}

export interface ShellResult {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
  /** Virtual time that it took, µs. */
  readonly elapsed: Micros;
}

export interface ApiAnswer {
  readonly status: number;
  readonly body: Json;
}

/** A world as a check may look at it. Looking changes nothing; what changes something is done in a `copy`. */
export interface Probe {
  /** Asks the engine; `path` without a version and with its query: `/containers/json?all=1`. */
  api(method: Method, path: string, body?: Json): Process<ApiAnswer>;
  /** What the engine answers to a GET, as it comes: archives. */
  download(path: string): Process<Input>;
  /** Runs a script as the learner, in the learner's folder. */
  shell(script: string): Process<ShellResult>;
  /** The host's files, with root's rights. */
  readonly files: Files;
  /** The learner's folder. */
  readonly folder: string;
  readonly log: readonly CommandRecord[];
  /** Answers to the lesson's questions, by question. */
  readonly answers: ReadonlyMap<string, Json>;
  now(): Micros;
  sleep(duration: Micros): Process<void>;
}
