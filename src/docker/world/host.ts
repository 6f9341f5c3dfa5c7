import type { Entropy } from '../../core/entropy.ts';
import type { Micros } from '../../core/clock.ts';
import type { Process, Scheduler } from '../../core/process.ts';
import type { Host } from '../../machine/host.ts';
import { createHost } from '../../machine/create-host.ts';
import { createCgroupFileSystem } from '../../machine/files/cgroup.ts';
import type { OpenFile } from '../../machine/files/open-file.ts';
import type { DevptsFileSystem } from '../../machine/files/dev.ts';
import type { Content } from '../../machine/files/content.ts';
import { createDevFileSystem, createDevptsFileSystem } from '../../machine/files/dev.ts';
import type { Credentials, Files } from '../../machine/files/files.ts';
import { layerFromEntries } from '../../machine/files/layer.ts';
import type { Layer } from '../../machine/files/layer.ts';
import { mergedRoot } from '../../machine/files/layer-stack.ts';
import { createMemoryFileSystem } from '../../machine/files/memory.ts';
import { createMountNamespace } from '../../machine/files/namespace.ts';
import { createProcFileSystem } from '../../machine/files/proc/proc.ts';
import { Space } from '../../machine/files/space.ts';
import { createSysFileSystem } from '../../machine/files/sys.ts';
import { TreeFileSystem } from '../../machine/files/tree.ts';
import { createNetworkFabric } from '../../machine/network/create-fabric.ts';
import type { Internet } from '../../machine/network/internet.ts';
import { programs } from '../../machine/programs/index.ts';
import type { Program, System } from '../../machine/system.ts';
import { isSystemError } from '../../machine/errno.ts';
import type { ApiHandler } from '../api/http.ts';
import { LayerBuilder } from '../catalogue/entries.ts';
import { debianLayer } from '../catalogue/bases/debian.ts';
import { dockerProgram } from './docker-program.ts';
import { createSystemctl } from './systemctl.ts';
import type { Service } from './systemctl.ts';
import { rootViewer } from '../engine/root-viewer.ts';

/** An engine that can be stopped and started. */
export interface ServedEngine extends ApiHandler {
  readonly isUp: boolean;
  start(): Process<void>;
  stop(): Process<void>;
}

export interface HostUser extends Credentials {
  readonly name: string;
  readonly home: string;
}

export interface WorldHostOptions {
  readonly scheduler: Scheduler;
  readonly entropy: Entropy;
  readonly internet: Internet;
  readonly name: string;
  /** Its number among the hosts. */
  readonly index: number;
  readonly user: HostUser;
  readonly cores?: number;
  readonly memory?: number;
  readonly disk?: number;
  readonly platform?: string;
  readonly files?: ReadonlyMap<string, Content | string>;
  readonly folder?: string;
}

const DEFAULT_DISK = 64 * 2 ** 30;
const DOCKER_GROUP = 999;
const SOCKET = '/run/docker.sock';
const HOST_DATE = '2025-05-20';

/** The prompt shows user, host and folder. */
const BASHRC = `PS1='\\[\\e[1;32m\\]\\u@\\h\\[\\e[0m\\]:\\[\\e[1;34m\\]\\w\\[\\e[0m\\]\\$ '
HISTSIZE=2000
alias ll='ls -l'
`;

/** A Debian-like machine, as the learner meets it, without its engine: `serve` puts that on /var/run/docker.sock. */
export function createWorldHost(options: WorldHostOptions): { readonly host: Host; readonly disk: Space; showTerminal(number: number, inner: OpenFile, uid: number): void; serve(engine: ServedEngine): void } {
  const { scheduler, entropy, internet, name, index } = options;
  const now = () => scheduler.clock.now();
  let service: Service | undefined;
  const disk = new Space(options.disk ?? DEFAULT_DISK);
  disk.now = now;
  const root = new TreeFileSystem(mergedRoot(hostLayers()), { type: 'ext4', source: '/dev/vda1', space: disk, mountOptions: 'errors=remount-ro' });
  const mounts = createMountNamespace(root, { options: 'relatime' });
  const fabric = createNetworkFabric({ scheduler, name, internet, address: addressOf(index) });
  const host = createHost({
    scheduler, entropy: entropy.fork('kernel'), hostname: name, mounts, fabric, network: fabric.host, programs: hostPrograms((unit) => (unit === 'docker' ? service : undefined)),
    ...(options.cores === undefined ? {} : { cores: options.cores }),
    ...(options.memory === undefined ? {} : { memory: options.memory }),
    ...(options.platform === undefined ? {} : { platform: options.platform }),
  });
  const files = mounts.files(rootViewer(now));
  const devpts = mountKernelFiles(host, entropy);
  writeConfiguration(files, options);
  fabric.host.setFiles((path) => (files.exists(path) ? files.readText(path) : undefined));
  return {
    host,
    disk,
    showTerminal: (number, inner, uid) => showTerminal(devpts, number, inner, uid),
    serve(engine) {
      openSocket(files, engine);
      service = dockerService(files, engine, now);
    },
  };
}

/** Hosts have 192.168.65.3 and onwards, all but the name server's 192.168.65.7. */
function addressOf(index: number): string {
  return `192.168.65.${index < 4 ? 3 + index : 4 + index}`;
}

const layersMade: { layers?: readonly Layer[] } = {};

/** Made once: every world's hosts share it. */
function hostLayers(): readonly Layer[] {
  return (layersMade.layers ??= [layerFromEntries(debianLayer('linux/amd64', 'bookworm', HOST_DATE, 'full').entries()), layerFromEntries(ownEntries())]);
}

/** Programs that run in images alone. */
const SERVERS = new Set(['busybox', 'nginx', 'redis-server', 'postgres', 'hello', 'registry']);

function ownEntries() {
  const to = new LayerBuilder('linux/amd64', 1_747_699_200);
  const names = [...programs.keys(), 'docker', 'systemctl', 'service'].filter((name) => !SERVERS.has(name));
  for (const name of names) to.program(`usr/bin/${name}`, 52_880, name);
  to.program('usr/bin/bash', 1_265_648, 'bash').program('usr/bin/dash', 125_640, 'sh').link('usr/bin/sh', 'dash');
  to.directory('run/docker var/lib/docker', { mode: 0o710 });
  to.file('etc/docker/daemon.json', '{}\n');
  return to.entries();
}

function mountKernelFiles(host: Host, entropy: Entropy): DevptsFileSystem {
  const { mounts, uts } = host.namespaces;
  const { now, resources, facts } = host;
  const proc = createProcFileSystem({
    view: host.processes,
    facts: { ...facts, get hostname() { return uts.hostname; }, set hostname(name: string) { uts.hostname = name; } },
    resources, now, mounts: () => mounts.mounts, network: () => host.namespaces.network.stack, isSysWritable: true,
  });
  mounts.mount(proc, '/proc', { options: 'nosuid,nodev,noexec,relatime' });
  mounts.mount(createSysFileSystem({ now, cores: resources.cores, network: () => host.namespaces.network.stack }), '/sys', { options: 'nosuid,nodev,noexec,relatime' });
  mounts.mount(createCgroupFileSystem({ resources, group: '/', view: host.processes, now }), '/sys/fs/cgroup', { options: 'nosuid,nodev,noexec,relatime' });
  mounts.mount(createDevFileSystem({ now, entropy: entropy.fork('random') }), '/dev', { options: 'nosuid,relatime' });
  const devpts = createDevptsFileSystem(now);
  mounts.mount(devpts, '/dev/pts', { options: 'nosuid,noexec,relatime' });
  mounts.mount(createMemoryFileSystem({ type: 'tmpfs', now, mode: 0o1777, size: resources.memory / 2 }), '/dev/shm', { options: 'nosuid,nodev' });
  mounts.mount(createMemoryFileSystem({ type: 'tmpfs', now, mode: 0o755, size: resources.memory / 10 }), '/run', { options: 'nosuid,nodev,noexec,relatime' });
  return devpts;
}

/** A number that was used before is free again when its terminal was closed. */
function showTerminal(devpts: DevptsFileSystem, number: number, inner: OpenFile, uid: number): void {
  try {
    devpts.remove(number);
  } catch (error) {
    if (!isSystemError(error, 'ENOENT')) throw error;
  }
  devpts.add(number, inner, uid);
}

function writeConfiguration(files: Files, { name, user, files: own, folder = user.home, internet }: WorldHostOptions): void {
  files.write('/etc/hostname', `${name}\n`, 0o644);
  files.write('/etc/hosts', `127.0.0.1\tlocalhost\n127.0.1.1\t${name}\n::1\tlocalhost ip6-localhost ip6-loopback\nff02::1\tip6-allnodes\nff02::2\tip6-allrouters\n`, 0o644);
  files.write('/etc/resolv.conf', `nameserver ${internet.nameServer}\n`, 0o644);
  files.append('/etc/passwd', 'learner:x:1000:1000:Learner,,,:/home/learner:/bin/bash\n');
  files.append('/etc/group', `learner:x:1000:\ndocker:x:${DOCKER_GROUP}:learner\n`);
  files.write('/etc/group', files.readText('/etc/group').replace(/^sudo:x:27:$/m, 'sudo:x:27:learner'));
  files.write('/etc/sudoers', 'root ALL=(ALL:ALL) ALL\nlearner ALL=(ALL:ALL) NOPASSWD:ALL\n', 0o440);
  for (const name of ['sudo', 'su']) files.chmod(`/usr/bin/${name}`, 0o4755);
  files.mkdirAll('/home/learner', 0o755);
  files.chown('/home/learner', 1000, 1000);
  for (const home of ['/root', '/home/learner']) files.write(`${home}/.bashrc`, BASHRC, 0o644);
  files.chown('/home/learner/.bashrc', 1000, 1000);
  files.mkdirAll('/run/lock', 0o1777);
  makeFolders(files, folder, user);
  for (const [path, content] of own ?? []) {
    const full = path.startsWith('/') ? path : `${folder}/${path}`;
    makeFolders(files, full.slice(0, full.lastIndexOf('/')), user);
    files.write(full, content, 0o644);
    files.chown(full, user.uid, user.gid);
  }
}

function makeFolders(files: Files, folder: string, user: HostUser): void {
  if (folder === '' || files.exists(folder)) return;
  makeFolders(files, folder.slice(0, folder.lastIndexOf('/')), user);
  files.mkdir(folder, 0o755);
  files.chown(folder, user.uid, user.gid);
}

function openSocket(files: Files, handler: ApiHandler): void {
  files.bindSocket(SOCKET, handler, 0o660);
  files.chmod(SOCKET, 0o660);
  files.chown(SOCKET, 0, DOCKER_GROUP);
}

/** The daemon as a service: its socket goes with it, and comes back with whoever listened there. */
function dockerService(files: Files, engine: ServedEngine, now: () => Micros): Service {
  let since = now();
  let listener: ApiHandler = engine;
  return {
    description: 'Docker Application Container Engine',
    isActive: () => engine.isUp,
    since: () => since,
    *start(): Process<void> {
      if (engine.isUp) return;
      yield* engine.start();
      openSocket(files, listener);
      since = now();
    },
    *stop(): Process<void> {
      if (!engine.isUp) return;
      listener = files.connectSocket(SOCKET) as ApiHandler;
      files.unlink(SOCKET);
      yield* engine.stop();
      since = now();
    },
  };
}

function hostPrograms(findService: (unit: string) => Service | undefined): ReadonlyMap<string, Program> {
  const docker = dockerProgram({ connect });
  return new Map([...programs, ...[docker, ...createSystemctl(findService)].map((program) => [program.name, program] as const)]);
}

function connect(system: System, address: string): ApiHandler | 'refused' | 'denied' {
  if (!address.startsWith('unix://')) return 'refused';
  try {
    return system.files.connectSocket(address.slice('unix://'.length)) as ApiHandler;
  } catch (error) {
    if (isSystemError(error, 'EACCES')) return 'denied';
    if (isSystemError(error)) return 'refused';
    throw error;
  }
}
