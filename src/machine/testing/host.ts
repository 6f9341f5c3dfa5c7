import { toBytes } from '../../core/bytes.ts';
import { HOUR, VirtualClock } from '../../core/clock.ts';
import type { Micros } from '../../core/clock.ts';
import { createEntropy } from '../../core/entropy.ts';
import { Scheduler } from '../../core/process.ts';
import type { Process } from '../../core/process.ts';
import { readAll } from '../../core/stream.ts';
import type { Input } from '../../core/stream.ts';
import { createHost } from '../create-host.ts';
import { createMemoryFileSystem } from '../files/memory.ts';
import { createMountNamespace } from '../files/namespace.ts';
import { createProcFileSystem } from '../files/proc/proc.ts';
import type { Credentials, Files } from '../files/files.ts';
import type { MountNamespace } from '../files/mounts.ts';
import type { OpenFile } from '../files/open-file.ts';
import type { Host, ProcessSpec, RunningProcess } from '../host.ts';
import { createNetworkFabric } from '../network/create-fabric.ts';
import { statusCode } from '../system.ts';
import type { ExitCode, Program, System } from '../system.ts';

/** 2025-06-02T08:00:00Z in µs. */
export const EPOCH: Micros = 1_748_851_200_000_000;

export interface TestHostOptions {
  /** Text by absolute path; folders are made. */
  readonly files?: Readonly<Record<string, string>>;
  /** Put at `/bin/NAME`, besides what `install` adds. */
  readonly programs?: Iterable<Program>;
  readonly cores?: number;
  /** Bytes. */
  readonly memory?: number;
  readonly swap?: number;
}

export interface RunOptions {
  readonly stdin?: string | Uint8Array;
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd?: string;
  readonly credentials?: Credentials;
  /** How much virtual time it may take, in µs: an hour unless told. */
  readonly timeout?: Micros;
}

export interface RunResult {
  readonly stdout: string;
  readonly stderr: string;
  /** 128 + n when a signal ended it; undefined when it had not ended in time (then it is killed). */
  readonly status: ExitCode | undefined;
  /** Virtual time that it took, in µs. */
  readonly took: Micros;
}

export interface TestHost {
  readonly host: Host;
  readonly scheduler: Scheduler;
  readonly mounts: MountNamespace;
  /** Root's view. */
  readonly files: Files;
  /** Puts programs at `/bin/NAME`. */
  install(programs: Iterable<Program>): void;
  /** Runs argv, or a text with `/bin/sh -c`, to its end. */
  run(command: readonly string[] | string, options?: RunOptions): RunResult;
  /** Runs a program of the test's own making. */
  runMain(main: (system: System) => Process<ExitCode>, options?: RunOptions): RunResult;
  /** Starts something and lets it go on; what is given overrides. */
  start(spec: Partial<ProcessSpec> & Pick<ProcessSpec, 'argv'>): RunningProcess;
}

const ROOT: Credentials = { uid: 0, gid: 0, groups: [0] };
const ENVIRONMENT = { PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin', HOME: '/root' };
const ACCOUNTS = { '/etc/passwd': 'root:x:0:0:root:/root:/bin/sh\nuser:x:1000:1000::/tmp:/bin/sh\n', '/etc/group': 'root:x:0:\nuser:x:1000:\n' };
const FOLDERS = ['/bin', '/dev', '/etc', '/proc', '/root', '/tmp', '/usr/bin', '/var'];

/** A host with an empty disk and the programs that are given, for tests of the machine and of programs. */
export function createTestHost(options: TestHostOptions = {}): TestHost {
  const clock = new VirtualClock(EPOCH);
  const scheduler = new Scheduler(clock);
  const now = () => clock.now();
  const mounts = createMountNamespace(createMemoryFileSystem({ type: 'ext4', device: '/dev/vda1', size: 64 * 2 ** 30, now }));
  const files = mounts.files();
  const programs = new Map<string, Program>();
  const fabric = createNetworkFabric({ scheduler, name: 'testhost' });
  const { cores = 2, memory = 4 * 2 ** 30, swap = 0 } = options;
  const host = createHost({ scheduler, entropy: createEntropy('test'), hostname: 'testhost', cores, memory, swap, programs, mounts, fabric, network: fabric.host });
  furnish(files, options.files ?? {});
  mountProc(host);
  const install: TestHost['install'] = (added) => {
    for (const program of added) {
      programs.set(program.name, program);
      files.write(`/bin/${program.name}`, { kind: 'program', name: program.name, size: 20_000 }, 0o755);
    }
  };
  install(options.programs ?? []);
  const start: TestHost['start'] = (spec) =>
    host.start({
      env: new Map(Object.entries(ENVIRONMENT)), cwd: '/', credentials: ROOT, namespaces: host.namespaces, cgroup: '/', descriptors: new Map(), ...spec,
    });
  return {
    host, scheduler, mounts, files, install, start,
    run: (command, given = {}) => run(host, start, { argv: typeof command === 'string' ? ['/bin/sh', '-c', command] : command }, given),
    runMain: (main, given = {}) => run(host, start, { argv: ['main'], main }, given),
  };
}

function furnish(files: Files, given: Readonly<Record<string, string>>): void {
  for (const folder of FOLDERS) files.mkdirAll(folder);
  files.chmod('/tmp', 0o1777);
  for (const [name, minor] of Object.entries({ null: 3, zero: 5, full: 7, random: 8, urandom: 9 })) {
    files.mknod(`/dev/${name}`, 'character', 0o666, [1, minor]);
    files.chmod(`/dev/${name}`, 0o666);
  }
  files.mknod('/dev/tty', 'character', 0o666, [5, 0]);
  for (const [path, text] of Object.entries({ ...ACCOUNTS, ...given })) {
    files.mkdirAll(path.replace(/\/[^/]*$/, '') || '/');
    files.write(path, text);
  }
}

function mountProc(host: Host): void {
  const { namespaces, processes, facts, resources, now } = host;
  const { mounts, network, uts } = namespaces;
  const proc = createProcFileSystem({
    view: processes, resources, now, mounts: () => mounts.mounts, network: () => network.stack, facts: { ...facts, hostname: uts.hostname },
  });
  mounts.mount(proc, '/proc');
}

function run(host: Host, start: TestHost['start'], what: Pick<ProcessSpec, 'argv' | 'main'>, options: RunOptions): RunResult {
  const { scheduler } = host;
  const began = host.now();
  const [stdin, feed] = host.pipe();
  const [out, stdout] = host.pipe();
  const [err, stderr] = host.pipe();
  const files = new Map([[0, stdin], [1, stdout], [2, stderr]]);
  const env = new Map(Object.entries({ ...ENVIRONMENT, ...options.env }));
  const { cwd = '/', credentials = ROOT, timeout = HOUR } = options;
  const process = start({ ...what, env, cwd, credentials, descriptors: files });
  for (const file of files.values()) file.release();
  scheduler.start(fill(feed, options.stdin ?? ''), () => feed.release());
  const texts: [string, string] = ['', ''];
  [out, err].forEach((file, at) => scheduler.start(readAll(inputFrom(file)), (outcome) => (texts[at] = outcome.kind === 'returned' ? decode(outcome.value) : '')));
  let took: Micros | undefined;
  process.onExit(() => (took = host.now() - began));
  const deadline = began + timeout;
  scheduler.run({ until: deadline, isOver: () => took !== undefined });
  const isInTime = took !== undefined;
  if (!isInTime) host.kill(process.pid, 9);
  // What it wrote is still to be read; a background process that holds its output open is not waited for.
  scheduler.run({ until: host.now() });
  return { stdout: texts[0], stderr: texts[1], status: isInTime ? statusCode(process.status!) : undefined, took: isInTime ? took! : timeout };
}

const decode = (bytes: Uint8Array) => new TextDecoder().decode(bytes);

function* fill(file: OpenFile, content: string | Uint8Array): Process<void> {
  const bytes = typeof content === 'string' ? toBytes(content) : content;
  if (bytes.length > 0) yield* file.write(bytes);
}

function inputFrom(file: OpenFile): Input {
  return { read: (max) => file.read(max), close: () => file.release() };
}
