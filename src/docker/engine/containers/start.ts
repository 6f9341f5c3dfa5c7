import { MILLISECOND } from '../../../core/clock.ts';
import type { Process } from '../../../core/process.ts';
import { until } from '../../../core/process.ts';
import { toBytes } from '../../../core/bytes.ts';
import type { Host, ProcessSpec, RunningProcess } from '../../../machine/host.ts';
import type { OpenFile } from '../../../machine/files/open-file.ts';
import type { Terminal } from '../../../machine/processes/terminal.ts';
import { isSystemError } from '../../../machine/errno.ts';
import { ApiError, conflict, notModified, systemError } from '../../api/errors.ts';
import { failureOf, goErrno } from '../../api/status.ts';
import type { Daemon } from '../daemon.ts';
import { closeSandbox, openSandbox } from '../networks/sandbox.ts';
import type { Sandbox } from '../networks/sandbox.ts';
import { mountVolumes, unmountVolumes } from '../volumes/local-mount.ts';
import { capabilitiesOf } from './capabilities.ts';
import type { Container, Run } from './container.ts';
import { environmentOf } from './environment.ts';
import { logContainerEvent } from './event.ts';
import { folderOf, hostsFile, resolvConfFile } from './host-files.ts';
import { startHealthChecks } from './health.ts';
import { initProcess } from './init.ts';
import { limitsOf } from './limits.ts';
import { limitProblemOf } from './log-driver.ts';
import { linkEnvironment, linkHosts, requireLinked } from './link-targets.ts';
import { handleExit } from './monitor.ts';
import { createSurroundings, pidNamespaceOf } from './namespaces.ts';
import { pumpTerminal } from './terminal.ts';
import { RuntimeFailure, lookPath, startFailure } from './runtime-errors.ts';
import { findUser } from './user.ts';
import { removeContainer } from './rm.ts';
import { rootViewer } from '../root-viewer.ts';

/** How long containerd and runc take. */
const START_TIME = 140 * MILLISECOND;
/** dockerd's exit code for a start that failed for another reason than the command. */
const EXIT_UNKNOWN = 128;
const EXIT_NOT_EXECUTED = 255;

/** POST /containers/{id}/start. Throws 304 for one that runs already. */
export function* startContainer(daemon: Daemon, reference: string): Process<void> {
  const container = daemon.containers.find(reference);
  requireStartable(container);
  yield until(daemon.host.scheduler.clock, daemon.host.now() + START_TIME);
  requireStartable(container);
  launch(daemon, container);
}

function requireStartable(container: Container): void {
  if (container.isPaused) throw conflict('cannot start a paused container, try unpause instead');
  if (container.isRunning) throw notModified();
  if (container.isRemoving || container.isRemoved || container.isDead) throw conflict('container is marked for removal and cannot be started');
}

/** Starts a container now, or writes down why it could not. */
export function launch(daemon: Daemon, container: Container): void {
  container.isManuallyStopped = false;
  let sandbox: Sandbox | undefined;
  try {
    requireDevices(container);
    requireLogging(container);
    requireLinked(daemon, container);
    mountVolumes(daemon, container);
    sandbox = openSandbox(daemon, container);
    shareHostName(daemon, container);
    writeOwnFiles(daemon, container, sandbox);
    container.run = startProcess(daemon, container, sandbox);
  } catch (error) {
    if (sandbox) closeSandbox(daemon, container, sandbox);
    unmountVolumes(daemon, container);
    throw failedStart(daemon, container, error);
  }
  started(daemon, container);
}

/** What was not looked at when it was created: the limits of the log. */
function requireLogging({ hostConfig }: Container): void {
  const problem = limitProblemOf(hostConfig.LogConfig);
  if (problem !== undefined) throw systemError(`failed to create task for container: failed to initialize logging driver: ${problem}`);
}

/** The host has no GPUs, nor a driver for them. */
function requireDevices({ hostConfig }: Container): void {
  for (const { Driver, Capabilities } of hostConfig.DeviceRequests ?? []) {
    const wanted = (Capabilities ?? []).map((group) => `[${group.join(' ')}]`).join(' ');
    throw systemError(`could not select device driver ${JSON.stringify(Driver)} with capabilities: [${wanted}]`);
  }
}

/** Who shares another container's network has its host name too. */
function shareHostName(daemon: Daemon, container: Container): void {
  const mode = container.hostConfig.NetworkMode;
  if (!mode.startsWith('container:')) return;
  const { Hostname, Domainname } = daemon.containers.find(mode.slice('container:'.length)).config;
  container.config = { ...container.config, Hostname, Domainname };
}

function started(daemon: Daemon, container: Container): void {
  container.startedAt = daemon.host.now();
  container.isRestarting = false;
  container.isOomKilled = false;
  container.exitCode = 0;
  container.error = '';
  container.hasStarted = true;
  startHealthChecks(daemon, container);
  for (const { volume, destination, isWritable, propagation } of container.mounts) {
    if (volume) daemon.events.log('volume', 'mount', volume.name, { driver: volume.driver, container: container.id, destination, 'read/write': String(isWritable), propagation });
  }
  logContainerEvent(daemon, container, 'start');
  daemon.containers.noteRunning(container);
  container.touch();
  container.run!.process.onExit((status) => daemon.spawn(handleExit(daemon, container, status)));
}

function failedStart(daemon: Daemon, container: Container, error: unknown): unknown {
  const failure = error instanceof RuntimeFailure ? startFailure(error) : error;
  const known = failureOf(failure);
  if (!known) return failure;
  container.exitCode = error instanceof RuntimeFailure ? error.exitCode : EXIT_UNKNOWN;
  container.error = known.message;
  container.isRestarting = false;
  container.touch();
  container.streams.end();
  if (error instanceof RuntimeFailure || !(error instanceof ApiError)) logContainerEvent(daemon, container, 'die', { exitCode: String(container.exitCode) });
  if (container.hostConfig.AutoRemove) removeContainer(daemon, container, { removesVolumes: true });
  return failure;
}

function writeOwnFiles(daemon: Daemon, container: Container, sandbox: Sandbox): void {
  if (container.hostConfig.NetworkMode.startsWith('container:')) return;
  const { files } = daemon;
  const folder = folderOf(daemon, container);
  files.mkdirAll(folder, 0o710);
  files.write(`${folder}/hostname`, `${container.config.Hostname}\n`, 0o644);
  files.write(`${folder}/hosts`, ownHosts(daemon, container), 0o644);
  const hasEmbeddedServer = [...container.attachments.values()].some(({ network }) => network?.hasNames);
  const hostText = files.exists('/etc/resolv.conf') ? files.readText('/etc/resolv.conf') : '';
  const isHost = container.attachments.has('host');
  files.write(`${folder}/resolv.conf`, isHost && !container.hostConfig.Dns?.length ? hostText : resolvConfFile(hostText, container, hasEmbeddedServer), 0o644);
  if (!sandbox.isOwn) return;
  sandbox.namespace.setFiles((path) => readOwnFile(daemon, container, path));
}

function readOwnFile(daemon: Daemon, container: Container, path: string): string | undefined {
  const files = container.run?.namespaces.mounts.files();
  return files?.exists(path) ? files.readText(path) : undefined;
}

/** /etc/hosts as it is now: addresses change when networks are connected. */
export function ownHosts(daemon: Daemon, container: Container): string {
  if (container.attachments.has('host') && !container.hostConfig.ExtraHosts?.length) return daemon.files.exists('/etc/hosts') ? daemon.files.readText('/etc/hosts') : '';
  const addresses = [...container.attachments.values()].flatMap(({ active }) => (active?.address ? [active.address] : []));
  return hostsFile(container, linkHosts(daemon, container), addresses, daemon.networks.byName('bridge')?.gateway ?? '');
}

const GROUP_PARENT = '/system.slice';

function createGroup(daemon: Daemon, container: Container): string {
  const { resources } = daemon.host;
  const parent = container.hostConfig.CgroupParent === '' ? GROUP_PARENT : `/${container.hostConfig.CgroupParent.replace(/^\//, '')}`;
  if (!resources.hasGroup(parent)) resources.createGroup('/', parent.slice(1), {});
  return resources.createGroup(parent, `docker-${container.id}.scope`, limitsOf(container.hostConfig));
}

function startProcess(daemon: Daemon, container: Container, sandbox: Sandbox): Run {
  const { host } = daemon;
  const { config, hostConfig } = container;
  const pids = pidNamespaceOf(daemon, container);
  const cgroup = createGroup(daemon, container);
  const opened = config.Tty ? host.openTerminal(pids) : undefined;
  try {
    const surroundings = createSurroundings(daemon, container, sandbox, cgroup, opened?.inner, pids);
    const { namespaces } = surroundings;
    const user = findUser(namespaces.mounts.files(), config.User, hostConfig.GroupAdd ?? []);
    const env = environmentOf(container, user.home, linkEnvironment(daemon, container));
    const cwd = workingFolder(container, namespaces.mounts.files({ ...rootViewer(host.now), credentials: () => user }));
    lookPath(namespaces.mounts.files({ ...rootViewer(host.now), credentials: () => user, cwd: () => cwd }), container.path, env.get('PATH') ?? '');
    if (opened) showTerminal(container, opened.terminal, surroundings.devpts, opened.inner, user.uid);
    const descriptors = opened ? terminalDescriptors(opened.inner) : streamDescriptors(daemon, container, namespaces.mounts.files().open('/dev/null', { read: true }));
    const capabilities = capabilitiesOf(hostConfig);
    const process = startOrComplain(host, {
      env, cwd, namespaces, cgroup, descriptors, capabilities,
      credentials: user,
      oomScoreAdjust: hostConfig.OomScoreAdj,
      ...(hostConfig.Ulimits?.length ? { limits: new Map(hostConfig.Ulimits.map(({ Name, Soft, Hard }) => [Name, { soft: Soft, hard: Hard }])) } : {}),
      isNoNewPrivileges: (hostConfig.SecurityOpt ?? []).some((option) => /^no-new-privileges(?:[:=]true)?$/.test(option)),
      ...(opened ? { terminal: opened.terminal } : {}),
      ...commandLine(container),
    });
    const pump = opened && pumpTerminal(daemon, container.streams, opened.terminal);
    opened?.inner.release();
    return { process, cgroup, terminal: opened?.terminal, capabilities, sandbox, pump, ...surroundings };
  } catch (error) {
    opened?.inner.release();
    host.resources.removeGroup(cgroup);
    throw error;
  }
}

/** Where a script's interpreter is missing or a program is for another processor, runc's child says so on stderr and ends. */
function startOrComplain(host: Host, spec: ProcessSpec): RunningProcess {
  try {
    return host.start(spec);
  } catch (error) {
    if (!isSystemError(error)) throw error;
    const text = toBytes(`exec ${spec.argv[0]!}: ${goErrno(error.message)}\n`);
    return host.start({
      ...spec,
      *main(system) {
        yield* system.stderr.write(text);
        return EXIT_NOT_EXECUTED;
      },
    });
  }
}

function commandLine(container: Container): { argv: readonly string[]; main?: ReturnType<typeof initProcess> } {
  const argv = [container.path, ...container.args];
  if (!container.hostConfig.Init) return { argv };
  return { argv: ['/sbin/docker-init', '--', ...argv], main: initProcess(argv) };
}

function workingFolder({ config }: Container, files: { exists(path: string): boolean; stat(path: string): { type: string } }): string {
  const folder = config.WorkingDir || '/';
  if (files.exists(folder) && files.stat(folder).type === 'directory') return folder;
  throw new RuntimeFailure(`error during container init: chdir to cwd (${JSON.stringify(folder)}) set in config.json failed: ${files.exists(folder) ? 'not a directory' : 'no such file or directory'}`, 127);
}

function showTerminal(container: Container, terminal: Terminal, devpts: { add(number: number, inner: OpenFile, uid?: number): void }, inner: OpenFile, uid: number): void {
  const [height = 0, width = 0] = container.hostConfig.ConsoleSize;
  if (height > 0 && width > 0) terminal.resize({ columns: width, rows: height });
  devpts.add(Number(terminal.name.slice(4)), inner, uid);
}

function terminalDescriptors(inner: OpenFile): ReadonlyMap<number, OpenFile> {
  return new Map([[0, inner], [1, inner], [2, inner]]);
}

function streamDescriptors(daemon: Daemon, container: Container, nothing: OpenFile): ReadonlyMap<number, OpenFile> {
  const { streams } = container;
  const inode = () => 20_000 + daemon.nextInode();
  return new Map<number, OpenFile>([
    [0, streams.stdinFile(inode()) ?? nothing],
    [1, streams.outputFile('stdout', inode())],
    [2, streams.outputFile('stderr', inode())],
  ]);
}

