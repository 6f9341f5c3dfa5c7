import { SECOND } from '../../../../core/clock.ts';
import { isSystemError } from '../../../errno.ts';
import { SIGNALS, signalName } from '../../../signals.ts';
import { formatMoment, momentOf, timeOf } from '../../support/calendar.ts';
import { OBJECT, exception, makeClass, raise } from '../classes.ts';
import { builtin, floatOf, intOf, variadic } from '../arguments.ts';
import { args } from '../call-arguments.ts';
import type { Interpreter } from '../interpreter.ts';
import { calling } from '../open.ts';
import type { FileClasses } from '../open.ts';
import type { NativeModule } from '../importer.ts';
import { PyBytes, PyClass, PyDict, PyInstance, PyList, PyModule, PyRaise, PyTuple } from '../values.ts';
import type { Run, Value } from '../values.ts';

export interface Setting {
  readonly argv: readonly string[];
  readonly path: PyList;
  readonly executable: string;
  readonly prefix: string;
  readonly classes: FileClasses;
}

function structure(name: string, fields: readonly (readonly [string, Value])[]): PyInstance {
  const made = new PyInstance(makeClass('sys', name, [OBJECT]));
  for (const [field, value] of fields) made.attrs.set(field, value);
  const items = new PyTuple(fields.map(([, value]) => value));
  made.cls.attrs.set('__getitem__', builtin('__getitem__', 'self index', (_self, index) => items.items.at(intOf(index))!, true));
  made.cls.attrs.set('__iter__', builtin('__iter__', 'self', () => items, true));
  return made;
}

export function sysModule(setting: Setting): NativeModule {
  return function* (it) {
    const { classes } = setting;
    const descriptor = (fd: number) => it.system.descriptors.get(fd);
    const stdin = classes.make(classes.text, { file: descriptor(0), name: '<stdin>', mode: 'r', isBinary: false, encoding: undefined, newline: undefined, memory: undefined });
    const stderrClass = makeClass('_io', 'TextIOWrapper', [classes.text]);
    const stdoutClass = makeClass('_io', 'TextIOWrapper', [OBJECT]);
    const stderr = new PyInstance(stderrClass);
    stderr.payload = { ...(classes.make(classes.text, { file: descriptor(2), name: '<stderr>', mode: 'w', isBinary: false, encoding: undefined, newline: undefined, memory: undefined }).payload as object) };
    stderrClass.attrs.set('write', builtin('write', 'self text', function* (_self, text): Run<Value> {
      yield* it.flush();
      yield* it.complain(String(text));
      return BigInt(String(text).length);
    }, true));
    const stdout = new PyInstance(stdoutClass);
    stdout.payload = 'stdout';
    const define = (name: string, params: string, call: (...values: (Value | undefined)[]) => Value | Run<Value>) => stdoutClass.attrs.set(name, builtin(name, `self ${params}`, call, true));
    define('write', 'text', function* (_self, text): Run<Value> {
      if (typeof text !== 'string') raise('TypeError', 'write() argument must be str');
      yield* it.write(text);
      return BigInt(text.length);
    });
    define('writelines', 'lines', function* (_self, lines): Run<Value> {
      for (const line of yield* it.list(lines!)) yield* it.write(String(line));
      return null;
    });
    define('flush', '', function* (): Run<Value> {
      yield* it.flush();
      return null;
    });
    define('isatty', '', () => descriptor(1)?.terminal !== undefined);
    define('fileno', '', () => 1n);
    define('reconfigure', '*line_buffering? write_through? encoding?', (_self, lineBuffering) => {
      if (lineBuffering === true) it.isUnbuffered = true;
      return null;
    });
    const buffer = classes.make(classes.bytes, { file: descriptor(1), name: '<stdout>', mode: 'wb', isBinary: true, encoding: undefined, newline: undefined, memory: undefined });
    stdout.attrs.set('encoding', 'utf-8').set('name', '<stdout>').set('buffer', buffer);
    const [major, minor, micro] = it.version.split('.').map((part) => BigInt(part)) as [bigint, bigint, bigint];
    yield ['argv', new PyList([...setting.argv])];
    yield ['path', setting.path];
    yield ['modules', PyDict.of([...it.modules])];
    yield ['stdin', stdin];
    yield ['stdout', stdout];
    yield ['stderr', stderr];
    yield ['__stdout__', stdout];
    yield ['__stderr__', stderr];
    yield ['version', `${it.version} (main, Jun  1 2025, 00:00:00) [GCC 12.2.0]`];
    yield ['version_info', structure('version_info', [['major', major], ['minor', minor], ['micro', micro], ['releaselevel', 'final'], ['serial', 0n]])];
    yield ['implementation', structure('namespace', [['name', 'cpython']])];
    yield ['platform', 'linux'];
    yield ['executable', setting.executable];
    yield ['prefix', setting.prefix];
    yield ['base_prefix', setting.prefix];
    yield ['exec_prefix', setting.prefix];
    yield ['byteorder', 'little'];
    yield ['maxsize', 9_223_372_036_854_775_807n];
    yield ['float_info', structure('float_info', [['max', Number.MAX_VALUE], ['epsilon', Number.EPSILON], ['min', 2.2250738585072014e-308]])];
    yield ['flags', structure('flags', [['unbuffered', it.isUnbuffered]])];
    yield ['hexversion', (major << 24n) | (minor << 16n) | (micro << 8n) | 0xf0n];
    yield ['exit', builtin('exit', 'code?', (code) => {
      const value = exception('SystemExit', ...(code === undefined ? [] : [code]));
      value.attrs.set('code', code ?? null);
      throw new PyRaise(value);
    })];
    yield ['getsizeof', builtin('getsizeof', 'object', (value) => (typeof value === 'string' ? BigInt(49 + value.length) : value instanceof PyList ? BigInt(56 + 8 * value.items.length) : 28n))];
    yield ['getrecursionlimit', builtin('getrecursionlimit', '', () => 1000n)];
    yield ['setrecursionlimit', builtin('setrecursionlimit', 'limit', () => null)];
    yield ['getdefaultencoding', builtin('getdefaultencoding', '', () => 'utf-8')];
    yield ['getfilesystemencoding', builtin('getfilesystemencoding', '', () => 'utf-8')];
    yield ['exc_info', builtin('exc_info', '', () => {
      const { handled } = it;
      return new PyTuple(handled ? [handled.cls, handled, null] : [null, null, null]);
    })];
  };
}

function statResult(stat: { readonly mode: number; readonly inode: number; readonly links: number; readonly uid: number; readonly gid: number; readonly size: number; readonly accessed: number; readonly modified: number; readonly changed: number; readonly type: string }): PyInstance {
  const kinds: Readonly<Record<string, number>> = { file: 0o100000, directory: 0o040000, symlink: 0o120000, fifo: 0o010000, socket: 0o140000, character: 0o020000, block: 0o060000 };
  return structure('stat_result', [['st_mode', BigInt(stat.mode | kinds[stat.type]!)], ['st_ino', BigInt(stat.inode)], ['st_dev', 0n], ['st_nlink', BigInt(stat.links)], ['st_uid', BigInt(stat.uid)], ['st_gid', BigInt(stat.gid)], ['st_size', BigInt(stat.size)], ['st_atime', stat.accessed / SECOND], ['st_mtime', stat.modified / SECOND], ['st_ctime', stat.changed / SECOND]]);
}

function* pathText(it: Interpreter, value: Value | undefined): Run<string> {
  if (typeof value === 'string') return value;
  if (value instanceof PyBytes) return new TextDecoder().decode(value.data);
  const method = value === undefined ? undefined : yield* it.lookup(value, '__fspath__');
  return method === undefined ? raise('TypeError', `expected str, bytes or os.PathLike object, not ${value === null || value === undefined ? 'NoneType' : typeof value === 'bigint' ? 'int' : 'object'}`) : String(yield* it.call(method, args()));
}

export const osModule: NativeModule = function* (it) {
  const { system } = it;
  const { files } = system;
  const onPath = (name: string, params: string, act: (path: string, ...rest: (Value | undefined)[]) => Value | undefined): [string, Value] => [name, builtin(name, params, function* (path, ...rest): Run<Value> {
    const text = path === undefined ? '.' : yield* pathText(it, path);
    return calling(() => act(text, ...rest), path ?? '.') ?? null;
  })];
  const environ = new PyInstance(makeClass('os', '_Environ', [OBJECT]));
  const environClass = environ.cls;
  const env = system.env;
  const onEnv = (name: string, params: string, call: (...values: (Value | undefined)[]) => Value | Run<Value>) => environClass.attrs.set(name, builtin(name, `self ${params}`, call, true));
  onEnv('__getitem__', 'key', (_self, key) => env.get(String(key)) ?? raise('KeyError', key ?? null));
  onEnv('__setitem__', 'key value', (_self, key, value) => {
    if (typeof value !== 'string') raise('TypeError', `str expected, not ${value === null ? 'NoneType' : typeof value === 'bigint' ? 'int' : typeof value === 'number' ? 'float' : 'object'}`);
    env.set(String(key), value);
    return null;
  });
  onEnv('__delitem__', 'key', (_self, key) => (env.delete(String(key)) ? null : raise('KeyError', key ?? null)));
  onEnv('__contains__', 'key', (_self, key) => env.has(String(key)));
  onEnv('__iter__', '', () => new PyList([...env.keys()]));
  onEnv('__len__', '', () => BigInt(env.size));
  onEnv('get', 'key default?', (_self, key, missing) => env.get(String(key)) ?? missing ?? null);
  onEnv('keys', '', () => new PyList([...env.keys()]));
  onEnv('values', '', () => new PyList([...env.values()]));
  onEnv('items', '', () => new PyList([...env].map((pair) => new PyTuple(pair))));
  onEnv('copy', '', () => PyDict.of(env));
  onEnv('pop', 'key default?', (_self, key, missing) => {
    const value = env.get(String(key)) ?? missing;
    env.delete(String(key));
    return value ?? raise('KeyError', key ?? null);
  });
  onEnv('setdefault', 'key value', (_self, key, value) => {
    if (!env.has(String(key))) env.set(String(key), String(value));
    return env.get(String(key))!;
  });
  onEnv('update', 'other', (_self, other) => {
    for (const [key, value] of (other as PyDict).entries.values()) env.set(String(key), String(value));
    return null;
  });
  onEnv('__repr__', '', () => it.repr(PyDict.of(env)));
  yield ['environ', environ];
  yield ['name', 'posix'];
  yield ['sep', '/'];
  yield ['linesep', '\n'];
  yield ['pathsep', ':'];
  yield ['curdir', '.'];
  yield ['pardir', '..'];
  yield ['devnull', '/dev/null'];
  yield ['getenv', builtin('getenv', 'key default?', (key, missing) => env.get(String(key)) ?? missing ?? null)];
  yield ['putenv', builtin('putenv', 'key value', (key, value) => {
    env.set(String(key), String(value));
    return null;
  })];
  yield ['getcwd', builtin('getcwd', '', () => system.cwd)];
  yield ['getpid', builtin('getpid', '', () => BigInt(system.pid))];
  yield ['getppid', builtin('getppid', '', () => BigInt(system.parentPid))];
  yield ['getuid', builtin('getuid', '', () => BigInt(system.credentials.uid))];
  yield ['geteuid', builtin('geteuid', '', () => BigInt(system.credentials.uid))];
  yield ['getgid', builtin('getgid', '', () => BigInt(system.credentials.gid))];
  yield ['getlogin', builtin('getlogin', '', () => raise('OSError', 6n, 'No such device or address'))];
  yield ['cpu_count', builtin('cpu_count', '', () => BigInt(system.resources.cores))];
  yield ['sched_getaffinity', builtin('sched_getaffinity', 'pid', function* (): Run<Value> {
    const allowed = system.resources.limits(system.cgroup).cpuset ?? Array.from({ length: system.resources.cores }, (_, i) => i);
    return yield* it.setOf(allowed.map(BigInt));
  })];
  yield ['uname', builtin('uname', '', () => structure('uname_result', [['sysname', 'Linux'], ['nodename', system.host.hostname], ['release', system.host.kernelRelease], ['version', system.host.kernelVersion], ['machine', system.host.machine]]))];
  yield ['urandom', builtin('urandom', 'size', (size) => new PyBytes(Uint8Array.from({ length: intOf(size) }, () => system.entropy.below(256))))];
  yield ['kill', builtin('kill', 'pid signal', (pid, signal) => {
    calling(() => system.kill(intOf(pid), intOf(signal)));
    return null;
  })];
  yield ['_exit', builtin('_exit', 'code', (code) => system.exit(intOf(code)))];
  yield ['umask', builtin('umask', 'mask', (mask) => BigInt(system.umask(intOf(mask))))];
  yield ['isatty', builtin('isatty', 'fd', (fd) => system.descriptors.get(intOf(fd))?.terminal !== undefined)];
  yield ['getloadavg', builtin('getloadavg', '', () => new PyTuple([...system.resources.load()]))];
  yield ['get_terminal_size', builtin('get_terminal_size', 'fd?', () => structure('terminal_size', [['columns', BigInt(system.terminal?.size.columns ?? 80)], ['lines', BigInt(system.terminal?.size.rows ?? 24)]]))];
  yield ['system', builtin('system', 'command', function* (command): Run<Value> {
    yield* it.flush();
    const status = yield* system.spawn(['/bin/sh', '-c', String(command)]).wait();
    return BigInt(status.signal ?? (status.code ?? 0) * 256);
  })];
  yield ['execvp', builtin('execvp', 'file args', function* (_file, list): Run<Value> {
    yield* it.flush();
    const words = (yield* it.list(list!)).map(String);
    return calling(() => system.exec(words, env));
  })];
  const stat = (path: string) => statResult(files.stat(path));
  yield onPath('stat', 'path *dir_fd? follow_symlinks?', stat);
  yield onPath('lstat', 'path', (path) => statResult(files.lstat(path)));
  yield onPath('listdir', 'path?', (path) => new PyList(files.list(path).map(({ name }) => name)));
  yield onPath('mkdir', 'path mode?', (path, mode) => void files.mkdir(path, intOf(mode, 0o777)));
  yield ['makedirs', builtin('makedirs', 'name mode? exist_ok?', function* (path, mode, isFine): Run<Value> {
    const text = yield* pathText(it, path);
    if (isFine !== true && files.exists(text)) calling(() => files.mkdir(text), path);
    calling(() => files.mkdirAll(text, intOf(mode, 0o777)), path);
    return null;
  })];
  yield onPath('rmdir', 'path', (path) => void files.rmdir(path));
  yield onPath('remove', 'path', (path) => void files.unlink(path));
  yield onPath('unlink', 'path', (path) => void files.unlink(path));
  yield onPath('chdir', 'path', (path) => void system.chdir(path));
  yield onPath('chmod', 'path mode', (path, mode) => void files.chmod(path, intOf(mode)));
  yield onPath('chown', 'path uid gid', (path, uid, gid) => void files.chown(path, intOf(uid), intOf(gid)));
  yield onPath('readlink', 'path', (path) => files.readlink(path));
  yield onPath('access', 'path mode', (path, mode) => files.exists(path) && files.may(path, `${intOf(mode) & 4 ? 'r' : ''}${intOf(mode) & 2 ? 'w' : ''}${intOf(mode) & 1 ? 'x' : ''}`));
  yield ['F_OK', 0n];
  yield ['R_OK', 4n];
  yield ['W_OK', 2n];
  yield ['X_OK', 1n];
  for (const name of ['rename', 'replace']) yield [name, builtin(name, 'src dst', function* (from, to): Run<Value> {
    const [a, b] = [yield* pathText(it, from), yield* pathText(it, to)];
    calling(() => files.rename(a, b), from);
    return null;
  })];
  yield ['symlink', builtin('symlink', 'src dst', (from, to) => {
    calling(() => files.symlink(String(from), String(to)), to);
    return null;
  })];
  yield ['link', builtin('link', 'src dst', (from, to) => {
    calling(() => files.link(String(from), String(to)), from);
    return null;
  })];
  yield ['walk', builtin('walk', 'top topdown? onerror? followlinks?', function* (top): Run<Value> {
    const rows: Value[] = [];
    const visit = (folder: string) => {
      if (!files.exists(folder) || files.stat(folder).type !== 'directory') return;
      const entries = files.list(folder);
      const folders = entries.filter(({ type }) => type === 'directory').map(({ name }) => name);
      rows.push(new PyTuple([folder, new PyList(folders), new PyList(entries.filter(({ type }) => type !== 'directory').map(({ name }) => name))]));
      for (const name of folders) visit(`${folder.replace(/\/$/, '')}/${name}`);
    };
    visit(yield* pathText(it, top));
    return new PyList(rows);
  })];
  yield ['scandir', builtin('scandir', 'path?', function* (path): Run<Value> {
    const folder = path === undefined ? '.' : yield* pathText(it, path);
    const cls = makeClass('posix', 'DirEntry', [OBJECT]);
    return new PyList(calling(() => files.list(folder), path ?? '.').map(({ name, type }) => {
      const entry = new PyInstance(cls);
      entry.attrs.set('name', name).set('path', `${folder}/${name}`);
      entry.attrs.set('is_dir', builtin('is_dir', '', () => type === 'directory')).set('is_file', builtin('is_file', '', () => type === 'file'));
      entry.attrs.set('stat', builtin('stat', '', () => stat(`${folder}/${name}`)));
      return entry;
    }));
  })];
  yield ['fspath', builtin('fspath', 'path', (path) => pathText(it, path))];
  yield ['error', it.builtins.get('OSError')!];
  const path = new PyModule('posixpath', new Map(pathFunctions(it)));
  it.modules.set('os.path', path);
  yield ['path', path];
};

function* pathFunctions(it: Interpreter): Generator<[string, Value]> {
  const { files } = it.system;
  const text = (name: string, act: (path: string) => Value): [string, Value] => [name, builtin(name, 'path', function* (path): Run<Value> {
    return act(yield* pathText(it, path));
  })];
  const type = (path: string) => {
    try {
      return files.stat(path).type;
    } catch (error) {
      if (isSystemError(error)) return undefined;
      throw error;
    }
  };
  yield ['sep', '/'];
  yield text('exists', (path) => type(path) !== undefined);
  yield text('isfile', (path) => type(path) === 'file');
  yield text('isdir', (path) => type(path) === 'directory');
  yield text('islink', (path) => calling(() => files.lstat(path).type === 'symlink'));
  yield text('ismount', (path) => files.mounts().some(({ target }) => target === path));
  yield text('isabs', (path) => path.startsWith('/'));
  yield text('basename', (path) => path.slice(path.lastIndexOf('/') + 1));
  yield text('dirname', (path) => path.slice(0, Math.max(path.lastIndexOf('/'), path.startsWith('/') ? 1 : 0)).replace(/(.)\/$/, '$1'));
  yield text('split', (path) => {
    const at = path.lastIndexOf('/');
    return new PyTuple([at < 0 ? '' : at === 0 ? '/' : path.slice(0, at), path.slice(at + 1)]);
  });
  yield text('splitext', (path) => {
    const match = /^(.*[^/.][^/]*)(\.[^./]*)$/.exec(path);
    return new PyTuple(match ? [match[1]!, match[2]!] : [path, '']);
  });
  yield text('abspath', (path) => normal(path.startsWith('/') ? path : `${it.system.cwd}/${path}`));
  yield text('realpath', (path) => (type(path) === undefined ? normal(path.startsWith('/') ? path : `${it.system.cwd}/${path}`) : files.realpath(path)));
  yield text('normpath', normal);
  yield text('expanduser', (path) => path.replace(/^~(?=\/|$)/, it.system.env.get('HOME') ?? '/root'));
  yield text('expandvars', (path) => path.replace(/\$\{?(\w+)\}?/g, (all, name: string) => it.system.env.get(name) ?? all));
  yield text('getsize', (path) => BigInt(calling(() => files.stat(path).size, path)));
  yield text('getmtime', (path) => calling(() => files.stat(path).modified, path) / SECOND);
  yield ['join', variadic('join', function* ({ positional }): Run<Value> {
    let joined = '';
    for (const part of positional) {
      const next = yield* pathText(it, part);
      joined = next.startsWith('/') || joined === '' ? next : joined.endsWith('/') ? joined + next : `${joined}/${next}`;
    }
    return joined;
  })];
  yield ['relpath', builtin('relpath', 'path start?', (path, start) => {
    const parts = (value: string) => normal(value.startsWith('/') ? value : `${it.system.cwd}/${value}`).split('/').filter((part) => part);
    const [to, from] = [parts(String(path)), parts(String(start ?? '.'))];
    let i = 0;
    while (i < to.length && to[i] === from[i]) i++;
    return [...from.slice(i).map(() => '..'), ...to.slice(i)].join('/') || '.';
  })];
  yield ['commonprefix', builtin('commonprefix', 'list', function* (list): Run<Value> {
    const texts = (yield* it.list(list!)).map(String);
    let length = Math.min(...texts.map((each) => each.length));
    while (!texts.every((each) => each.startsWith(texts[0]!.slice(0, length)))) length--;
    return (texts[0] ?? '').slice(0, length);
  })];
}

function normal(path: string): string {
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '' || part === '.') continue;
    if (part === '..' && parts.length > 0 && parts.at(-1) !== '..') parts.pop();
    else if (part !== '..' || !path.startsWith('/')) parts.push(part);
  }
  return (path.startsWith('/') ? '/' : '') + parts.join('/') || '.';
}

export const timeModule: NativeModule = function* (it) {
  const { system } = it;
  const started = system.now();
  const cls = makeClass('time', 'struct_time', [OBJECT]);
  const FIELDS = ['tm_year', 'tm_mon', 'tm_mday', 'tm_hour', 'tm_min', 'tm_sec', 'tm_wday', 'tm_yday', 'tm_isdst'];
  cls.attrs.set('__getitem__', builtin('__getitem__', 'self index', (self, index) => (self as PyInstance).attrs.get(FIELDS.at(intOf(index))!)!, true));
  cls.attrs.set('__iter__', builtin('__iter__', 'self', (self) => new PyTuple(FIELDS.map((name) => (self as PyInstance).attrs.get(name)!)), true));
  const structOf = (seconds: Value | undefined) => {
    const at = seconds === undefined || seconds === null ? system.now() : Math.round(floatOf(seconds) * SECOND);
    const m = momentOf(at);
    const made = new PyInstance(cls);
    [m.year, m.month, m.day, m.hour, m.minute, m.second, (m.weekday + 6) % 7, m.yearDay, 0].forEach((value, i) => made.attrs.set(FIELDS[i]!, BigInt(value)));
    made.payload = at;
    return made;
  };
  yield ['time', builtin('time', '', () => system.now() / SECOND)];
  yield ['time_ns', builtin('time_ns', '', () => BigInt(system.now()) * 1000n)];
  for (const name of ['monotonic', 'perf_counter']) yield [name, builtin(name, '', () => (system.now() - system.host.bootedAt) / SECOND)];
  for (const name of ['monotonic_ns', 'perf_counter_ns']) yield [name, builtin(name, '', () => BigInt(system.now() - system.host.bootedAt) * 1000n)];
  yield ['process_time', builtin('process_time', '', () => (system.processes.get(system.pid)?.cpu ?? system.now() - started) / SECOND)];
  yield ['sleep', builtin('sleep', 'seconds', function* (seconds): Run<Value> {
    const duration = floatOf(seconds);
    if (duration < 0) raise('ValueError', 'sleep length must be non-negative');
    const due = system.now() + Math.round(duration * SECOND);
    // A signal's handler runs in between, and may raise.
    while (system.now() < due) {
      yield* it.interruptible(due);
      yield* it.tick(0);
    }
    return null;
  })];
  yield ['gmtime', builtin('gmtime', 'seconds?', structOf)];
  yield ['localtime', builtin('localtime', 'seconds?', structOf)];
  yield ['mktime', builtin('mktime', 'tuple', function* (value): Run<Value> {
    const [y, mo, d, h, mi, s] = (yield* it.list(value!)).map((item) => intOf(item));
    return timeOf(y!, mo!, d!, h!, mi!, s!) / SECOND;
  })];
  yield ['strftime', builtin('strftime', 'format tuple?', function* (format, value): Run<Value> {
    let at = system.now();
    if (value !== undefined) {
      const [y, mo, d, h, mi, s] = (yield* it.list(value)).map((item) => intOf(item));
      at = timeOf(y!, mo!, d!, h!, mi!, s!);
    }
    return formatMoment(String(format), momentOf(at));
  })];
  yield ['ctime', builtin('ctime', 'seconds?', (seconds) => formatMoment('%a %b %e %H:%M:%S %Y', momentOf(seconds === undefined ? system.now() : Math.round(floatOf(seconds) * SECOND))))];
  yield ['asctime', builtin('asctime', 'tuple?', () => formatMoment('%a %b %e %H:%M:%S %Y', momentOf(system.now())))];
  yield ['tzname', new PyTuple(['UTC', 'UTC'])];
  yield ['timezone', 0n];
  yield ['struct_time', cls];
  yield ['_strftime', builtin('_strftime', 'format micros', (format, micros) => formatMoment(String(format).replaceAll('%f', () => String(((Number(micros) % SECOND) + SECOND) % SECOND).padStart(6, '0')), momentOf(Number(micros))))];
  yield ['_micros', builtin('_micros', '', () => BigInt(system.now()))];
};

export const signalModule: NativeModule = function* (it) {
  const { system } = it;
  const cls = makeClass('signal', 'Signals', [OBJECT]);
  const numbers = new Map<number, PyInstance>();
  for (const [name, number] of Object.entries(SIGNALS)) {
    const made = new PyInstance(cls);
    made.attrs.set('name', name).set('value', BigInt(number));
    made.hash = number;
    numbers.set(number, made);
  }
  const asNumber = (value: Value | undefined) => (value instanceof PyInstance ? intOf(value.attrs.get('value')) : intOf(value));
  cls.attrs.set('__int__', builtin('__int__', 'self', (self) => (self as PyInstance).attrs.get('value')!, true));
  cls.attrs.set('__index__', builtin('__index__', 'self', (self) => (self as PyInstance).attrs.get('value')!, true));
  cls.attrs.set('__eq__', builtin('__eq__', 'self other', (self, other) => asNumber(self) === (other instanceof PyInstance || typeof other === 'bigint' ? asNumber(other) : -1), true));
  cls.attrs.set('__repr__', builtin('__repr__', 'self', (self) => `<Signals.${String((self as PyInstance).attrs.get('name'))}: ${String((self as PyInstance).attrs.get('value'))}>`, true));
  cls.attrs.set('__str__', builtin('__str__', 'self', (self) => String((self as PyInstance).attrs.get('value')), true));
  cls.construct = (_cls, { positional }) => numbers.get(asNumber(positional[0])) ?? raise('ValueError', `${String(positional[0])} is not a valid Signals`);
  const handlers = new Map<number, Value>();
  const SIG_DFL = new PyInstance(makeClass('signal', 'Handlers'));
  const SIG_IGN = new PyInstance(SIG_DFL.cls);
  yield ['SIG_DFL', SIG_DFL];
  yield ['SIG_IGN', SIG_IGN];
  yield ['Signals', cls];
  for (const [number, made] of numbers) yield [signalName(number)!, made];
  yield ['getsignal', builtin('getsignal', 'signal', (signal) => handlers.get(asNumber(signal)) ?? SIG_DFL)];
  yield ['strsignal', builtin('strsignal', 'signal', (signal) => signalName(asNumber(signal)) ?? null)];
  yield ['signal', builtin('signal', 'signalnum handler', (signal, handler) => {
    const number = asNumber(signal);
    const before = handlers.get(number) ?? SIG_DFL;
    handlers.set(number, handler!);
    if (handler === SIG_DFL) system.onSignal(number, 'default');
    else if (handler === SIG_IGN) system.onSignal(number, 'ignore');
    else system.onSignal(number, () => {
      it.pending.push(function* () {
        yield* it.call(handler!, args(numbers.get(number) ?? BigInt(number), null));
      });
      it.woken.notify();
    });
    return before;
  })];
  yield ['alarm', builtin('alarm', 'seconds', (seconds) => {
    const delay = intOf(seconds);
    if (delay > 0) system.startThread((function* () {
      yield* system.sleep(delay * SECOND);
      system.kill(system.pid, SIGNALS.SIGALRM);
    })());
    return 0n;
  })];
  yield ['pause', builtin('pause', '', function* (): Run<Value> {
    const before = it.pending.length;
    while (it.pending.length === before) yield* it.woken.wait();
    yield* it.tick(0);
    return null;
  })];
  yield ['raise_signal', builtin('raise_signal', 'signal', (signal) => {
    system.kill(system.pid, asNumber(signal));
    return null;
  })];
};

export { PyClass };
