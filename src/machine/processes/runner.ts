import { NotSimulated } from '../../core/errors.ts';
import { BrokenPipe } from '../../core/stream.ts';
import type { Process, Task } from '../../core/process.ts';
import { SystemError } from '../errno.ts';
import { SIGNALS } from '../signals.ts';
import type { ExitStatus } from '../system.ts';
import type { KernelProcess } from './kernel-process.ts';
import { KernelSystem } from './kernel-system.ts';
import type { ProgramImage } from './program-image.ts';
import { Ended, ExecRequest, ExitRequest } from './requests.ts';

/** What an uncaught error makes of a process; `message` goes to its standard error first. */
interface Failure {
  readonly status: ExitStatus;
  readonly message?: string;
}

/** Starts the main task of a process that has entered the table. */
export function startMain(process: KernelProcess, image: ProgramImage): void {
  process.command = image.command;
  process.argv = image.argv;
  process.main = process.runTask(
    runMain(process, image),
    () => {},
    (error) => fail(process, error),
  );
}

/** Runs `body` beside the main task; see `System.startThread`. */
export function startThread(process: KernelProcess, body: Process<void>): Task {
  const threads = (process.threads ??= new Set());
  const task = process.runTask(
    runThread(process, body),
    () => threads.delete(task),
    (error) => fail(process, error),
  );
  threads.add(task);
  return task;
}

/** A defect: it comes out of the scheduler's `run`, and the process that met it is gone. */
function fail(process: KernelProcess, error: unknown): never {
  process.terminate({ signal: SIGNALS.SIGABRT });
  throw error;
}

/** One program after the other (exec replaces the program, not the process), until one ends. */
function* runMain(process: KernelProcess, first: ProgramImage): Process<void> {
  let image: ProgramImage | undefined = first;
  while (image) {
    const system = new KernelSystem(process);
    try {
      const code = yield* image.main(system);
      const { request } = process;
      if (request) throw request;
      image = undefined;
      yield* leave(process, system, { status: { code: code & 255 } });
    } catch (error) {
      image = undefined;
      if (error instanceof ExecRequest) image = become(process, error.image);
      else yield* leave(process, system, failureOf(process, error));
    }
  }
}

function* runThread(process: KernelProcess, body: Process<void>): Process<void> {
  try {
    yield* body;
  } catch (error) {
    if (error instanceof ExecRequest) throw new SystemError('EINVAL');
    yield* leave(process, new KernelSystem(process), failureOf(process, error));
  }
}

/** Everything that execve(2) resets. */
function become(process: KernelProcess, image: ProgramImage): ProgramImage {
  process.request = undefined;
  process.command = image.command;
  process.argv = image.argv;
  for (const [signal, action] of process.actions ?? []) if (action !== 'ignore') process.actions?.delete(signal);
  for (const thread of process.threads ?? []) thread.cancel();
  applySetId(process, image);
  return image;
}

/** Set-uid and set-gid bits (credentials(7)): without effect under no_new_privs. */
export function applySetId(process: KernelProcess, { setUid, setGid }: ProgramImage): void {
  if (process.isNoNewPrivileges || (setUid === undefined && setGid === undefined)) return;
  const { credentials } = process;
  process.credentials = { ...credentials, uid: setUid ?? credentials.uid, gid: setGid ?? credentials.gid };
}

function* leave(process: KernelProcess, system: KernelSystem, failure: Failure): Process<void> {
  if (process.status) return;
  try {
    if (failure.message !== undefined) yield* system.complain(failure.message);
  } catch {
    // Nobody reads what it has to say.
  }
  yield* process.pay();
  process.terminate(failure.status);
}

function failureOf(process: KernelProcess, error: unknown): Failure {
  const name = process.argv[0]?.replace(/.*\//, '') || process.command;
  if (error instanceof ExitRequest) return { status: { code: error.code & 255 } };
  if (error instanceof Ended) return { status: { signal: SIGNALS.SIGKILL } };
  if (error instanceof NotSimulated) return { status: { code: 125 }, message: `${error.message}\n` };
  if (error instanceof BrokenPipe) {
    const isIgnored = process.actions?.has(SIGNALS.SIGPIPE) || process.isInit;
    return isIgnored ? { status: { code: 1 }, message: `${name}: write error: Broken pipe\n` } : { status: { signal: SIGNALS.SIGPIPE } };
  }
  if (error instanceof SystemError) {
    const subject = error.path === undefined ? '' : `${error.path}: `;
    return { status: { code: 1 }, message: `${name}: ${subject}${error.message}\n` };
  }
  if (isStackOverflow(error)) return { status: { signal: SIGNALS.SIGSEGV } };
  throw error;
}

/** V8's words, and SpiderMonkey's. */
function isStackOverflow(error: unknown): boolean {
  return error instanceof Error && (error.message === 'Maximum call stack size exceeded' || error.message === 'too much recursion');
}
