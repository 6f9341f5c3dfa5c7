import { MILLISECOND } from '../../../core/clock.ts';
import { until } from '../../../core/process.ts';
import type { Process } from '../../../core/process.ts';
import { toBytes } from '../../../core/bytes.ts';
import { connectionPair } from '../../../core/stream.ts';
import type { Connection } from '../../../core/stream.ts';
import { isSystemError } from '../../../machine/errno.ts';
import type { OpenFile } from '../../../machine/files/open-file.ts';
import { ALL_CAPABILITIES } from '../../../machine/processes/capabilities.ts';
import type { RunningProcess } from '../../../machine/host.ts';
import { statusCode } from '../../../machine/system.ts';
import { conflict, isApiError } from '../../api/errors.ts';
import { failureOf } from '../../api/status.ts';
import type { ExecStartRequest } from '../../api/types/exec.ts';
import { connect } from '../containers/attach.ts';
import { parseDetachKeys } from '../containers/detach-keys.ts';
import { environmentOf } from '../containers/environment.ts';
import { logContainerEvent } from '../containers/event.ts';
import { frame } from '../containers/frames.ts';
import { RuntimeFailure, execFailure, lookPath } from '../containers/runtime-errors.ts';
import { pumpTerminal } from '../containers/terminal.ts';
import { findUser } from '../containers/user.ts';
import type { Daemon } from '../daemon.ts';
import { rootViewer } from '../root-viewer.ts';
import { findExec } from './create.ts';
import type { Exec } from './exec.ts';

/** How long containerd and runc take for it. */
const EXEC_TIME = 30 * MILLISECOND;
/** An exec that could not start has ended with this. */
const EXIT_NOT_STARTED = 126;

/** POST /exec/{id}/start with `Detach`. */
export function* startDetached(daemon: Daemon, id: string, request: ExecStartRequest): Process<void> {
  const exec = findExec(daemon, id);
  yield* launch(daemon, exec, request);
}

/** POST /exec/{id}/start: the connection is there at once; what goes wrong is written to it, as dockerd does. */
export function startAttached(daemon: Daemon, id: string, request: ExecStartRequest): Connection {
  const exec = findExec(daemon, id);
  if (exec.isStarted) return refusal(daemon, exec, new Error(`Error: Exec command ${exec.id} has already run`));
  const { options, streams } = exec;
  const target = { streams, isTty: options.isTty, isStdinOnce: true, detachKeys: parseDetachKeys(options.detachKeys), onDetach: () => logContainerEvent(daemon, exec.container, 'exec_detach', { execID: exec.id }) };
  const connection = connect(daemon, target, { stdin: options.attachesStdin, stdout: options.attachesStdout, stderr: options.attachesStderr, logs: false, stream: true, detachKeys: '' });
  daemon.spawn(launchOrTell(daemon, exec, request));
  return connection;
}

function* launchOrTell(daemon: Daemon, exec: Exec, request: ExecStartRequest): Process<void> {
  try {
    yield* launch(daemon, exec, request);
  } catch (error) {
    const failure = failureOf(error);
    if (!failure) throw error;
    yield* exec.streams.write('stdout', toBytes(`${failure.message}\r\n`));
    exec.streams.end();
  }
}

function refusal(daemon: Daemon, { options }: Exec, error: Error): Connection {
  const [ours, theirs] = connectionPair();
  const text = toBytes(`${error.message}\r\n`);
  daemon.spawn(
    (function* () {
      yield* ours.output.write(options.isTty ? text : frame('stdout', text));
      ours.output.close();
    })(),
  );
  return theirs;
}

/** Starts it after the time that takes; throws what the runtime says. */
export function* launch(daemon: Daemon, exec: Exec, { ConsoleSize }: ExecStartRequest = {}): Process<void> {
  if (exec.isStarted) throw conflict(`Error: Exec command ${exec.id} has already run`);
  exec.isStarted = true;
  exec.isRunning = true;
  yield until(daemon.host.scheduler.clock, daemon.host.now() + EXEC_TIME);
  const { container } = exec;
  if (!container.run) {
    exec.isRunning = false;
    throw conflict(`container ${container.id} is not running`);
  }
  logContainerEvent(daemon, container, `exec_start: ${exec.options.argv.join(' ')}`, { execID: exec.id });
  try {
    exec.process = startProcess(daemon, exec, ConsoleSize ?? undefined);
  } catch (error) {
    exec.isRunning = false;
    exec.exitCode = EXIT_NOT_STARTED;
    exec.ended.notify();
    if (error instanceof RuntimeFailure) throw execFailure(error);
    throw error;
  }
}

function startProcess(daemon: Daemon, exec: Exec, size: readonly [number, number] | undefined): RunningProcess {
  const { container, options, streams } = exec;
  const run = container.run!;
  const { host } = daemon;
  const { mounts } = run.namespaces;
  const user = findUser(mounts.files(), options.user || container.config.User, container.hostConfig.GroupAdd ?? []);
  const env = environmentOf(container, user.home, [], options.env, options.isTty);
  const viewer = { ...rootViewer(host.now), credentials: () => user };
  const cwd = options.workingDir || container.config.WorkingDir || '/';
  if (!cwd.startsWith('/')) throw new RuntimeFailure('Cwd must be an absolute path', EXIT_NOT_STARTED);
  const files = mounts.files({ ...viewer, cwd: () => cwd });
  if (!files.exists(cwd) || files.stat(cwd).type !== 'directory') {
    throw new RuntimeFailure(`chdir to cwd (${JSON.stringify(cwd)}) set in config.json failed: ${files.exists(cwd) ? 'not a directory' : 'no such file or directory'}`, EXIT_NOT_STARTED);
  }
  lookPath(files, options.argv[0]!, env.get('PATH') ?? '');

  const opened = options.isTty ? host.openTerminal(run.namespaces.pids) : undefined;
  if (opened) {
    const [height, width] = options.consoleSize ?? size ?? [0, 0];
    if (height > 0 && width > 0) opened.terminal.resize({ columns: width, rows: height });
    run.devpts.add(Number(opened.terminal.name.slice(4)), opened.inner, user.uid);
    exec.terminal = opened.terminal;
  }
  const inode = () => 20_000 + daemon.nextInode();
  const descriptors: ReadonlyMap<number, OpenFile> = opened
    ? new Map([[0, opened.inner], [1, opened.inner], [2, opened.inner]])
    : new Map<number, OpenFile>([[0, streams.stdinFile(inode()) ?? files.open('/dev/null', { read: true })], [1, streams.outputFile('stdout', inode())], [2, streams.outputFile('stderr', inode())]]);
  try {
    const process = host.start({
      argv: options.argv, env, cwd, credentials: user, namespaces: run.namespaces, cgroup: run.cgroup, descriptors,
      capabilities: options.isPrivileged ? ALL_CAPABILITIES : run.capabilities,
      limits: new Map((container.hostConfig.Ulimits ?? []).map(({ Name, Soft, Hard }) => [Name, { soft: Soft, hard: Hard }])),
      ...(opened ? { terminal: opened.terminal } : {}),
    });
    const pump = opened && pumpTerminal(daemon, streams, opened.terminal);
    process.onExit((status) => daemon.spawn(finish(daemon, exec, statusCode(status), pump)));
    return process;
  } catch (error) {
    if (isSystemError(error) && !isApiError(error)) throw new RuntimeFailure(`exec ${options.argv[0]!}: ${failureOf(error)!.message.replace(/^.*: /, '')}`, 255);
    throw error;
  } finally {
    opened?.inner.release();
  }
}

function* finish(daemon: Daemon, exec: Exec, exitCode: number, pump: ReturnType<typeof pumpTerminal> | undefined): Process<void> {
  while (pump && !pump.isDone && exec.container.run) yield* pump.ended.wait();
  exec.isRunning = false;
  exec.exitCode = exitCode;
  if (exec.terminal) removeTerminal(exec);
  exec.streams.end();
  logContainerEvent(daemon, exec.container, 'exec_die', { execID: exec.id, exitCode: String(exitCode) });
  exec.ended.notify();
}

function removeTerminal({ container, terminal }: Exec): void {
  try {
    container.run?.devpts.remove(Number(terminal!.name.slice(4)));
  } catch (error) {
    if (!isSystemError(error, 'ENOENT')) throw error;
  }
}
