import type { Micros } from '../../../core/clock.ts';
import { concat, toBytes } from '../../../core/bytes.ts';
import type { Process } from '../../../core/process.ts';
import type { Files } from '../../files/files.ts';
import { SystemError } from '../../errno.ts';
import type { ExitCode, System } from '../../system.ts';
import { encodeText } from './text.ts';
import { quoted } from './quoting.ts';
import { Refusal } from './endings.ts';
import type { Tool } from './tool.ts';

/** Whose words and layouts a tool speaks with. */
export type Flavour = 'gnu' | 'busybox';

/** What leaves the buffer when it grows past this many bytes. */
const BUFFER_SIZE = 16_384;

/** One run of a tool: its arguments, its buffered output, its exit status so far. */
export class Call {
  /** What `fail` has made of the exit status. */
  status: ExitCode = 0;
  /** Set while standard output is written, so that an error of that write is reported as such. */
  isWriting = false;
  #parts: (string | Uint8Array)[] = [];
  #size = 0;

  constructor(
    readonly system: System,
    readonly tool: Tool,
    readonly flavour: Flavour,
    readonly name: string,
    readonly args: readonly string[],
  ) {}

  get isBusybox(): boolean {
    return this.flavour === 'busybox';
  }

  /** Alpine's C library words getopt's complaints in its own way. */
  get isMusl(): boolean {
    return this.isBusybox && this.files.exists('/etc/alpine-release');
  }

  get files(): Files {
    return this.system.files;
  }

  now(): Micros {
    return this.system.now();
  }

  env(name: string): string | undefined {
    return this.system.env.get(name);
  }

  /** Whether standard output is a terminal. */
  get isOnTerminal(): boolean {
    return this.system.descriptors.get(1)?.terminal !== undefined;
  }

  /** Notes output; true when it is time to `flush`. For inner loops that should not pay for a generator each. */
  put(output: string | Uint8Array): boolean {
    this.#parts.push(output);
    this.#size += output.length;
    return this.#size >= BUFFER_SIZE;
  }

  /** Writes to standard output, through the buffer. */
  *print(output: string | Uint8Array): Process<void> {
    if (this.put(output)) yield* this.flush();
  }

  *flush(): Process<void> {
    if (this.#parts.length === 0) return;
    const parts = this.#parts;
    const size = this.#size;
    this.discard();
    const texts: Uint8Array[] = [];
    let text = '';
    for (const part of parts) {
      if (typeof part === 'string') text += part;
      else {
        if (text !== '') texts.push(encodeText(text));
        text = '';
        texts.push(part);
      }
    }
    if (text !== '') texts.push(encodeText(text));
    this.isWriting = true;
    yield* this.system.stdout.write(concat(texts));
    this.isWriting = false;
    yield* this.spend(10 + size / 1000);
  }

  /** Forgets what has not been written. */
  discard(): void {
    this.#parts = [];
    this.#size = 0;
  }

  /** Uses CPU time, in microseconds. */
  *spend(cpuTime: Micros): Process<void> {
    if (this.system.charge(cpuTime)) yield* this.system.pay();
  }

  /** Writes to standard error as it is. */
  *complain(text: string): Process<void> {
    yield* this.flush();
    yield* this.system.stderr.write(encodeText(text));
  }

  /** `NAME: MESSAGE` on standard error. */
  *warn(message: string): Process<void> {
    yield* this.complain(`${this.name}: ${message}\n`);
  }

  /** Warns, and makes the exit status what it is for trouble. */
  *fail(message: string, status: ExitCode = 1): Process<void> {
    this.status = Math.max(this.status, status);
    yield* this.warn(message);
  }

  /** Ends the tool with `NAME: MESSAGE`. */
  refusal(message: string, status: ExitCode = this.isBusybox ? (this.tool.busyboxStatus ?? 1) : (this.tool.usageStatus ?? 1)): Refusal {
    return new Refusal(`${this.name}: ${message}\n`, status);
  }

  /** Ends the tool for wrong usage, with GNU's hint or BusyBox's usage. */
  misuse(message: string, status?: ExitCode): Refusal {
    const prefix = `${this.name}: ${message}\n`;
    if (this.isBusybox) return new Refusal(prefix + busyboxUsage(this), this.tool.busyboxStatus ?? 1);
    const usage = this.tool.showsUsage ? `Usage: ${this.name} ${this.tool.usage}\n` : '';
    if (this.tool.showsUsage === 'alone') return new Refusal(prefix + usage, status ?? 1);
    return new Refusal(`${prefix}${usage}Try ${(this.tool.hint ?? "'NAME --help'").replaceAll('NAME', this.name)} for more information.\n`, status ?? this.tool.usageStatus ?? 1);
  }

  /** Ends the tool with a usage of its own, and GNU's hint. */
  misuseUsage(usage: string, status: ExitCode): Refusal {
    return new Refusal(`${usage}Try '${this.name} --help' for more information.\n`, status);
  }

  /** Ends the tool with a message and procps' hint. */
  misuseHint(message: string, status: ExitCode): Refusal {
    return new Refusal(`${this.name}: ${message}\nTry \`${this.name} --help' for more information.\n`, status);
  }

  /** Too few operands: BusyBox prints its usage alone. */
  missing(message: string, status?: ExitCode): Refusal {
    return this.isBusybox ? new Refusal(busyboxUsage(this), this.tool.busyboxStatus ?? 1) : this.misuse(message, status);
  }

  /** `cannot VERB 'PATH': REASON` in GNU's words, `PATH: REASON` in BusyBox's. */
  *failCannot(verb: string, path: string, error: SystemError, status: ExitCode = 1): Process<void> {
    const words = this.isBusybox ? `${path}: ${error.message}` : `cannot ${verb} ${quoted(path)}: ${error.message}`;
    yield* this.fail(words, status);
  }
}

export const BUSYBOX_BANNER = 'BusyBox v1.36.1 (2024-09-26 21:31:42 UTC) multi-call binary.';

export function busyboxUsage(call: Call): string {
  const usage = call.tool.busyboxUsage ?? call.tool.usage ?? '[ARG]...';
  const lines = usage.split('\n').map((line, i) => `${i === 0 ? 'Usage:' : 'or:'} ${call.tool.name} ${line}`);
  return `${BUSYBOX_BANNER}\n\n${lines.join('\n')}\n`;
}

/** The error of a system call that may fail; any other error goes on. */
export function failureOf(act: () => void): SystemError | undefined {
  try {
    act();
    return undefined;
  } catch (error) {
    if (error instanceof SystemError) return error;
    throw error;
  }
}

/** What a system call gives, or the error that it failed with. */
export function attempt<T>(act: () => T): T | SystemError {
  try {
    return act();
  } catch (error) {
    if (error instanceof SystemError) return error;
    throw error;
  }
}

export const NEWLINE = toBytes('\n');
