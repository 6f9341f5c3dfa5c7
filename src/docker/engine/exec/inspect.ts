import type { ExecInspect } from '../../api/types/exec.ts';
import type { Daemon } from '../daemon.ts';

/** GET /exec/{id}/json. */
export function inspectExec(daemon: Daemon, id: string): ExecInspect {
  const { options, container, isRunning, exitCode, process } = daemon.execs.find(id);
  return {
    ID: id,
    Running: isRunning,
    ExitCode: exitCode,
    ProcessConfig: {
      tty: options.isTty,
      entrypoint: options.argv[0]!,
      arguments: options.argv.slice(1),
      privileged: options.isPrivileged,
      ...(options.user === '' ? {} : { user: options.user }),
    },
    OpenStdin: options.attachesStdin,
    OpenStderr: options.attachesStderr,
    OpenStdout: options.attachesStdout,
    CanRemove: false,
    ContainerID: container.id,
    DetachKeys: options.detachKeys === '' ? '' : options.detachKeys,
    Pid: process?.pid ?? 0,
  };
}
