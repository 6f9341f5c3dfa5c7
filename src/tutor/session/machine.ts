import { toBytes } from '../../core/bytes.ts';
import type { Micros } from '../../core/clock.ts';
import type { Process } from '../../core/process.ts';
import { Collector } from '../../core/stream.ts';
import type { ApiHandler } from '../../docker/api/http.ts';
import type { EngineView } from '../../docker/engine/view.ts';
import { LEARNER, ROOT } from '../../docker/world.ts';
import type { World } from '../../docker/world.ts';
import type { Files } from '../../machine/files/files.ts';
import type { Terminal, WindowSize } from '../../machine/processes/terminal.ts';
import { recordApi } from './api-record.ts';
import type { ApiExchange } from './api-record.ts';

/** A terminal with the host's shell on it, as a session holds it. */
export interface SessionShell {
  readonly terminal: Terminal;
  type(bytes: Uint8Array): void;
}

export interface ScriptOutcome {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** A world as sessions and checks use it: the one place where they reach into its host. */
export class Machine {
  /** The host's files, with root's rights. */
  readonly files: Files;
  readonly exchanges: ApiExchange[] = [];

  constructor(readonly world: World) {
    const { host, engine } = world.main;
    this.files = host.namespaces.mounts.files();
    recordApi(this.files, engine, this.exchanges, () => world.clock.now());
  }

  get now(): Micros {
    return this.world.clock.now();
  }

  get api(): ApiHandler {
    return this.world.main.engine;
  }

  view(): EngineView {
    return this.world.main.engine.view();
  }

  /** An interactive shell of the learner's. What it shows goes to `output`; `closed` when it has ended. */
  shell(size: WindowSize, cwd: string, output: (bytes: Uint8Array) => void, closed: () => void): SessionShell {
    const { terminal, process } = this.world.shell(size, LEARNER, { cwd, marksCommands: true });
    const { scheduler } = this.world;
    scheduler.start(show(terminal, output));
    process.onExit(closed);
    let typing: Uint8Array[] = [];
    let isTyping = false;
    return {
      terminal,
      type(bytes) {
        typing.push(bytes);
        if (isTyping) return;
        isTyping = true;
        scheduler.start(
          (function* (): Process<void> {
            while (typing.length > 0) {
              const parts = typing;
              typing = [];
              for (const part of parts) yield* terminal.outer.output.write(part);
            }
            isTyping = false;
          })(),
        );
      },
    };
  }

  /** Runs a script with bash, on the virtual clock. */
  *script(text: string, { user = 'learner', cwd }: { readonly user?: 'learner' | 'root'; readonly cwd: string }): Process<ScriptOutcome> {
    const [stdout, stderr] = [new Collector(), new Collector()];
    const started = this.world.startScript(text, { user: user === 'root' ? ROOT : LEARNER, cwd, stdout, stderr });
    const status = yield* started.wait();
    return { status: status.signal === undefined ? (status.code ?? 0) : 128 + status.signal, stdout: stdout.text(), stderr: stderr.text() };
  }

  /** Puts a file there as the learner's own, with the folders above it. */
  putFile(path: string, content: Uint8Array | string): void {
    this.makeFolders(path.slice(0, path.lastIndexOf('/')));
    this.files.write(path, content instanceof Uint8Array ? content : toBytes(content), 0o644);
    this.files.chown(path, LEARNER.uid, LEARNER.gid);
  }

  /** The editor's save; without a text the file is deleted. */
  editFile(path: string, text: string | undefined): void {
    if (text !== undefined) this.putFile(path, text);
    else if (this.files.exists(path)) this.files.unlink(path);
  }

  /** A folder of the learner's, with those above it. */
  makeFolders(folder: string): void {
    if (folder === '' || this.files.exists(folder)) return;
    this.makeFolders(folder.slice(0, folder.lastIndexOf('/')));
    this.files.mkdir(folder, 0o755);
    this.files.chown(folder, LEARNER.uid, LEARNER.gid);
  }
}

function* show(terminal: Terminal, output: (bytes: Uint8Array) => void): Process<void> {
  for (;;) {
    const bytes = yield* terminal.outer.input.read();
    if (bytes.length === 0) return;
    output(bytes);
  }
}

