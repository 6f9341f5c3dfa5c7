import { toText } from '../../../core/bytes.ts';
import { HOUR, SECOND, VirtualClock } from '../../../core/clock.ts';
import type { Micros } from '../../../core/clock.ts';
import { createEntropy } from '../../../core/entropy.ts';
import { Scheduler } from '../../../core/process.ts';
import { Space } from '../../../machine/files/space.ts';
import { createHost } from '../../../machine/create-host.ts';
import { createDevFileSystem } from '../../../machine/files/dev.ts';
import { createMemoryFileSystem } from '../../../machine/files/memory.ts';
import { createMountNamespace } from '../../../machine/files/namespace.ts';
import { createOverlay } from '../../../machine/files/overlay.ts';
import type { Files } from '../../../machine/files/files.ts';
import type { MountNamespace } from '../../../machine/files/mounts.ts';
import { createProcFileSystem } from '../../../machine/files/proc/proc.ts';
import type { Host, RunningProcess } from '../../../machine/host.ts';
import { createNetworkFabric } from '../../../machine/network/create-fabric.ts';
import { createInternet } from '../../../machine/network/internet.ts';
import type { NetworkNamespace } from '../../../machine/network/fabric.ts';
import { programs } from '../../../machine/programs/index.ts';
import { statusCode } from '../../../machine/system.ts';
import type { ExitCode } from '../../../machine/system.ts';
import { addPublicSites } from '../../registry/sites.ts';
import { materialiseEdition } from '../../registry/materialise.ts';
import { catalogue } from '../index.ts';
import { secondsOf } from '../entries.ts';

export interface Ran {
  readonly stdout: string;
  readonly stderr: string;
  /** Undefined when it had not ended in time. */
  readonly status: ExitCode | undefined;
  readonly took: Micros;
}

export interface TestContainer {
  readonly address: string;
  readonly files: Files;
  readonly stdout: string;
  readonly stderr: string;
  readonly process: RunningProcess;
  /** `docker exec`. */
  exec(argv: readonly string[], stdin?: string): Ran;
}

/** Runs images of the catalogue without an engine: for tests of what lies in them. */
export class ImageHost {
  readonly scheduler: Scheduler;
  readonly host: Host;
  readonly #names = new Map<string, string>();
  #count = 1;
  readonly #bridge;

  constructor(readonly start: Micros = 1_748_851_200 * SECOND) {
    const clock = new VirtualClock(start);
    this.scheduler = new Scheduler(clock);
    const now = () => clock.now();
    const internet = createInternet(this.scheduler);
    addPublicSites(internet);
    const fabric = createNetworkFabric({ scheduler: this.scheduler, name: 'host', internet });
    const mounts = createMountNamespace(createMemoryFileSystem({ type: 'ext4', device: '/dev/vda1', size: 64 * 2 ** 30, now }));
    this.host = createHost({ scheduler: this.scheduler, entropy: createEntropy('images'), hostname: 'host', programs, mounts, fabric, network: fabric.host });
    this.#bridge = fabric.createBridge({ name: 'br0', subnet: '172.18.0.0/16', gateway: '172.18.0.1' });
  }

  /** Runs to the end. */
  run(image: string, argv?: readonly string[], options: { readonly env?: Readonly<Record<string, string>>; readonly stdin?: string; readonly timeout?: Micros; readonly files?: Readonly<Record<string, string>>; readonly isOffline?: boolean; readonly entrypoint?: readonly string[] } = {}): Ran {
    const before = this.host.now();
    const container = this.create(image, `run${this.#count}`, argv, options);
    this.scheduler.run({ until: before + (options.timeout ?? HOUR), isOver: () => container.process.status !== undefined });
    const took = this.host.now() - before;
    this.scheduler.run({ until: this.host.now() });
    const { status } = container.process;
    return { stdout: container.stdout, stderr: container.stderr, status: status && statusCode(status), took };
  }

  /** Starts and lets it go on; other containers find it by its name. */
  create(image: string, name: string, argv?: readonly string[], options: { readonly env?: Readonly<Record<string, string>>; readonly stdin?: string; readonly files?: Readonly<Record<string, string>>; readonly isOffline?: boolean; readonly entrypoint?: readonly string[] } = {}): TestContainer {
    const { document, layers } = imageOf(image, this.host.now());
    const now = () => this.host.now();
    const mounts = createMountNamespace(createOverlay(layers.map(({ layer }) => layer), { space: new Space(2 ** 40) }));
    const files = mounts.files();
    for (const folder of ['/proc', '/dev', '/etc', '/run']) files.mkdirAll(folder);
    files.write('/etc/hosts', '127.0.0.1\tlocalhost\n');
    files.write('/etc/resolv.conf', 'nameserver 127.0.0.11\n');
    for (const [path, text] of Object.entries(options.files ?? {})) {
      files.mkdirAll(path.replace(/\/[^/]*$/, '') || '/');
      files.write(path, text);
    }
    const network = this.host.fabric.createNamespace(name);
    const address = `172.18.0.${++this.#count}`;
    if (!options.isOffline) this.host.fabric.attach(network, this.#bridge, { interface: 'eth0', address });
    this.#names.set(name, address);
    network.setFiles((path) => (files.exists(path) ? files.readText(path) : undefined));
    if (!options.isOffline) network.setResolver((asked) => this.#resolve(asked));
    const pids = this.host.createPidNamespace();
    const namespaces = { mounts, pids, network, uts: { hostname: name, domainname: '' } };
    const facts = { ...this.host.facts, hostname: name };
    mounts.mount(createProcFileSystem({ view: pids.view, facts, resources: this.host.resources, now, mounts: () => mounts.mounts, network: () => network.stack }), '/proc');
    mounts.mount(createDevFileSystem({ now, entropy: createEntropy('dev') }), '/dev');
    const config = document.config ?? {};
    const command = [...(options.entrypoint ?? config.Entrypoint ?? []), ...(argv ?? config.Cmd ?? [])];
    const env = new Map([...(config.Env ?? []).map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)] as const), ['HOSTNAME', name] as const, ...Object.entries(options.env ?? {})]);
    return this.#started({ mounts, network }, namespaces, command, env, config.WorkingDir ?? '/', address, options.stdin ?? '');
  }

  *#resolve(name: string) {
    yield* [];
    const known = this.#names.get(name);
    if (known !== undefined) return [known];
    return yield* this.host.namespaces.network.stack.resolve(name);
  }

  #started({ mounts }: { mounts: MountNamespace; network: NetworkNamespace }, namespaces: Parameters<Host['start']>[0]['namespaces'], argv: readonly string[], env: Map<string, string>, cwd: string, address: string, stdin: string): TestContainer {
    const launch = (command: readonly string[], input: string) => {
      const [inputEnd, feed] = this.host.pipe();
      const [out, stdout] = this.host.pipe();
      const [err, stderr] = this.host.pipe();
      const texts = { stdout: '', stderr: '' };
      const collect = (file: typeof out, key: 'stdout' | 'stderr') => this.scheduler.start((function* () {
        for (let part = yield* file.read(); part.length > 0; part = yield* file.read()) texts[key] += toText(part);
      })());
      collect(out, 'stdout');
      collect(err, 'stderr');
      const process = this.host.start({ argv: command, env, cwd, credentials: { uid: 0, gid: 0, groups: [0] }, namespaces, cgroup: '/', descriptors: new Map([[0, inputEnd], [1, stdout], [2, stderr]]) });
      for (const file of [inputEnd, stdout, stderr]) file.release();
      this.scheduler.start((function* () {
        if (input) yield* feed.write(new TextEncoder().encode(input));
        feed.release();
      })(), () => {});
      return { process, texts };
    };
    const { process, texts } = launch(argv, stdin);
    return {
      address,
      files: mounts.files(),
      get stdout() {
        return texts.stdout;
      },
      get stderr() {
        return texts.stderr;
      },
      process,
      exec: (command, input = '') => {
        const before = this.host.now();
        const other = launch(command, input);
        this.scheduler.run({ until: before + HOUR, isOver: () => other.process.status !== undefined });
        const took = this.host.now() - before;
        this.scheduler.run({ until: this.host.now() });
        return { ...other.texts, status: other.process.status && statusCode(other.process.status), took };
      },
    };
  }

  /** Lets time pass. */
  wait(duration: Micros): void {
    this.scheduler.run({ until: this.host.now() + duration });
  }
}

function imageOf(reference: string, now: Micros) {
  const [name = '', tag = 'latest'] = reference.split(':');
  const repository = catalogue.get(name.includes('/') ? `docker.io/${name}` : `docker.io/library/${name}`);
  const edition = repository?.editions().findLast((each) => each.tags.includes(tag) && secondsOf(each.published) * SECOND <= now);
  if (!edition) throw new Error(`no image ${reference}`);
  return materialiseEdition(edition).images.get('linux/amd64')!;
}
