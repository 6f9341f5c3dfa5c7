import { toBytes } from '../../core/bytes.ts';
import { MILLISECOND } from '../../core/clock.ts';
import { Condition } from '../../core/process.ts';
import type { Process } from '../../core/process.ts';
import { isSystemError } from '../errno.ts';
import type { OpenFile } from '../files/open-file.ts';
import type { Listener } from '../network/network.ts';
import { SIGNALS, signalName } from '../signals.ts';
import type { Child, Program, System } from '../system.ts';
import { formatMoment, momentOf } from './support/calendar.ts';
import { Owners } from './support/owners.ts';
import { serveConnection } from './support/http-server.ts';
import type { HttpAnswer } from './support/http-server.ts';
import { ConfigurationError, ERROR_NUMBERS, readConfiguration } from './nginx/configuration.ts';
import { checkDirectives } from './nginx/directives.ts';
import { errorAnswer, expand, openContext, respond } from './nginx/respond.ts';
import type { Context, Worker } from './nginx/respond.ts';
import { toConfiguration } from './nginx/sites.ts';
import type { Configuration } from './nginx/sites.ts';

/** nginx (https://nginx.org/en/docs/): a master, and workers that serve. */
export const program: Program = {
  name: 'nginx',
  *main(system) {
    const asked = readArguments(system.argv.slice(1));
    if (typeof asked === 'string') {
      yield* system.complain(`nginx: ${asked}\n`);
      return 1;
    }
    const version = versionOf(system);
    if (asked.isVersion) {
      yield* system.complain(`nginx version: nginx/${version}\n`);
      return 0;
    }
    try {
      const configuration = yield* load(system, asked.configuration, asked.globals);
      if (asked.isTest) {
        yield* system.complain(`nginx: the configuration file ${asked.configuration} syntax is ok\nnginx: configuration file ${asked.configuration} test is successful\n`);
        return 0;
      }
      if (asked.signal !== undefined) return yield* signalMaster(system, configuration, asked.signal);
      const master = new Master(system, configuration, version, asked.configuration, asked.globals);
      if (configuration.main.some(({ name, args }) => name === 'daemon' && args[0] === 'off')) return yield* master.run();
      system.fork((child) => new Master(child, configuration, version, asked.configuration, asked.globals).run());
      return 0;
    } catch (error) {
      if (!(error instanceof ConfigurationError)) throw error;
      yield* system.complain(`${stamp(system)} [emerg] ${system.pid}#${system.pid}: ${error.message}\nnginx: [emerg] ${error.message}\n${asked.isTest ? `nginx: configuration file ${asked.configuration} test failed\n` : ''}`);
      return 1;
    }
  },
};

interface Asked {
  configuration: string;
  globals: string;
  isTest: boolean;
  isVersion: boolean;
  signal?: string;
}

function readArguments(args: readonly string[]): Asked | string {
  const asked: Asked = { configuration: '/etc/nginx/nginx.conf', globals: '', isTest: false, isVersion: false };
  for (let i = 0; i < args.length; i++) {
    const arg = args[i]!;
    if (arg === '-t' || arg === '-T') asked.isTest = true;
    else if (arg === '-v' || arg === '-V') asked.isVersion = true;
    else if (arg === '-q') continue;
    else if (arg === '-c' || arg === '-g' || arg === '-s' || arg === '-p' || arg === '-e') {
      const value = args[++i];
      if (value === undefined) return `option "${arg}" requires parameter`;
      if (arg === '-c') asked.configuration = value.startsWith('/') ? value : `/etc/nginx/${value}`;
      if (arg === '-g') asked.globals = value;
      if (arg === '-s') asked.signal = value;
    } else return `invalid option: "${arg}"`;
  }
  return asked;
}

/** The image's own say: the package's version, as NGINX_VERSION has it. */
function versionOf(system: System): string {
  return system.env.get('NGINX_VERSION') ?? '1.22.1';
}

function stamp(system: System): string {
  return formatMoment('%Y/%m/%d %H:%M:%S', momentOf(system.now()));
}

/** Reads the configuration, and looks up the names of servers that it passes requests to. */
function* load(system: System, path: string, globals: string): Process<Configuration> {
  const main = readConfiguration(system.files, path);
  const extra = globals.split(';').flatMap((text) => {
    const [name, ...args] = text.trim().split(/\s+/);
    return name ? [{ name, args, file: 'command line', line: 0 }] : [];
  });
  checkDirectives([...extra, ...main]);
  const configuration = toConfiguration([...extra, ...main]);
  for (const site of configuration.sites) {
    for (const directive of [...site.locations.flatMap(({ directives }) => directives), ...site.directives]) {
      const host = directive.name === 'proxy_pass' ? /^https?:\/\/([^/:]+)/.exec(directive.args[0] ?? '')?.[1] : undefined;
      if (host !== undefined && !host.includes('$') && !configuration.upstreams.has(host)) yield* mustResolve(system, host, `in ${directive.file}:${directive.line}`);
    }
  }
  for (const directive of configuration.http.filter(({ name }) => name === 'upstream')) {
    for (const server of directive.block ?? []) if (server.name === 'server') yield* mustResolve(system, server.args[0]!.split(':')[0]!, `in ${server.file}:${server.line}`);
  }
  return configuration;
}

function* mustResolve(system: System, host: string, where: string): Process<void> {
  if (/^[\d.]+$/.test(host)) return;
  let found: readonly string[] = [];
  try {
    found = yield* system.network.resolve(host);
  } catch (error) {
    if (!isSystemError(error)) throw error;
  }
  if (found.length === 0) throw new ConfigurationError(`host not found in upstream "${host}" ${where}`);
}

function* signalMaster(system: System, configuration: Configuration, name: string): Process<number> {
  const signal = { stop: SIGNALS.SIGTERM, quit: SIGNALS.SIGQUIT, reload: SIGNALS.SIGHUP, reopen: SIGNALS.SIGUSR1 }[name];
  if (signal === undefined) {
    yield* system.complain(`nginx: invalid option: "-s ${name}"\n`);
    return 1;
  }
  const path = configuration.main.find((each) => each.name === 'pid')?.args[0] ?? '/run/nginx.pid';
  try {
    yield* system.complain(`${stamp(system)} [notice] ${system.pid}#${system.pid}: signal process started\n`);
    system.kill(Number(system.files.readText(path)), signal);
    return 0;
  } catch (error) {
    if (!isSystemError(error)) throw error;
    yield* system.complain(`nginx: [error] open() "${path}" failed (${ERROR_NUMBERS[error.code] ?? 3}: ${error.message})\n`);
    return 1;
  }
}

class Master {
  readonly #changed = new Condition('signal');
  readonly #signals: number[] = [];
  #errorLog: OpenFile | undefined;
  #accessLogs = new Map<string, OpenFile>();
  #connections = 0;

  constructor(
    private readonly system: System,
    private configuration: Configuration,
    private readonly version: string,
    private readonly path: string,
    private readonly globals: string,
  ) {}

  *run(): Process<number> {
    const { system } = this;
    this.#openLogs();
    let listeners: Listener[];
    try {
      listeners = this.#listen();
    } catch (error) {
      if (!(error instanceof ConfigurationError)) throw error;
      yield* this.#log('emerg', error.message);
      yield* system.complain(`nginx: [emerg] ${error.message}\n`);
      return 1;
    }
    this.#writePid();
    for (const signal of [SIGNALS.SIGQUIT, SIGNALS.SIGTERM, SIGNALS.SIGINT, SIGNALS.SIGHUP, SIGNALS.SIGUSR1, SIGNALS.SIGWINCH, SIGNALS.SIGCHLD]) {
      system.onSignal(signal, () => {
        this.#signals.push(signal);
        this.#changed.notify();
      });
    }
    yield* this.#log('notice', 'using the "epoll" event method');
    yield* this.#log('notice', `nginx/${this.version}`);
    yield* this.#log('notice', 'built by gcc 12.2.0 (Debian 12.2.0-14) ');
    yield* this.#log('notice', `OS: Linux ${system.host.kernelRelease}`);
    yield* this.#log('notice', 'getrlimit(RLIMIT_NOFILE): 1048576:1048576');
    yield* this.#log('notice', 'start worker processes');
    let workers = yield* this.#startWorkers(listeners);
    for (;;) {
      while (this.#signals.length === 0) yield* this.#changed.wait();
      const signal = this.#signals.shift()!;
      if (signal === SIGNALS.SIGCHLD) {
        workers = yield* this.#reap(workers, listeners);
      } else if (signal === SIGNALS.SIGHUP) {
        workers = yield* this.#reload(workers, listeners);
      } else if (signal === SIGNALS.SIGUSR1) {
        this.#openLogs();
      } else if (signal !== SIGNALS.SIGWINCH) {
        yield* this.#log('notice', `signal ${signal} (${signalName(signal)}) received, ${signal === SIGNALS.SIGQUIT ? 'shutting down' : 'exiting'}`);
        return yield* this.#stop(workers, listeners, signal);
      }
    }
  }

  *#stop(workers: readonly Child[], listeners: readonly Listener[], signal: number): Process<number> {
    for (const listener of listeners) listener.close();
    for (const worker of workers) if (!worker.status) this.system.kill(worker.pid, signal === SIGNALS.SIGQUIT ? SIGNALS.SIGQUIT : SIGNALS.SIGTERM);
    for (const worker of workers) {
      const status = worker.status ?? (yield* worker.wait());
      yield* this.#log('notice', `signal 17 (SIGCHLD) received from ${worker.pid}`);
      yield* this.#log('notice', `worker process ${worker.pid} exited with code ${status.code ?? 0}`);
    }
    const pid = this.#pidPath();
    if (this.system.files.exists(pid)) this.system.files.unlink(pid);
    yield* this.#log('notice', 'exit');
    return 0;
  }

  *#reload(old: readonly Child[], listeners: Listener[]): Process<Child[]> {
    yield* this.#log('notice', 'signal 1 (SIGHUP) received, reconfiguring');
    yield* this.#log('notice', 'reconfiguring');
    try {
      this.configuration = yield* load(this.system, this.path, this.globals);
    } catch (error) {
      if (!(error instanceof ConfigurationError)) throw error;
      yield* this.#log('emerg', error.message);
      return [...old];
    }
    this.#openLogs();
    for (const worker of old) if (!worker.status) this.system.kill(worker.pid, SIGNALS.SIGQUIT);
    for (const listener of listeners.splice(0)) listener.close();
    listeners.push(...this.#listen());
    yield* this.#log('notice', 'start worker processes');
    return yield* this.#startWorkers(listeners);
  }

  /** A worker that died is replaced. */
  *#reap(workers: readonly Child[], listeners: readonly Listener[]): Process<Child[]> {
    const alive: Child[] = [];
    for (const worker of workers) {
      const status = worker.reap();
      if (!status) {
        alive.push(worker);
        continue;
      }
      yield* this.#log('notice', `signal 17 (SIGCHLD) received from ${worker.pid}`);
      yield* status.signal === undefined ? this.#log('notice', `worker process ${worker.pid} exited with code ${status.code}`) : this.#log('alert', `worker process ${worker.pid} exited on signal ${status.signal}`);
      alive.push(this.#startWorker(listeners));
      yield* this.#log('notice', `start worker process ${alive.at(-1)!.pid}`);
    }
    for (const child of this.system.children) if (!alive.includes(child)) child.reap();
    return alive;
  }

  *#startWorkers(listeners: readonly Listener[]): Process<Child[]> {
    const asked = this.configuration.main.findLast(({ name }) => name === 'worker_processes')?.args[0] ?? '1';
    const count = asked === 'auto' ? this.system.resources.cores : Number(asked);
    const workers: Child[] = [];
    for (let i = 0; i < count; i++) {
      workers.push(this.#startWorker(listeners));
      yield* this.#log('notice', `start worker process ${workers[i]!.pid}`);
    }
    return workers;
  }

  #startWorker(listeners: readonly Listener[]): Child {
    const user = this.configuration.main.find(({ name }) => name === 'user')?.args[0];
    const account = user === undefined ? undefined : new Owners(this.system.files).user(user);
    const isRoot = this.system.credentials.uid === 0;
    return this.system.fork((system) => this.#work(system, listeners), isRoot && account ? { credentials: { uid: account.uid, gid: account.gid, groups: [account.gid] } } : {});
  }

  *#work(system: System, listeners: readonly Listener[]): Process<number> {
    const state = { isQuitting: false, active: 0 };
    const changed = new Condition('worker');
    const worker: Worker = {
      system, configuration: this.configuration, version: this.version, turns: new Map(),
      logError: (level, message, context) => this.#log(level, `*${context.number} ${message}, client: ${context.request.socket.remote.host}, server: ${context.scope.site.names[0] ?? ''}, request: "${context.request.head.method} ${context.request.head.target} ${context.request.head.version}"${context.variables.has('upstream') ? `, upstream: "${context.variables.get('upstream')}"` : ''}, host: "${context.request.head.headers.get('host') ?? ''}"`, system.pid),
    };
    system.onSignal(SIGNALS.SIGQUIT, () => {
      state.isQuitting = true;
      changed.notify();
    });
    system.onSignal(SIGNALS.SIGTERM, 'default');
    system.onSignal(SIGNALS.SIGINT, 'default');
    for (const listener of listeners) {
      system.startThread(this.#accept(system, listener, worker, state, changed));
    }
    let isTerminated = false;
    system.onSignal(SIGNALS.SIGTERM, () => {
      isTerminated = true;
      changed.notify();
    });
    while (!state.isQuitting && !isTerminated) yield* changed.wait();
    if (state.isQuitting) {
      yield* this.#log('notice', 'gracefully shutting down', system.pid);
      while (state.active > 0 && !isTerminated) yield* changed.wait();
    }
    yield* this.#log('notice', 'exiting', system.pid);
    yield* this.#log('notice', 'exit', system.pid);
    return 0;
  }

  *#accept(system: System, listener: Listener, worker: Worker, state: { isQuitting: boolean; active: number }, changed: Condition): Process<void> {
    for (;;) {
      let socket;
      try {
        socket = yield* listener.accept();
      } catch (error) {
        if (isSystemError(error, 'EBADF')) return;
        throw error;
      }
      const number = ++this.#connections;
      const contexts = new WeakMap<object, Context>();
      const service = {
        handle: this.#handler(worker, number, contexts, state),
        onSyntaxError: () => answerOnce(errorAnswer(worker, 400)),
        onDone: (request: object, answer: HttpAnswer, sent: number) => this.#served(worker, contexts.get(request), answer, sent, state, changed),
        isKeepAlive: () => !state.isQuitting,
      };
      system.startThread(serveConnection(socket, service));
    }
  }

  #handler(worker: Worker, number: number, contexts: WeakMap<object, Context>, state: { active: number }) {
    return function* (request: Parameters<typeof openContext>[1]): Process<HttpAnswer> {
      state.active++;
      const context = openContext(worker, request, number);
      contexts.set(request, context);
      yield* worker.system.compute(0.15 * MILLISECOND);
      return yield* respond(worker, context);
    };
  }

  *#served(worker: Worker, context: Context | undefined, answer: HttpAnswer, sent: number, state: { active: number }, changed: Condition): Process<void> {
    state.active--;
    changed.notify();
    if (!context) return;
    for (const { args } of context.scope.all('access_log')) {
      if (args[0] === 'off') continue;
      const file = this.#accessLogs.get(args[0]!);
      const format = worker.configuration.logFormats.get(args[1] ?? 'combined') ?? '';
      const late = { status: String(answer.status), body_bytes_sent: String(sent), bytes_sent: String(sent), http_referer: '-' };
      const line = expand(worker, context, format.replaceAll(/\$(http_\w+|remote_user)/g, (all, name: string) => expand(worker, context, all) || (late as Record<string, string>)[name] || '-'), late);
      if (file) yield* file.write(toBytes(`${line}\n`));
    }
  }

  #openLogs(): void {
    const { files } = this.system;
    const open = (path: string) => files.open(path, { write: true, append: true, create: true });
    const errorPath = [...this.configuration.main, ...this.configuration.http].find(({ name }) => name === 'error_log')?.args[0] ?? '/var/log/nginx/error.log';
    try {
      this.#errorLog = open(errorPath);
      const paths = [...this.configuration.http, ...this.configuration.sites.flatMap(({ directives, locations }) => [...directives, ...locations.flatMap((each) => each.directives)])].filter(({ name, args }) => name === 'access_log' && args[0] !== 'off').map(({ args }) => args[0]!);
      this.#accessLogs = new Map([...new Set(paths)].map((path) => [path, open(path)]));
    } catch (error) {
      if (!isSystemError(error)) throw error;
      throw new ConfigurationError(`open() "${error.path ?? errorPath}" failed (${ERROR_NUMBERS[error.code] ?? 5}: ${error.message})`);
    }
  }

  #listen(): Listener[] {
    const wanted = new Map<string, { host: string; port: number }>();
    for (const { listens } of this.configuration.sites) for (const { host, port } of listens) wanted.set(`${host}:${port}`, { host, port });
    // A port on every IPv4 address takes IPv6 with it: one listener serves both.
    for (const [key, { host, port }] of wanted) if (host === '::' && wanted.has(`0.0.0.0:${port}`)) wanted.delete(key);
    return [...wanted.values()].map((address) => {
      try {
        return this.system.network.listen(address);
      } catch (error) {
        if (!isSystemError(error)) throw error;
        throw new ConfigurationError(`bind() to ${address.host}:${address.port} failed (${ERROR_NUMBERS[error.code] ?? 13}: ${error.message})`);
      }
    });
  }

  #pidPath(): string {
    return this.configuration.main.find(({ name }) => name === 'pid')?.args[0] ?? '/run/nginx.pid';
  }

  #writePid(): void {
    const path = this.#pidPath();
    try {
      this.system.files.write(path, `${this.system.pid}\n`);
    } catch (error) {
      if (!isSystemError(error)) throw error;
      throw new ConfigurationError(`open() "${path}" failed (${ERROR_NUMBERS[error.code] ?? 5}: ${error.message})`);
    }
  }

  *#log(level: string, message: string, pid: number = this.system.pid): Process<void> {
    if (!this.#errorLog) return;
    yield* this.#errorLog.write(toBytes(`${stamp(this.system)} [${level}] ${pid}#${pid}: ${message}\n`));
  }
}

function* answerOnce(answer: HttpAnswer): Process<HttpAnswer> {
  return answer;
}
