import { toText } from '../../../../core/bytes.ts';
import { createMemoryFileSystem } from '../../../../machine/files/memory.ts';
import { createMountNamespace } from '../../../../machine/files/namespace.ts';
import type { Files } from '../../../../machine/files/files.ts';
import { statusCode } from '../../../../machine/system.ts';
import { Router } from '../../../api/router.ts';
import { buildRoutes } from '../../../api/routes/build.ts';
import { createBuilder } from '../../../builder/serve/serve.ts';
import { TestBackend } from '../../../builder/testing/backend.ts';
import { runDocker } from '../../program.ts';

export interface Said {
  readonly stdout: string;
  readonly stderr: string;
  readonly status: number;
}

/** The docker command in a folder of its own, with a builder behind it and no engine. */
export class BuildDesk {
  readonly backend = new TestBackend();
  readonly #namespaces;
  readonly files: Files;
  readonly #router;

  constructor() {
    const { scheduler, host } = this.backend;
    const mounts = createMountNamespace(createMemoryFileSystem({ type: 'ext4', now: () => scheduler.clock.now() }));
    this.files = mounts.files();
    for (const folder of ['/work', '/root', '/tmp']) this.files.mkdirAll(folder);
    this.#namespaces = { ...host.namespaces, mounts };
    this.#router = new Router(scheduler, buildRoutes(createBuilder(this.backend)));
  }

  /** Writes files of `/work`. */
  write(files: Readonly<Record<string, string>>): void {
    for (const [path, text] of Object.entries(files)) {
      this.files.mkdirAll(`/work/${path}`.replace(/\/[^/]*$/, ''));
      this.files.write(`/work/${path}`, text);
    }
  }

  docker(args: readonly string[], options: { readonly env?: Readonly<Record<string, string>>; readonly stdin?: string; readonly columns?: number } = {}): Said {
    const { scheduler, host } = this.backend;
    const [stdin, feed] = host.pipe();
    const [out, stdout] = host.pipe();
    const [err, stderr] = host.pipe();
    const texts = { stdout: '', stderr: '' };
    const collect = (read: (max?: number) => ReturnType<typeof out.read>, key: 'stdout' | 'stderr') => scheduler.start((function* () {
      for (let part = yield* read(); part.length > 0; part = yield* read()) texts[key] += toText(part);
    })(), () => {});
    collect((max) => out.read(max), 'stdout');
    collect((max) => err.read(max), 'stderr');
    let errors = stderr;
    if (options.columns !== undefined) {
      const { terminal, inner } = host.openTerminal();
      terminal.resize({ columns: options.columns, rows: 30 });
      collect((max) => terminal.outer.input.read(max), 'stderr');
      errors = inner;
    }
    const process = host.start({
      argv: ['docker', ...args], main: (system) => runDocker(system, { connect: () => this.#router }), env: new Map(Object.entries({ HOME: '/root', PATH: '/bin', ...options.env })), cwd: '/work',
      credentials: { uid: 0, gid: 0, groups: [0] }, namespaces: this.#namespaces, cgroup: '/', descriptors: new Map([[0, stdin], [1, stdout], [2, errors]]),
    });
    for (const file of [stdin, stdout, stderr]) file.release();
    scheduler.start((function* () {
      if (options.stdin) yield* feed.write(new TextEncoder().encode(options.stdin));
      feed.release();
    })(), () => {});
    scheduler.run({ isOver: () => process.status !== undefined });
    scheduler.run({ until: scheduler.clock.now() });
    return { ...texts, status: statusCode(process.status!) };
  }
}
