import type { Micros } from '../core/clock.ts';
import type { Entropy } from '../core/entropy.ts';
import type { Scheduler } from '../core/process.ts';
import { SystemError } from './errno.ts';
import type { Host, Namespaces, PidNamespace, ProcessSpec, RunningProcess } from './host.ts';
import type { MountNamespace } from './files/mounts.ts';
import type { NetworkFabric, NetworkNamespace } from './network/fabric.ts';
import { KernelProcess } from './processes/kernel-process.ts';
import { EXEC_COST, RESIDENT } from './processes/kernel.ts';
import type { Kernel, KernelFacts } from './processes/kernel.ts';
import { PidSpace } from './processes/pid-space.ts';
import { createPipe } from './processes/pipe-file.ts';
import { ProcessHandle } from './processes/process-handle.ts';
import { loadProgram } from './processes/program-image.ts';
import type { ProgramImage } from './processes/program-image.ts';
import { openTerminal, PseudoTerminal } from './processes/pseudo-terminal.ts';
import { applySetId, startMain } from './processes/runner.ts';
import { createResources } from './resources/create-resources.ts';
import type { Resources } from './resources/resources.ts';
import { SIGNALS } from './signals.ts';
import type { Signal } from './signals.ts';
import type { Program } from './system.ts';

export interface HostOptions {
  readonly scheduler: Scheduler;
  readonly entropy: Entropy;
  readonly hostname: string;
  /** `linux/amd64` unless told. */
  readonly platform?: string;
  /** 2 unless told. */
  readonly cores?: number;
  /** Bytes: 4 GiB unless told. */
  readonly memory?: number;
  /** Bytes: none unless told. */
  readonly swap?: number;
  readonly programs: ReadonlyMap<string, Program>;
  /** The host's own mounts and network. */
  readonly mounts: MountNamespace;
  readonly fabric: NetworkFabric;
  readonly network: NetworkNamespace;
  /** Made from cores, memory and swap unless told. */
  readonly resources?: Resources;
  readonly bootedAt?: Micros;
}

const GIBIBYTE = 2 ** 30;
/** The kernel and the host's own services have a twentieth of the memory. */
const SERVICES_PART = 20;
const MACHINES: ReadonlyMap<string, string> = new Map([
  ['linux/amd64', 'x86_64'],
  ['linux/arm64', 'aarch64'],
  ['linux/arm/v7', 'armv7l'],
]);

/** A host that has just started: its init (PID 1) adopts and reaps, and nothing else runs. */
export function createHost(options: HostOptions): Host {
  const { scheduler, entropy, programs, mounts, network, fabric } = options;
  const platform = options.platform ?? 'linux/amd64';
  const { cores = 2, memory = 4 * GIBIBYTE, swap = 0 } = options;
  const resources = options.resources ?? createResources({ clock: scheduler.clock, cores, memory, swap, reserved: Math.floor(memory / SERVICES_PART) });
  const now = () => scheduler.clock.now();
  const pids = new PidSpace();
  const namespaces: Namespaces = { mounts, pids, network, uts: { hostname: options.hostname, domainname: '(none)' } };
  let inode = 16_384;
  const kernel: Kernel = {
    scheduler, entropy, resources, programs, pids, now,
    facts: factsOf(platform, options.bootedAt ?? now()),
    nextInode: () => ++inode,
  };
  connect(resources, pids);
  startInit(kernel, namespaces);
  return {
    scheduler, entropy, resources, fabric, namespaces, programs, platform, now,
    facts: kernel.facts,
    processes: pids.view,
    createPidNamespace: () => new PidSpace(pids),
    start: (spec) => start(kernel, spec),
    kill: (pid, signal) => kill(pids, pid, signal),
    pipe: () => createPipe(kernel.nextInode(), now()),
    openTerminal: (namespace?: PidNamespace) => openTerminal((namespace ?? pids) as PidSpace, now()),
  };
}

function factsOf(platform: string, bootedAt: Micros): KernelFacts {
  const machine = MACHINES.get(platform) ?? platform.replace(/^linux\//, '');
  const kernelRelease = `6.1.0-18-${platform === 'linux/arm64' ? 'arm64' : 'amd64'}`;
  return { kernelRelease, kernelVersion: '#1 SMP PREEMPT_DYNAMIC Debian 6.1.76-1 (2024-02-01)', machine, platform, bootedAt };
}

function connect(resources: Resources, pids: PidSpace): void {
  resources.setProcessControl({
    kill: (pid) => pids.processes.get(pid)?.deliver(SIGNALS.SIGKILL),
    hold: (pid) => pids.processes.get(pid)?.hold(),
    letGo: (pid) => pids.processes.get(pid)?.letGo(),
  });
}

/** The host's PID 1 runs nothing: it is there to be the parent of what has no other, and reaps by ignoring SIGCHLD. */
function startInit(kernel: Kernel, namespaces: Namespaces): void {
  const init = new KernelProcess(kernel, {
    parent: undefined,
    namespaces,
    env: new Map(),
    cwd: '/',
    credentials: { uid: 0, gid: 0, groups: [0] },
    umask: 0o022,
    cgroup: '/',
    descriptors: new Map(),
    actions: new Map([[SIGNALS.SIGCHLD, 'ignore' as const]]),
  });
  init.enter({ parent: undefined, namespaces, env: init.env, cwd: '/', credentials: init.credentials, umask: 0, cgroup: '/', descriptors: new Map() });
  init.command = 'systemd';
  init.argv = ['/sbin/init'];
}

function start(kernel: Kernel, spec: ProcessSpec): RunningProcess {
  const state = { ...spec, parent: kernel.pids.init, umask: spec.umask ?? 0o022 };
  const process = new KernelProcess(kernel, state);
  let image: ProgramImage;
  try {
    image = imageOf(kernel, process, spec);
  } catch (error) {
    process.descriptors.closeAll();
    throw error;
  }
  process.enter(state);
  if (spec.terminal instanceof PseudoTerminal) process.group.session.take(spec.terminal, process.group);
  applySetId(process, image);
  process.charge(EXEC_COST);
  startMain(process, image);
  kernel.resources.allocate(spec.cgroup, process.pid, RESIDENT);
  return new ProcessHandle(process, 0);
}

function imageOf(kernel: Kernel, process: KernelProcess, { main, argv, env }: ProcessSpec): ProgramImage {
  if (main) return { main, argv, command: (argv[0] ?? '').replace(/.*\//, '').slice(0, 15) };
  return loadProgram({ files: process.files, programs: kernel.programs, platform: kernel.facts.platform }, argv, env.get('PATH'));
}

function kill(pids: PidSpace, pid: number, signal: Signal): void {
  const process = pids.processes.get(pid);
  if (!process) throw new SystemError('ESRCH');
  process.deliver(signal);
}
