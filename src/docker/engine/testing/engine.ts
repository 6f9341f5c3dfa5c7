import { toText } from '../../../core/bytes.ts';
import { VirtualClock } from '../../../core/clock.ts';
import { createEntropy } from '../../../core/entropy.ts';
import type { Process } from '../../../core/process.ts';
import { Scheduler } from '../../../core/process.ts';
import { readAll } from '../../../core/stream.ts';
import { createHost } from '../../../machine/create-host.ts';
import { createMemoryFileSystem } from '../../../machine/files/memory.ts';
import { createMountNamespace } from '../../../machine/files/namespace.ts';
import { createNetworkFabric } from '../../../machine/network/create-fabric.ts';
import { createInternet } from '../../../machine/network/internet.ts';
import { programs } from '../../../machine/programs/index.ts';
import { isInput } from '../../api/http.ts';
import type { ApiResponse, Json, Method } from '../../api/http.ts';
import { oracleBusybox } from '../../catalogue/index.ts';
import { materialise } from '../../registry/materialise.ts';
import { Engine } from '../engine.ts';
import { parseReference } from '../images/reference.ts';
import { rootViewer } from '../root-viewer.ts';

const EPOCH = 1_748_851_200_000_000;

/** An engine on a bare host with busybox, and requests as a test makes them. */
export class TestEngine {
  readonly scheduler = new Scheduler(new VirtualClock(EPOCH));
  readonly engine: Engine;

  constructor() {
    const { scheduler } = this;
    const now = () => scheduler.clock.now();
    const entropy = createEntropy('test');
    const mounts = createMountNamespace(createMemoryFileSystem({ type: 'ext4', now }));
    const files = mounts.files(rootViewer(now));
    for (const folder of ['/etc', '/tmp', '/dev', '/proc', '/sys', '/var/lib']) files.mkdirAll(folder);
    files.write('/etc/resolv.conf', 'nameserver 192.168.65.7\n');
    const fabric = createNetworkFabric({ scheduler, name: 'test', internet: createInternet(scheduler) });
    const host = createHost({ scheduler, entropy, hostname: 'test', mounts, fabric, network: fabric.host, programs });
    this.engine = new Engine({ host, entropy: entropy.fork('engine') });
    const image = materialise(oracleBusybox('linux/amd64'), 'linux/amd64', '2025-06-02T07:59:30Z');
    const { images } = this.engine.daemon;
    images.add(image.configText, image.document, image.layers.map(({ layer }) => layer));
    images.tag({ ...parseReference('busybox'), tag: 'latest' }, image.configDigest);
  }

  /** Sends a request and runs until it is answered. */
  ask(method: Method, path: string, body?: Json): ApiResponse {
    const [bare, query = ''] = path.split('?') as [string, string?];
    const pairs = query === '' ? [] : query.split('&').map((part) => part.split('=').map(decodeURIComponent) as [string, string?]);
    const parameters = new Map(pairs.map(([name, value = '']) => [name, [value]]));
    return this.finish(this.engine.handle({ method, path: bare, query: parameters, headers: new Map(), ...(body === undefined ? {} : { body }) }));
  }

  /** The body of a GET. */
  get<Body = Json>(path: string): Body {
    return this.ask('GET', path).body as Body;
  }

  /** A streamed body, to its end. */
  text(response: ApiResponse): string {
    if (!isInput(response.body)) return JSON.stringify(response.body);
    return toText(this.finish(readAll(response.body)));
  }

  /** Runs until a process has ended. */
  finish<Result>(process: Process<Result>): Result {
    let ended: { readonly value: Result } | undefined;
    this.scheduler.start(process, (outcome) => {
      if (outcome.kind === 'threw') throw outcome.error;
      if (outcome.kind === 'returned') ended = { value: outcome.value };
    });
    this.scheduler.run({ isOver: () => ended !== undefined });
    return ended!.value;
  }
}
