import type { Credentials } from '../files/files.ts';
import type { OpenFile } from '../files/open-file.ts';
import type { Namespaces } from '../host.ts';
import type { GroupId } from '../resources/resources.ts';
import type { Signal } from '../signals.ts';
import type { ResourceLimit } from '../system.ts';
import type { ProcessGroup } from './job-control.ts';
import type { KernelProcess } from './kernel-process.ts';

export type SignalAction = 'ignore' | ((signal: Signal) => void);

/** What a process begins with, inherited or told. */
export interface ProcessState {
  readonly parent: KernelProcess | undefined;
  readonly namespaces: Namespaces;
  readonly env: ReadonlyMap<string, string>;
  /** `env` is a copy that the process may change. */
  readonly isEnvOwn?: boolean;
  readonly cwd: string;
  readonly credentials: Credentials;
  readonly umask: number;
  readonly cgroup: GroupId;
  readonly descriptors: ReadonlyMap<number, OpenFile>;
  /** Absent: it leads a session of its own. */
  readonly group?: ProcessGroup;
  readonly actions?: ReadonlyMap<Signal, SignalAction>;
  readonly capabilities?: ReadonlySet<string>;
  readonly limits?: ReadonlyMap<string, ResourceLimit>;
  readonly oomScoreAdjust?: number;
  readonly isNoNewPrivileges?: boolean;
}
