import { VirtualClock } from '../core/clock.ts';
import type { Micros } from '../core/clock.ts';
import { createEntropy } from '../core/entropy.ts';
import type { Entropy } from '../core/entropy.ts';
import { Scheduler } from '../core/process.ts';
import type { RunLimits, Stopped } from '../core/process.ts';
import { Collector, inputOf } from '../core/stream.ts';
import type { Input, Output } from '../core/stream.ts';
import type { Host, RunningProcess } from '../machine/host.ts';
import type { OpenFile } from '../machine/files/open-file.ts';
import type { Content } from '../machine/files/content.ts';
import type { Terminal, WindowSize } from '../machine/processes/terminal.ts';
import { createInternet } from '../machine/network/internet.ts';
import type { Internet } from '../machine/network/internet.ts';
import { statusCode } from '../machine/system.ts';
import { addPublicSites } from './registry/sites.ts';
import { Engine } from './engine/engine.ts';
import { parseReference, withDefaultTag } from './engine/images/reference.ts';
import { equipEngine } from './world/equip.ts';
import type { RegistryShare } from './world/equip.ts';
import { startLocalRegistries } from './world/local-registries.ts';
import { findPublished, transcriptBusybox } from './world/preload.ts';
import { createWorldHost } from './world/host.ts';
import type { HostUser } from './world/host.ts';
import { InputFile, OutputFile } from './world/streams.ts';

/** 2025-06-02T08:00:00Z. */
export const EPOCH: Micros = 1_748_851_200_000_000;

export interface WorldOptions {
  /** The same seed and inputs give the same world, to the byte. */
  readonly seed?: string;
  /** When the world begins, in virtual µs since 1970: `EPOCH` unless told. */
  readonly startsAt?: Micros;
  /** Who works at the terminal: `learner` unless told. */
  readonly user?: 'root' | 'learner';
  /** Images that are there from the start: `busybox` (as the transcripts have it), or names of the catalogue's. */
  readonly preload?: readonly string[];
  /** Files by path, absolute or of the learner's folder; they are the learner's own. */
  readonly files?: ReadonlyMap<string, Content | string>;
  /** The learner's folder, which is made: their home unless told. */
  readonly folder?: string;
  readonly cores?: number;
  /** Bytes. */
  readonly memory?: number;
  /** Bytes of the host's disk. */
  readonly disk?: number;
  /** Names of the hosts; the first is where the terminals are. */
  readonly hosts?: readonly string[];
  /** `linux/amd64` unless told. */
  readonly platform?: string;
}

export interface WorldHost {
  readonly name: string;
  readonly host: Host;
  readonly engine: Engine;
  /** Makes /dev/pts/NUMBER. */
  showTerminal(number: number, inner: OpenFile, uid: number): void;
}

export interface ShellOptions {
  /** The user's home unless told. */
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
  /**
   * Marks of OSC 133 and 633 around its prompt and commands, as shells print for terminals that understand them.
   */
  readonly marksCommands?: boolean;
}

export interface ScriptOptions {
  readonly user?: HostUser;
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Standard input: nothing unless told. */
  readonly input?: string;
  readonly stdin?: Input;
  /** Instead of `bash -c TEXT`. */
  readonly argv?: readonly string[];
  readonly stdout?: Output;
  readonly stderr?: Output;
}

/** What ran to its end. */
export interface ScriptResult {
  readonly stdout: string;
  readonly stderr: string;
  readonly status: number;
}

/** An interactive shell and the terminal that it is on. */
export interface WorldShell {
  readonly terminal: Terminal;
  readonly process: RunningProcess;
}

/** Everything that is simulated: one clock, hosts with an engine each, registries. */
export class World {
  readonly clock: VirtualClock;
  readonly scheduler: Scheduler;
  readonly entropy: Entropy;
  readonly internet: Internet;
  readonly hosts: ReadonlyMap<string, WorldHost>;
  readonly user: HostUser;
  readonly #share: RegistryShare;

  constructor(options: WorldOptions) {
    this.clock = new VirtualClock(options.startsAt ?? EPOCH);
    this.scheduler = new Scheduler(this.clock);
    this.entropy = createEntropy(options.seed ?? 'drydock');
    this.internet = createInternet(this.scheduler);
    addPublicSites(this.internet);
    this.#share = { clock: this.clock };
    this.user = options.user === 'root' ? ROOT : LEARNER;
    const names = options.hosts ?? ['drydock'];
    this.hosts = new Map(names.map((name, index) => [name, this.#createHost(name, index, options)]));
  }

  /** The host where the terminals are. */
  get main(): WorldHost {
    return this.hosts.values().next().value!;
  }

  /** Runs until nothing is left to do, or a limit is met. */
  run(limits?: RunLimits): Stopped {
    return this.scheduler.run(limits);
  }

  /** An interactive shell on a terminal: type into `terminal.outer.output`, show what comes from `terminal.outer.input`. */
  shell(size: WindowSize = { columns: 80, rows: 24 }, user: HostUser = this.user, options: ShellOptions = {}): WorldShell {
    const { host } = this.main;
    const { terminal, inner } = host.openTerminal();
    terminal.resize(size);
    const cwd = options.cwd ?? user.home;
    this.main.showTerminal(Number(terminal.name.slice('pts/'.length)), inner, user.uid);
    const process = host.start({
      argv: ['bash', '-i'], env: environmentOf(user, cwd, 'xterm-256color', options), cwd, credentials: user, namespaces: host.namespaces, cgroup: '/',
      descriptors: new Map([[0, inner], [1, inner], [2, inner]]), terminal,
    });
    inner.release();
    return { terminal, process };
  }

  /** Starts a script with bash; the clock is moved by whoever runs the world. */
  startScript(text: string, options: ScriptOptions = {}): RunningProcess {
    const { host } = this.main;
    const user = options.user ?? this.user;
    const cwd = options.cwd ?? user.home;
    const output = (sink: Output | undefined) => new OutputFile(sink ?? new Collector());
    return host.start({
      argv: options.argv ?? ['bash', '-c', text], env: environmentOf(user, cwd, 'dumb', options), cwd, credentials: user, namespaces: host.namespaces, cgroup: '/',
      descriptors: new Map<number, OpenFile>([[0, new InputFile(options.stdin ?? inputOf(options.input ?? ''))], [1, output(options.stdout)], [2, output(options.stderr)]]),
    });
  }

  /** Runs a script with bash to its end, moving the clock. Throws when it waits for what never comes. */
  runScript(text: string, options: ScriptOptions = {}): ScriptResult {
    const [stdout, stderr] = [new Collector(), new Collector()];
    const process = this.startScript(text, { stdout, stderr, ...options });
    const stopped = this.scheduler.run({ isOver: () => process.status !== undefined });
    if (!process.status) throw new Error(`the script waits for ever (${stopped})`);
    return { stdout: stdout.text(), stderr: stderr.text(), status: statusCode(process.status) };
  }

  /** Registries on the main host: port 5000 is open to all, port 5001 to ann (password: secret). As the transcripts have them. */
  startLocalRegistries(): void {
    startLocalRegistries(this.main.host);
  }

  #createHost(name: string, index: number, options: WorldOptions): WorldHost {
    const { scheduler } = this;
    const entropy = this.entropy.fork(`host ${name}`);
    const made = createWorldHost({ ...options, scheduler, entropy, internet: this.internet, name, index, user: this.user });
    const network = () => made.host.namespaces.network.stack;
    const engine = new Engine({ host: made.host, entropy: entropy.fork('engine'), diskSpace: made.disk, equip: (daemon) => equipEngine(daemon, this.#share, network) });
    made.serve(engine);
    for (const image of options.preload ?? []) this.#preload(engine, image, options.platform ?? 'linux/amd64');
    return { name, host: made.host, engine, showTerminal: made.showTerminal };
  }

  #preload(engine: Engine, name: string, platform: string): void {
    const { images } = engine.daemon;
    const isOracle = name === 'busybox' || name === 'oracle-busybox';
    const found = isOracle ? transcriptBusybox(platform) : findPublished(this.clock, name, platform);
    const image = images.add(found.configText, found.document, found.layers.map(({ layer }) => layer));
    const reference = withDefaultTag(parseReference(isOracle ? 'busybox' : name));
    images.tag(reference, image.id);
    if (found.digest) images.tag({ domain: reference.domain, path: reference.path, digest: found.digest }, image.id);
  }
}

export function createWorld(options: WorldOptions = {}): World {
  return new World(options);
}

export const ROOT: HostUser = { name: 'root', uid: 0, gid: 0, groups: [0], home: '/root' };
export const LEARNER: HostUser = { name: 'learner', uid: 1000, gid: 1000, groups: [1000, 27, 999], home: '/home/learner' };

function environmentOf(user: HostUser, cwd: string, term: string, { env, marksCommands }: ShellOptions): ReadonlyMap<string, string> {
  const path = user.uid === 0 ? '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin' : '/usr/local/bin:/usr/bin:/bin:/usr/local/games:/usr/games';
  return new Map([
    ['HOME', user.home], ['USER', user.name], ['LOGNAME', user.name], ['SHELL', '/bin/bash'], ['PATH', path], ['PWD', cwd], ['TERM', term], ['LANG', 'C.UTF-8'],
    ...(marksCommands ? [['SHELL_INTEGRATION', 'osc133'] as const] : []),
    ...Object.entries(env ?? {}),
  ]);
}
