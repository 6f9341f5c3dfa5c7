import { VirtualClock } from '../core/clock.ts';
import type { Micros } from '../core/clock.ts';
import { createEntropy } from '../core/entropy.ts';
import type { Entropy } from '../core/entropy.ts';
import { Scheduler } from '../core/process.ts';
import type { RunLimits, Stopped } from '../core/process.ts';
import { toBytes } from '../core/bytes.ts';
import { Collector, inputOf } from '../core/stream.ts';
import type { Input, Output } from '../core/stream.ts';
import type { Host, RunningProcess } from '../machine/host.ts';
import type { Credentials } from '../machine/files/files.ts';
import type { OpenFile } from '../machine/files/open-file.ts';
import type { Content } from '../machine/files/content.ts';
import type { Terminal, WindowSize } from '../machine/processes/terminal.ts';
import { createInternet } from '../machine/network/internet.ts';
import type { Internet } from '../machine/network/internet.ts';
import type { ExitStatus } from '../machine/system.ts';
import { statusCode } from '../machine/system.ts';
import { catalogue, oracleBusybox } from './catalogue/index.ts';
import { RegistryClient } from './registry/client.ts';
import { RegistryError } from './registry/endpoint.ts';
import { materialise } from './registry/materialise.ts';
import { PublicRegistries } from './registry/public.ts';
import { Engine } from './engine/engine.ts';
import { parseReference } from './engine/images/reference.ts';
import { createWorldHost } from './world/host.ts';
import type { HostUser } from './world/host.ts';
import { InputFile, OutputFile } from './world/streams.ts';

/** 2025-06-02T08:00:00Z. */
export const EPOCH: Micros = 1_748_851_200_000_000;

export interface WorldOptions {
  /** The same seed and inputs give the same world, to the byte. */
  readonly seed?: string;
  /** Who works at the terminal: `learner` unless told. */
  readonly user?: 'root' | 'learner';
  /** Images that are there from the start: `busybox` (as the transcripts have it), or names of the catalogue's. */
  readonly preload?: readonly string[];
  /** Files of the learner's folder, by path. */
  readonly files?: Readonly<Record<string, Content | string>>;
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
  readonly registries: PublicRegistries;
  readonly hosts: ReadonlyMap<string, WorldHost>;
  readonly user: HostUser;

  constructor(options: WorldOptions) {
    this.clock = new VirtualClock(EPOCH);
    this.scheduler = new Scheduler(this.clock);
    this.entropy = createEntropy(options.seed ?? 'drydock');
    this.internet = createInternet(this.scheduler);
    this.registries = new PublicRegistries({ clock: this.clock, catalogue });
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

  /**
   * An interactive shell on a terminal: type into `terminal.outer.output`, show what comes from `terminal.outer.input`.
   * With `marksCommands` it prints OSC 133 and 633 marks around its prompt and commands, as shells do for terminals that
   * understand them.
   */
  shell(size: WindowSize = { columns: 80, rows: 24 }, user: HostUser = this.user, options: { readonly cwd?: string; readonly marksCommands?: boolean } = {}): WorldShell {
    const { host } = this.main;
    const { terminal, inner } = host.openTerminal();
    terminal.resize(size);
    const env = new Map([...environmentOf(user, 'xterm-256color'), ...(options.marksCommands ? [['SHELL_INTEGRATION', 'osc133'] as const] : [])]);
    const process = host.start({
      argv: ['bash', '-i'], env, cwd: options.cwd ?? user.home, credentials: user, namespaces: host.namespaces, cgroup: '/',
      descriptors: new Map([[0, inner], [1, inner], [2, inner]]), terminal,
    });
    inner.release();
    return { terminal, process };
  }

  /** Starts a script with bash; what it prints goes to the outputs. */
  startScript(text: string, options: { readonly cwd?: string; readonly user?: HostUser; readonly input?: string; readonly stdin?: Input; readonly env?: Readonly<Record<string, string>>; readonly argv?: readonly string[]; readonly stdout: Output; readonly stderr: Output }): RunningProcess {
    const { host } = this.main;
    const user = options.user ?? this.user;
    return host.start({
      argv: options.argv ?? ['bash', '-c', text], env: new Map([...environmentOf(user, 'dumb'), ...Object.entries(options.env ?? {})]), cwd: options.cwd ?? user.home,
      credentials: user, namespaces: host.namespaces, cgroup: '/',
      descriptors: new Map<number, OpenFile>([[0, new InputFile(options.stdin ?? inputOf(toBytes(options.input ?? '')))], [1, new OutputFile(options.stdout)], [2, new OutputFile(options.stderr)]]),
    });
  }

  /** Runs a script with bash until it ends, moving the clock. Throws when it never can. */
  runScript(text: string, options: { readonly cwd?: string; readonly user?: HostUser; readonly input?: string; readonly argv?: readonly string[]; readonly stdout?: Output; readonly stderr?: Output } = {}): ScriptResult {
    const [stdout, stderr] = [new Collector(), new Collector()];
    let status: ExitStatus | undefined;
    const process = this.startScript(text, { stdout, stderr, ...options });
    process.onExit((ended) => (status = ended));
    const stopped = this.scheduler.run({ isOver: () => status !== undefined });
    if (!status) throw new Error(`the script waits for ever (${stopped})`);
    return { stdout: stdout.text(), stderr: stderr.text(), status: statusCode(status) };
  }

  #createHost(name: string, index: number, options: WorldOptions): WorldHost {
    const { scheduler } = this;
    const entropy = this.entropy.fork(`host ${name}`);
    const made = createWorldHost({ ...options, scheduler, entropy, internet: this.internet, name, index, user: this.user });
    const registry = new RegistryClient(this.registries, function* (domain) {
      throw new RegistryError('NETWORK', `Get "https://${domain}/v2/": dial tcp: lookup ${domain.replace(/:.*/, '')} on 192.168.65.7:53: no such host`, `Get "https://${domain}/v2/": dial tcp: lookup ${domain.replace(/:.*/, '')}: no such host`);
    });
    const engine = new Engine({ host: made.host, entropy: entropy.fork('engine'), diskSpace: made.disk, registry });
    made.serve(engine);
    for (const image of options.preload ?? []) this.#preload(engine, image, options.platform ?? 'linux/amd64');
    return { name, host: made.host, engine };
  }

  #preload(engine: Engine, name: string, platform: string): void {
    const { images } = engine.daemon;
    if (name === 'busybox') {
      const image = materialise(oracleBusybox(platform as 'linux/amd64'), platform as 'linux/amd64', '2025-06-02T07:59:30Z');
      images.add(image.configText, image.document, image.layers.map(({ layer }) => layer));
      images.tag({ ...parseReference(name), tag: 'latest' }, image.configDigest);
      return;
    }
    throw new Error(`${name} cannot be preloaded`);
  }
}

export function createWorld(options: WorldOptions = {}): World {
  return new World(options);
}

export const ROOT: HostUser = { name: 'root', uid: 0, gid: 0, groups: [0], home: '/root' };
export const LEARNER: HostUser = { name: 'learner', uid: 1000, gid: 1000, groups: [1000, 27, 999], home: '/home/learner' };

function environmentOf(user: HostUser, term: string): ReadonlyMap<string, string> {
  const path = user.uid === 0 ? '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin' : '/usr/local/bin:/usr/bin:/bin:/usr/local/games:/usr/games';
  return new Map([['HOME', user.home], ['USER', user.name], ['LOGNAME', user.name], ['SHELL', '/bin/bash'], ['PATH', path], ['TERM', term], ['LANG', 'C.UTF-8']]);
}

export type { Credentials };
