import type { Micros } from '../../../core/clock.ts';
import { SystemError } from '../../errno.ts';
import type { NetworkStack } from '../../network/network.ts';
import type { Resources } from '../../resources/resources.ts';
import type { HostFacts, ProcessView } from '../../system.ts';
import type { MountInfo } from '../files.ts';
import type { FileSystem, Viewer } from '../mounts.ts';
import { VirtualFileSystem, fixed, lazily, text } from '../virtual.ts';
import type { Folder, Made } from '../virtual.ts';
import { kernelFiles } from './kernel.ts';
import { networkFiles } from './net.ts';
import { processFolder } from './process.ts';
import { sysctlFolder } from './sysctl.ts';

export interface ProcOptions {
  /** The processes of the pid namespace. */
  readonly view: ProcessView;
  /** The kernel's facts and the host name of the UTS namespace. */
  readonly facts: HostFacts;
  readonly resources: Resources;
  readonly now: () => Micros;
  /** Of the mount namespace that this /proc is mounted in. */
  readonly mounts: () => readonly MountInfo[];
  readonly network?: () => NetworkStack;
  /** The root of the cgroup namespace: what /proc/PID/cgroup shows as `/`. */
  readonly cgroupRoot?: string;
  /** docker run --sysctl: `net.core.somaxconn`. Written to when somebody may. */
  readonly sysctls?: Map<string, string>;
  /** /proc/sys may be written, as on the host and in privileged containers. */
  readonly isSysWritable?: boolean;
  /** What a write to /proc/PID/oom_score_adj does. */
  readonly setOomScoreAdjust?: (pid: number, adjust: number) => void;
}

/** /proc of a pid namespace (proc(5)). Everything is made when it is read. */
export function createProcFileSystem(options: ProcOptions): FileSystem {
  return new VirtualFileSystem('proc', 'proc', lazily(() => rootFolder(options)), options.now());
}

function rootFolder(options: ProcOptions): Folder {
  const files = fixed({
    ...kernelFiles(options),
    self: { link: (viewer) => String(selfOf(viewer)) },
    'thread-self': { link: (viewer) => `${selfOf(viewer)}/task/${selfOf(viewer)}` },
    mounts: { link: () => 'self/mounts' },
    net: { link: () => 'self/net' },
    sys: { folder: sysctlFolder(options) },
    sysvipc: { folder: fixed({ shm: text(() => ''), sem: text(() => ''), msg: text(() => '') }) },
  });
  const network: Made = { folder: fixed(networkFiles(options.network)) };
  return {
    entry(name, viewer) {
      if (!/^[1-9]\d*$/.test(name)) return files.entry(name, viewer);
      const info = options.view.get(Number(name));
      return info && { folder: processFolder(info.pid, options, network), owner: [info.uid, info.gid] };
    },
    *names(viewer) {
      for (const { pid } of options.view.list()) yield String(pid);
      yield* files.names(viewer);
    },
  };
}

function selfOf(viewer: Viewer): number {
  const pid = viewer.pid?.();
  if (pid === undefined) throw new SystemError('ENOENT');
  return pid;
}
