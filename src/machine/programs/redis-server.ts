import { toBytes } from '../../core/bytes.ts';
import { MILLISECOND } from '../../core/clock.ts';
import { Condition } from '../../core/process.ts';
import type { Process } from '../../core/process.ts';
import { BrokenPipe } from '../../core/stream.ts';
import { isSystemError } from '../errno.ts';
import type { Socket } from '../network/network.ts';
import { SIGNALS } from '../signals.ts';
import type { Program, System } from '../system.ts';
import { Keyspace, WRITES } from './redis/keyspace.ts';
import { OK, RespReader, encode } from './redis/resp.ts';
import type { Reply } from './redis/resp.ts';
import { formatMoment, momentOf } from './support/calendar.ts';

const SETTINGS: Readonly<Record<string, string>> = { port: '6379', appendonly: 'no', dir: '', dbfilename: 'dump.rdb', requirepass: '', save: '3600 1 300 100 60 10000', maxmemory: '0', loglevel: 'notice', bind: '* -::*', 'protected-mode': 'yes', 'maxmemory-policy': 'noeviction' };

/** A server of keys and values. What it saves is its own form, not Redis's. */
export const program: Program = {
  name: 'redis-server',
  *main(system) {
    const settings = new Map(Object.entries(SETTINGS));
    const args = system.argv.slice(1);
    if (args.includes('--version') || args.includes('-v')) {
      yield* system.print(`Redis server v=${versionOf(system)} sha=00000000:0 malloc=jemalloc-5.3.0 bits=64 build=d81bff71cbb150e\n`);
      return 0;
    }
    if (args[0] !== undefined && !args[0].startsWith('-')) {
      const path = args.shift()!;
      try {
        for (const line of system.files.readText(path).split('\n')) {
          const [name = '', ...value] = line.trim().split(/\s+/);
          if (name && !name.startsWith('#')) settings.set(name, value.join(' ').replace(/^"(.*)"$/, '$1'));
        }
      } catch (error) {
        if (!isSystemError(error)) throw error;
        yield* system.complain(`Fatal error, can't open config file '${path}': ${error.message}\n`);
        return 1;
      }
    }
    for (let i = 0; i < args.length; i++) {
      const name = args[i]!.replace(/^--/, '');
      const values: string[] = [];
      while (args[i + 1] !== undefined && !args[i + 1]!.startsWith('--')) values.push(args[++i]!);
      settings.set(name, values.join(' '));
    }
    for (const name of settings.keys()) {
      if (name in SETTINGS || name === 'appendfsync' || name === 'daemonize') continue;
      yield* system.complain(`drydock: the setting ${name} of redis-server is not simulated\n`);
      return 1;
    }
    return yield* new Server(system, settings).run();
  },
};

function versionOf(system: System): string {
  return system.env.get('REDIS_VERSION') ?? '7.4.4';
}

class Server {
  readonly #keys: Keyspace;
  readonly #stopping = new Condition('signal');
  #signal: string | undefined;
  #clients = 0;
  #commands = 0;
  readonly #startedAt: number;

  constructor(
    private readonly system: System,
    private readonly settings: Map<string, string>,
  ) {
    this.#keys = new Keyspace(() => system.now());
    this.#startedAt = system.now();
  }

  get #folder(): string {
    return this.settings.get('dir') || this.system.cwd;
  }

  get #dump(): string {
    return `${this.#folder}/${this.settings.get('dbfilename')}`;
  }

  get #log(): string {
    return `${this.#folder}/appendonlydir/appendonly.aof.1.incr.aof`;
  }

  *#say(text: string, level = '*'): Process<void> {
    const now = this.system.now();
    yield* this.system.print(`${this.system.pid}:M ${formatMoment('%d %b %Y %H:%M:%S', momentOf(now))}.${String(Math.floor(now / MILLISECOND) % 1000).padStart(3, '0')} ${level} ${text}\n`);
  }

  *run(): Process<number> {
    const { system, settings } = this;
    const version = versionOf(system);
    yield* this.#say('oO0OoO0OoO0Oo Redis is starting oO0OoO0OoO0Oo');
    yield* this.#say(`Redis version=${version}, bits=64, commit=00000000, modified=0, pid=${system.pid}, just started`);
    if (system.argv.length === 1) yield* this.#say(`Warning: no config file specified, using the default config. In order to specify a config file use redis-server /path/to/redis.conf`, '#');
    else yield* this.#say('Configuration loaded');
    const port = Number(settings.get('port'));
    let listener;
    try {
      listener = system.network.listen({ host: '0.0.0.0', port });
    } catch (error) {
      if (!isSystemError(error)) throw error;
      yield* this.#say(`Warning: Could not create server TCP listening socket *:${port}: bind: ${error.message}`, '#');
      yield* this.#say(`Failed listening on port ${port} (tcp), aborting.`, '#');
      return 1;
    }
    yield* this.#say('monotonic clock: POSIX clock_gettime');
    yield* this.#say('Running mode=standalone, port=' + `${port}.`);
    yield* this.#say('Server initialized');
    yield* this.#load();
    yield* this.#say('Ready to accept connections tcp');
    for (const [signal, name] of [[SIGNALS.SIGTERM, 'SIGTERM'], [SIGNALS.SIGINT, 'SIGINT']] as const) {
      system.onSignal(signal, () => {
        this.#signal = name;
        this.#stopping.notify();
      });
    }
    system.allocate(6 * 1024 * 1024);
    system.startThread((function* (server: Server) {
      for (;;) system.startThread(server.#serve(yield* listener.accept()));
    })(this));
    while (this.#signal === undefined) yield this.#stopping;
    if (this.#signal !== 'SHUTDOWN') yield* this.#say(`Received ${this.#signal} scheduling shutdown...`);
    yield* this.#say(this.#signal === 'SHUTDOWN' ? 'User requested shutdown...' : 'User requested shutdown...');
    if (settings.get('save') !== '') {
      yield* this.#say('Saving the final RDB snapshot before exiting.');
      const problem = this.#save();
      yield* this.#say(problem ?? 'DB saved on disk', problem ? '#' : '*');
    }
    yield* this.#say('Redis is now ready to exit, bye bye...', '#');
    return 0;
  }

  *#load(): Process<void> {
    const { files } = this.system;
    if (this.settings.get('appendonly') === 'yes') {
      if (files.exists(this.#log)) {
        for (const line of files.readText(this.#log).split('\n').filter(Boolean)) this.#keys.run(JSON.parse(line) as string[]);
        yield* this.#say(`DB loaded from append only file: 0.000 seconds`);
      } else {
        files.mkdirAll(`${this.#folder}/appendonlydir`, 0o755);
        files.write(this.#log, '');
        yield* this.#say(`Creating AOF incr file appendonly.aof.1.incr.aof on server start`);
      }
    } else if (files.exists(this.#dump)) {
      this.#keys.load(files.readText(this.#dump).slice('REDIS0012'.length));
      yield* this.#say(`Loading RDB produced by version ${versionOf(this.system)}`);
      yield* this.#say(`Done loading RDB, keys loaded: ${this.#keys.size}, keys expired: 0.`);
      yield* this.#say('DB loaded from disk: 0.000 seconds');
    }
    this.#keys.changes = 0;
  }

  /** What failed, if anything. */
  #save(): string | undefined {
    try {
      this.system.files.write(this.#dump, `REDIS0012${this.#keys.save()}`);
      this.#keys.changes = 0;
      return undefined;
    } catch (error) {
      if (!isSystemError(error)) throw error;
      return `Failed opening the temp RDB file temp-${this.system.pid}.rdb (in server root dir ${this.#folder}) for saving: ${error.message}`;
    }
  }

  *#serve(socket: Socket): Process<void> {
    const reader = new RespReader(socket.input);
    let isKnown = this.settings.get('requirepass') === '';
    this.#clients++;
    try {
      for (let words = yield* reader.command(); words; words = yield* reader.command()) {
        if (words.length === 0) continue;
        this.#commands++;
        const name = words[0]!.toLowerCase();
        if (name === 'auth') isKnown = words.at(-1) === this.settings.get('requirepass');
        const reply: Reply = name === 'auth' ? (isKnown ? OK : { error: 'WRONGPASS invalid username-password pair or user is disabled.' }) : !isKnown ? { error: 'NOAUTH Authentication required.' } : yield* this.#answer(name, words);
        if (this.#signal === 'SHUTDOWN') return;
        yield* socket.output.write(toBytes(encode(reply)));
        if (name === 'quit') return;
      }
    } catch (error) {
      if (!(error instanceof BrokenPipe) && !isSystemError(error)) throw error;
    } finally {
      this.#clients--;
      socket.close();
    }
  }

  *#answer(name: string, words: readonly string[]): Process<Reply> {
    yield* this.system.compute(3);
    switch (name) {
      case 'ping': return words[1] === undefined ? { text: 'PONG' } : { bulk: words[1] };
      case 'echo': return { bulk: words[1] ?? '' };
      case 'quit': case 'select': case 'hello': case 'client': return OK;
      case 'command': return [];
      case 'save': case 'bgsave': {
        const problem = this.#save();
        if (problem !== undefined) return { error: 'ERR' };
        yield* this.#say(name === 'save' ? 'DB saved on disk' : 'Background saving terminated with success');
        return name === 'save' ? OK : { text: 'Background saving started' };
      }
      case 'shutdown':
        this.#signal = 'SHUTDOWN';
        this.#stopping.notify();
        return OK;
      case 'info': return { bulk: this.#info() };
      case 'time': return [{ bulk: String(Math.floor(this.system.now() / 1_000_000)) }, { bulk: String(this.system.now() % 1_000_000) }];
      case 'config': return this.#configure(words);
      default: {
        const reply = this.#keys.run(words);
        if (reply === undefined) return { error: `ERR unknown command '${words[0]}', with args beginning with: ${words.slice(1).map((each) => `'${each}' `).join('')}` };
        if (WRITES.has(name) && this.settings.get('appendonly') === 'yes') this.system.files.append(this.#log, `${JSON.stringify(words)}\n`);
        return reply;
      }
    }
  }

  #configure([, action = '', name = '', value = '']: readonly string[]): Reply {
    if (action.toLowerCase() === 'get') return [...this.settings].filter(([each]) => name === '*' || each === name).flat().map((text) => ({ bulk: text }));
    if (action.toLowerCase() !== 'set' || !this.settings.has(name)) return { error: `ERR Unknown option or number of arguments for CONFIG SET - '${name}'` };
    this.settings.set(name, value);
    return OK;
  }

  #info(): string {
    const seconds = Math.floor((this.system.now() - this.#startedAt) / 1_000_000);
    const lines = ['# Server', `redis_version:${versionOf(this.system)}`, 'redis_mode:standalone', `os:Linux ${this.system.host.kernelRelease} ${this.system.host.machine}`, `process_id:${this.system.pid}`, `tcp_port:${this.settings.get('port')}`, `uptime_in_seconds:${seconds}`, '', '# Clients', `connected_clients:${this.#clients}`, '', '# Memory', 'used_memory_human:1.04M', `maxmemory:${this.settings.get('maxmemory')}`, '', '# Persistence', `rdb_changes_since_last_save:${this.#keys.changes}`, `aof_enabled:${this.settings.get('appendonly') === 'yes' ? 1 : 0}`, '', '# Stats', `total_commands_processed:${this.#commands}`, '', '# Replication', 'role:master', 'connected_slaves:0', '', '# Keyspace', ...(this.#keys.size > 0 ? [`db0:keys=${this.#keys.size},expires=${this.#keys.expiring},avg_ttl=0`] : []), ''];
    return lines.join('\r\n');
  }
}
