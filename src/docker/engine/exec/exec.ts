import { Condition } from '../../../core/process.ts';
import type { RunningProcess } from '../../../machine/host.ts';
import type { Terminal } from '../../../machine/processes/terminal.ts';
import type { Container } from '../containers/container.ts';
import type { ContainerStreams } from '../containers/streams.ts';

export interface ExecOptions {
  readonly argv: readonly string[];
  readonly env: readonly string[];
  readonly user: string;
  readonly workingDir: string;
  readonly isTty: boolean;
  readonly isPrivileged: boolean;
  readonly attachesStdin: boolean;
  readonly attachesStdout: boolean;
  readonly attachesStderr: boolean;
  readonly detachKeys: string;
  readonly consoleSize: readonly [height: number, width: number] | undefined;
}

/** A command that runs, or ran, in a running container beside its own. */
export class Exec {
  process: RunningProcess | undefined;
  terminal: Terminal | undefined;
  isRunning = false;
  isStarted = false;
  exitCode: number | null = null;
  readonly ended = new Condition('exec');

  constructor(
    readonly id: string,
    readonly container: Container,
    readonly options: ExecOptions,
    readonly streams: ContainerStreams,
  ) {}
}
