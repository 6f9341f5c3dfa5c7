import type { Process } from '../../../core/process.ts';
import { SIGNALS } from '../../signals.ts';
import type { Signal } from '../../signals.ts';
import { statusCode } from '../../system.ts';
import type { Child, ExitCode, ExitStatus, SpawnOptions } from '../../system.ts';
import { Interrupted } from './errors.ts';
import { jobLine, signalWords } from './job-text.ts';
import type { Shell } from './shell.ts';

/** A process of a pipeline. */
export interface Started {
  readonly child: Child;
  readonly source: string;
}

export interface Job {
  readonly id: number;
  /** The process group, or of a shell without job control the first process. */
  readonly group: number;
  readonly processes: readonly Started[];
  readonly source: string;
  state: 'running' | 'stopped' | 'done';
  /** Its change of state has been told. */
  isTold: boolean;
  /** `disown -h`: not sent SIGHUP at the end. */
  isKept?: boolean;
}

const MOST_KNOWN = 1000;

/** The processes that a shell has started and not yet forgotten. */
export class Jobs {
  readonly list: Job[] = [];
  /** What is being waited for: nobody else may reap it. */
  readonly foreground = new Set<Child>();
  /** Background processes by pid, for `wait`. */
  readonly known = new Map<number, Child>();
  /** Those of them whose status `wait` has given. */
  readonly waited = new Set<number>();
  /** The most recent ones last: `%+` and `%-`. */
  #recent: Job[] = [];
  #isReaping = false;

  constructor(private readonly shell: Shell) {}

  forSubshell(copy: Shell): Jobs {
    return new Jobs(copy);
  }

  get isControlling(): boolean {
    return this.shell.options.has('monitor');
  }

  /** How a process of a foreground job is started; `leader` is the pid of the job's first process. */
  groupOptions(leader?: number, isForeground = true): SpawnOptions {
    if (!this.isControlling) return {};
    return { group: leader ?? 'new', ...(leader === undefined && isForeground && this.shell.system.terminal && { isForeground: true }) };
  }

  /** Makes the shell's own group the one that the terminal talks to. */
  takeTerminal(): void {
    const { terminal } = this.shell.system;
    if (terminal && this.isControlling) terminal.foreground = this.shell.system.group;
  }

  /** Waits for a pipeline in the foreground; its status is the last process's (see `statuses` for all). */
  *waitForeground(started: readonly Started[], source: string): Process<ExitCode> {
    const statuses = yield* this.waitAll(started, source);
    this.shell.pipeStatus = statuses;
    return statuses.at(-1) ?? 0;
  }

  *waitAll(started: readonly Started[], source: string): Process<readonly ExitCode[]> {
    for (const { child } of started) this.foreground.add(child);
    const statuses: ExitCode[] = [];
    const ends: ExitStatus[] = [];
    try {
      for (const { child } of started) {
        const end = this.isControlling ? yield* child.wait({ untracedToo: true }) : yield* child.wait();
        if (end === 'stopped') {
          yield* this.#suspend(started, source);
          return started.map(() => 128 + SIGNALS.SIGTSTP);
        }
        ends.push(end);
        statuses.push(statusCode(end));
      }
    } finally {
      for (const { child } of started) this.foreground.delete(child);
      this.takeTerminal();
    }
    yield* this.tellOfSignal(started, ends.at(-1)!, source);
    return statuses;
  }

  *#suspend(started: readonly Started[], source: string): Process<void> {
    const job = this.add(started, source, 'stopped');
    job.isTold = true;
    yield* this.shell.write(2, `\n${jobLine(this.shell, job)}\n`);
  }

  *tellOfSignal(started: readonly Started[], end: ExitStatus, source: string): Process<void> {
    const { signal } = end;
    if (signal === undefined) return;
    const { shell } = this;
    if (signal === SIGNALS.SIGINT) {
      if (!this.isControlling) return;
      yield* shell.write(2, '\n');
      shell.status = 128 + signal;
      throw new Interrupted();
    }
    const words = signalWords(signal);
    if (signal === SIGNALS.SIGPIPE || words === '') return;
    if (shell.isBash && !shell.isInteractive) {
      if (signal === SIGNALS.SIGTERM) {
        yield* shell.write(2, `${words}\n`);
        return;
      }
      yield* shell.report(`${String(started.at(-1)!.child.pid).padStart(5)} ${words.padEnd(23)} ${source}`);
    } else yield* shell.write(2, `${words}\n`);
  }

  /** Enters a job, which becomes the current one. */
  add(processes: readonly Started[], source: string, state: 'running' | 'stopped'): Job {
    const id = Math.max(0, ...this.list.map((job) => job.id)) + 1;
    const job: Job = { id, group: processes[0]!.child.pid, processes, source, state, isTold: false };
    this.list.push(job);
    this.makeCurrent(job);
    for (const { child } of processes) this.remember(child);
    return job;
  }

  /** A process in the background: it is reaped as soon as it ends, and its status kept. */
  remember(child: Child): void {
    this.waited.delete(child.pid);
    this.known.delete(child.pid);
    this.known.set(child.pid, child);
    if (this.known.size > MOST_KNOWN) this.#forgetOldest();
    this.#startReaping();
  }

  /** A loop that starts processes for ever keeps only the newest statuses. */
  #forgetOldest(): void {
    for (const [pid, child] of this.known) {
      if (this.known.size <= MOST_KNOWN) return;
      if (!child.status) continue;
      child.reap();
      this.known.delete(pid);
      this.waited.delete(pid);
    }
  }

  /** Something runs in the background. */
  get hasRunning(): boolean {
    for (const child of this.known.values()) if (!child.status) return true;
    return false;
  }

  makeCurrent(job: Job): void {
    this.#recent = [...this.#recent.filter((other) => other !== job), job];
  }

  remove(job: Job): void {
    const at = this.list.indexOf(job);
    if (at >= 0) this.list.splice(at, 1);
    this.#recent = this.#recent.filter((other) => other !== job);
  }

  /** `+`, `-` or a blank. */
  mark(job: Job): '+' | '-' | ' ' {
    const [current, previous] = this.#byRecency();
    return job === current ? '+' : job === previous ? '-' : ' ';
  }

  #byRecency(): Job[] {
    const recent = this.#recent.filter((job) => job.state !== 'done' || this.list.includes(job)).reverse();
    const stopped = recent.filter((job) => job.state === 'stopped');
    return [...stopped, ...recent.filter((job) => job.state !== 'stopped')];
  }

  get current(): Job | undefined {
    return this.#byRecency()[0];
  }

  /** `%1`, `%+`, `%-`, `%name`, `%?text`, `%%`; undefined when there is none, `ambiguous` when there are several. */
  find(spec: string): Job | 'ambiguous' | undefined {
    const text = spec.startsWith('%') ? spec.slice(1) : spec;
    if (text === '' || text === '%' || text === '+') return this.current;
    if (text === '-') return this.#byRecency()[1] ?? this.current;
    if (/^\d+$/.test(text)) return this.list.find((job) => job.id === Number(text));
    const isWanted = text.startsWith('?') ? (job: Job) => job.source.includes(text.slice(1)) : (job: Job) => job.source.startsWith(text);
    const found = this.list.filter(isWanted);
    return found.length > 1 ? 'ambiguous' : found[0];
  }

  /** Brings the states up to date. */
  update(): void {
    this.reapKnown();
    for (const job of this.list) {
      const children = job.processes.map(({ child }) => child);
      const state = children.every((child) => child.status) ? 'done' : children.some((child) => child.isStopped) ? 'stopped' : 'running';
      if (state === job.state) continue;
      job.state = state;
      job.isTold = false;
    }
  }

  /** Tells of jobs that have ended or stopped since the last time, before a prompt. */
  *tell(): Process<void> {
    this.update();
    for (const job of [...this.list]) {
      if (!job.isTold && job.state !== 'running') yield* this.shell.write(2, `${jobLine(this.shell, job)}\n`);
      job.isTold = true;
      if (job.state === 'done') this.remove(job);
    }
  }

  /** A shell that is not interactive forgets what has ended. */
  forgetDone(): void {
    if (this.shell.isInteractive || !this.shell.isBash || this.list.length === 0) return;
    this.update();
    for (const job of [...this.list]) if (job.state === 'done') this.remove(job);
  }

  #startReaping(): void {
    if (this.#isReaping) return;
    this.#isReaping = true;
    const { traps, system } = this.shell;
    const reap = () => this.reapKnown();
    traps.own.set(SIGNALS.SIGCHLD, reap);
    if (!traps.has(SIGNALS.SIGCHLD)) system.onSignal(SIGNALS.SIGCHLD, reap);
  }

  /** PID 1 is the parent of every orphan: it must take their statuses, or they stay zombies. */
  adopt(): void {
    if (this.shell.system.pid === 1) this.#startReaping();
  }

  reapKnown(): void {
    for (const child of this.known.values()) if (child.status && !this.foreground.has(child)) child.reap();
    const { system } = this.shell;
    if (system.pid !== 1) return;
    const waited = new Set([...this.foreground].map((child) => child.pid));
    for (const child of system.children) if (child.status && !waited.has(child.pid)) child.reap();
  }

  /** SIGHUP to all jobs, as an interactive shell that is hung up on does. */
  hangUp(signal: Signal = SIGNALS.SIGHUP): void {
    for (const job of this.list) {
      if (job.state === 'done' || job.isKept) continue;
      try {
        this.shell.system.kill(-job.group, signal);
      } catch {
        // It has ended meanwhile.
      }
    }
  }
}
