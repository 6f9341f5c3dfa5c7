import { NO_BYTES, concat, toBytes, toText } from '../../../../core/bytes.ts';
import { SECOND } from '../../../../core/clock.ts';
import { BrokenPipe } from '../../../../core/stream.ts';
import { SystemError, isSystemError } from '../../../errno.ts';
import { ByteReader, HeaderList, HttpSyntaxError, parseUrl, readRequestHead, requestBody, resolveUrl, writeResponse } from '../../../network/http-message.ts';
import type { Listener, Socket } from '../../../network/network.ts';
import { HttpFailure, addressesOf, exchange, within } from '../../support/http-client.ts';
import type { Answered } from '../../support/http-client.ts';
import { EXCEPTIONS, OBJECT, exception, makeClass, raise } from '../classes.ts';
import { builtin, floatOf, intOf } from '../arguments.ts';
import { args } from '../call-arguments.ts';
import type { Interpreter } from '../interpreter.ts';
import { osError } from '../open.ts';
import type { NativeModule } from '../importer.ts';
import { PyBytes, PyDict, PyInstance, PyList, PyRaise, PyTuple } from '../values.ts';
import type { Run, Value } from '../values.ts';

/** What went wrong on the way to a server, as Python's socket module raises it. */
function failure(error: HttpFailure): PyRaise {
  if (error.problem === 'unresolved') return error.cause ? gaiError(-3, 'Temporary failure in name resolution') : gaiError(-2, 'Name or service not known');
  if (error.problem === 'empty') return new PyRaise(exception('ConnectionResetError', 'Remote end closed connection without response'));
  return osError(error.cause ?? new SystemError(error.problem === 'timeout' ? 'ETIMEDOUT' : error.problem === 'reset' ? 'ECONNRESET' : 'ECONNREFUSED'));
}

const GAI = makeClass('socket', 'gaierror', [EXCEPTIONS.get('OSError')!]);

function gaiError(code: number, words: string): PyRaise {
  const value = exception(GAI, BigInt(code), words);
  value.attrs.set('errno', BigInt(code)).set('strerror', words);
  return new PyRaise(value);
}

function* guarded<Result>(act: Run<Result>): Run<Result> {
  try {
    return yield* act;
  } catch (error) {
    if (error instanceof HttpFailure) throw failure(error);
    if (error instanceof BrokenPipe) throw osError(new SystemError('EPIPE'));
    if (isSystemError(error)) throw osError(error);
    throw error;
  }
}

/** What urllib, requests and http.server are made of. */
export const netModule: NativeModule = function* (it) {
  const { system } = it;
  yield ['fetch', builtin('fetch', 'method url headers data timeout follow', function* (method, address, headers, data, timeout, follows): Run<Value> {
    let url = parseUrl(String(address));
    if (!url || !/^https?:/.test(String(address))) raise('ValueError', `unknown url type: ${yield* it.repr(address!)}`);
    const limit = timeout === null || timeout === undefined ? undefined : Math.round(floatOf(timeout) * SECOND);
    let final = String(address);
    let verb = String(method);
    let body = data instanceof PyBytes ? data.data : typeof data === 'string' ? toBytes(data) : undefined;
    for (let i = 0; i < 20; i++) {
      const list = new HeaderList([['Accept-Encoding', 'identity'], ['Host', url!.port === 80 ? url!.host : `${url!.host}:${url!.port}`], ...[...(headers as PyDict).entries.values()].map(([name, value]) => [String(name), String(value)] as const), ['Connection', 'close']]);
      const result: { readonly value: Answered } | 'expired' = yield* guarded(within(system, limit, exchange(system, { url: url!, method: verb, headers: list, body, connectTimeout: limit })));
      if (result === 'expired') raise('TimeoutError', 'timed out');
      const answer: Answered = result.value;
      const parts: Uint8Array[] = [];
      for (let part = yield* answer.body.read(); part.length > 0; part = yield* answer.body.read()) parts.push(part);
      answer.close();
      const location: string | undefined = answer.head.headers.get('location');
      if (follows === true && location !== undefined && answer.head.status >= 300 && answer.head.status < 400) {
        url = resolveUrl(location, url!)!;
        final = `${url.scheme}://${url.host}${url.port === 80 ? '' : `:${url.port}`}${url.target}`;
        if (answer.head.status <= 303) [verb, body] = ['GET', undefined];
        continue;
      }
      return new PyTuple([BigInt(answer.head.status), answer.head.reason, PyDict.of([...answer.head.headers].map(([name, value]) => [name, value] as const)), new PyBytes(concat(parts)), final]);
    }
    return raise('RuntimeError', 'too many redirects');
  })];
  yield ['listen', builtin('listen', 'host port', (host, port) => {
    try {
      const made = new PyInstance(makeClass('_net', 'listener', [OBJECT]));
      made.payload = system.network.listen({ host: host === 'localhost' ? '127.0.0.1' : String(host || '0.0.0.0'), port: intOf(port) });
      return made;
    } catch (error) {
      if (isSystemError(error)) throw osError(error);
      throw error;
    }
  })];
  yield ['close', builtin('close', 'listener', (listener) => {
    ((listener as PyInstance).payload as Listener).close();
    return null;
  })];
  yield ['serve_one', builtin('serve_one', 'listener handler', function* (listener, handler): Run<Value> {
    const accepting = (listener as PyInstance).payload as Listener;
    for (let ready = accepting.readiness(); ready !== true; ready = accepting.readiness()) {
      yield* it.interruptibly(ready);
      yield* it.tick(0);
    }
    const socket = yield* accepting.accept();
    yield* it.flush();
    yield* guarded(serve(it, socket, handler!));
    yield* it.flush();
    return null;
  })];
};

/** One request of one connection; the handler gives (status, reason, headers, body). */
function* serve(it: Interpreter, socket: Socket, handler: Value): Run<void> {
  const reader = new ByteReader(socket.input);
  try {
    const head = yield* readRequestHead(reader);
    if (!head) return;
    const input = requestBody(head, reader);
    const parts: Uint8Array[] = [];
    for (let part = yield* input.read(); part.length > 0; part = yield* input.read()) parts.push(part);
    const headers = yield* headersOf(it, head.headers);
    const answer = yield* it.call(handler, args(head.method, head.target, headers, new PyBytes(concat(parts)), new PyTuple([socket.remote.host, BigInt(socket.remote.port)])));
    if (answer === null) return;
    const [status, reason, list, body] = (answer as PyTuple).items;
    const out = new HeaderList((yield* it.list(list!)).map((pair) => (pair as PyTuple).items.map(String) as [string, string]));
    const bytes = body instanceof PyBytes ? body.data : toBytes(String(body));
    yield* writeResponse(socket.output, { version: 'HTTP/1.0', status: intOf(status), reason: String(reason), headers: out }, head.method === 'HEAD' ? NO_BYTES : bytes);
  } catch (error) {
    if (!(error instanceof HttpSyntaxError) && !(error instanceof BrokenPipe) && !isSystemError(error)) throw error;
  } finally {
    socket.close();
  }
}

/** Headers that are found whatever their case. */
function* headersOf(it: Interpreter, list: HeaderList): Run<Value> {
  const make = it.modules.get('_net')?.attrs.get('Headers');
  const dict = PyDict.of([...list].map(([name, value]) => [name, value] as const));
  if (make !== undefined) return yield* it.call(make, args(dict));
  const made = new PyInstance(headerClass);
  made.payload = list;
  return made;
}

const headerClass = makeClass('http.client', 'HTTPMessage', [OBJECT]);
const listOf = (self: Value | undefined) => (self as PyInstance).payload as HeaderList;
headerClass.attrs.set('get', builtin('get', 'self name default?', (self, name, missing) => listOf(self).get(String(name)) ?? missing ?? null, true));
headerClass.attrs.set('__getitem__', builtin('__getitem__', 'self name', (self, name) => listOf(self).get(String(name)) ?? null, true));
headerClass.attrs.set('__contains__', builtin('__contains__', 'self name', (self, name) => listOf(self).has(String(name)), true));
headerClass.attrs.set('items', builtin('items', 'self', (self) => new PyList([...listOf(self)].map((pair) => new PyTuple([...pair]))), true));
headerClass.attrs.set('keys', builtin('keys', 'self', (self) => new PyList([...listOf(self)].map(([name]) => name)), true));
headerClass.attrs.set('__iter__', builtin('__iter__', 'self', (self) => new PyList([...listOf(self)].map(([name]) => name)), true));

interface SocketState {
  readonly kind: 'tcp' | 'udp';
  socket: Socket | undefined;
  listener: Listener | undefined;
  bound: { readonly host: string; readonly port: number } | undefined;
  timeout: number | undefined;
  isClosed: boolean;
}

export const socketModule: NativeModule = function* (it) {
  const { system } = it;
  const cls = makeClass('socket', 'socket', [OBJECT]);
  const timeoutClass = EXCEPTIONS.get('TimeoutError')!;
  const stateOf = (self: Value | undefined) => (self as PyInstance).payload as SocketState;
  const define = (name: string, params: string, call: (...values: (Value | undefined)[]) => Value | Run<Value>) => cls.attrs.set(name, builtin(name, `self ${params}`, call, true));
  const addressOf = (value: Value | undefined) => {
    const [host, port] = (value as PyTuple).items;
    return { host: String(host) === '' ? '0.0.0.0' : String(host), port: intOf(port) };
  };
  const connected = (self: Value | undefined) => stateOf(self).socket ?? raise('OSError', 107n, 'Transport endpoint is not connected');
  const waiting = function* (self: Value | undefined, what: { readiness(): ReturnType<Socket['readiness']> }): Run<void> {
    const { timeout } = stateOf(self);
    const due = timeout === undefined ? Infinity : system.now() + timeout;
    for (let ready = what.readiness(); ready !== true; ready = what.readiness()) {
      if (system.now() >= due) raise(timeoutClass, 'timed out');
      yield* it.interruptibly(ready, due);
      yield* it.tick(0);
    }
  };
  cls.construct = (made, { positional }) => {
    const instance = new PyInstance(made);
    instance.payload = { kind: positional[1] === 2n ? 'udp' : 'tcp', socket: undefined, listener: undefined, bound: undefined, timeout: undefined, isClosed: false } satisfies SocketState;
    return instance;
  };
  define('__init__', 'family? type? proto?', () => null);
  define('connect', 'address', function* (self, address): Run<Value> {
    const { host, port } = addressOf(address);
    const state = stateOf(self);
    state.socket = yield* guarded((function* (): Run<Socket> {
      const [first] = yield* addressesOf(system, host);
      return yield* system.network.connect({ host: first!, port }, { protocol: state.kind, ...(state.timeout === undefined ? {} : { timeout: state.timeout }) });
    })());
    return null;
  });
  define('connect_ex', 'address', function* (self, address): Run<Value> {
    const { host, port } = addressOf(address);
    try {
      const [first] = yield* addressesOf(system, host);
      stateOf(self).socket = yield* system.network.connect({ host: first!, port });
      return 0n;
    } catch (error) {
      return isSystemError(error, 'ECONNREFUSED') ? 111n : 113n;
    }
  });
  define('bind', 'address', (self, address) => {
    stateOf(self).bound = addressOf(address);
    return null;
  });
  define('listen', 'backlog?', (self) => {
    const state = stateOf(self);
    try {
      state.listener = system.network.listen({ host: state.bound?.host === 'localhost' ? '127.0.0.1' : (state.bound?.host ?? '0.0.0.0'), port: state.bound?.port ?? 0 }, state.kind);
    } catch (error) {
      if (isSystemError(error)) throw osError(error);
      throw error;
    }
    return null;
  });
  define('accept', '', function* (self): Run<Value> {
    const { listener } = stateOf(self);
    if (!listener) return raise('OSError', 22n, 'Invalid argument');
    yield* it.flush();
    yield* waiting(self, listener);
    const socket = yield* listener.accept();
    const instance = new PyInstance(cls);
    instance.payload = { kind: 'tcp', socket, listener: undefined, bound: undefined, timeout: undefined, isClosed: false } satisfies SocketState;
    return new PyTuple([instance, new PyTuple([socket.remote.host, BigInt(socket.remote.port)])]);
  });
  define('recv', 'bufsize', function* (self, size): Run<Value> {
    const socket = connected(self);
    yield* waiting(self, socket);
    return new PyBytes(yield* guarded(socket.input.read(intOf(size))));
  });
  for (const name of ['send', 'sendall']) define(name, 'data', function* (self, data): Run<Value> {
    if (!(data instanceof PyBytes)) raise('TypeError', "a bytes-like object is required, not 'str'");
    yield* guarded(connected(self).output.write(data.data));
    return name === 'send' ? BigInt(data.data.length) : null;
  });
  define('close', '', (self) => {
    const state = stateOf(self);
    state.socket?.close();
    state.listener?.close();
    state.isClosed = true;
    return null;
  });
  define('shutdown', 'how', (self) => {
    connected(self).output.close();
    return null;
  });
  define('settimeout', 'seconds', (self, seconds) => {
    stateOf(self).timeout = seconds === null || seconds === undefined ? undefined : Math.round(floatOf(seconds) * SECOND);
    return null;
  });
  define('setsockopt', 'level option value', () => null);
  define('getsockname', '', (self) => {
    const at = stateOf(self).socket?.local ?? stateOf(self).listener?.address ?? stateOf(self).bound ?? { host: '0.0.0.0', port: 0 };
    return new PyTuple([at.host, BigInt(at.port)]);
  });
  define('getpeername', '', (self) => new PyTuple([connected(self).remote.host, BigInt(connected(self).remote.port)]));
  define('fileno', '', () => 3n);
  define('__enter__', '', (self) => self!);
  cls.attrs.set('__exit__', builtin('__exit__', 'self type? value? tb?', (self) => {
    stateOf(self).socket?.close();
    stateOf(self).listener?.close();
    return null;
  }, true));
  yield ['socket', cls];
  for (const [name, value] of Object.entries({ AF_INET: 2n, AF_INET6: 10n, AF_UNIX: 1n, SOCK_STREAM: 1n, SOCK_DGRAM: 2n, SOL_SOCKET: 1n, SO_REUSEADDR: 2n, SO_KEEPALIVE: 9n, SHUT_RD: 0n, SHUT_WR: 1n, SHUT_RDWR: 2n, IPPROTO_TCP: 6n, TCP_NODELAY: 1n })) yield [name, value];
  yield ['gaierror', GAI];
  yield ['timeout', timeoutClass];
  yield ['error', EXCEPTIONS.get('OSError')!];
  yield ['herror', EXCEPTIONS.get('OSError')!];
  yield ['gethostname', builtin('gethostname', '', () => system.host.hostname)];
  yield ['getfqdn', builtin('getfqdn', 'name?', () => system.host.hostname)];
  const resolve = function* (name: Value | undefined): Run<readonly string[]> {
    return yield* guarded(addressesOf(system, String(name)));
  };
  yield ['gethostbyname', builtin('gethostbyname', 'name', function* (name): Run<Value> {
    return (yield* resolve(name))[0]!;
  })];
  yield ['getaddrinfo', builtin('getaddrinfo', 'host port family? type?', function* (name, port): Run<Value> {
    return new PyList((yield* resolve(name)).map((address) => new PyTuple([2n, 1n, 6n, '', new PyTuple([address, port ?? 0n])])));
  })];
  yield ['create_connection', builtin('create_connection', 'address timeout?', function* (address, timeout): Run<Value> {
    const made = yield* it.call(cls, args());
    if (timeout !== undefined) yield* it.call(yield* it.getAttr(made, 'settimeout'), args(timeout));
    yield* it.call(yield* it.getAttr(made, 'connect'), args(address!));
    return made;
  })];
};

export const subprocessModule: NativeModule = function* (it) {
  const { system } = it;
  const base = EXCEPTIONS.get('Exception')!;
  const subprocessError = makeClass('subprocess', 'SubprocessError', [base]);
  const calledError = makeClass('subprocess', 'CalledProcessError', [subprocessError]);
  calledError.attrs.set('__str__', builtin('__str__', 'self', function* (self): Run<Value> {
    const { attrs } = self as PyInstance;
    const code = attrs.get('returncode') as bigint;
    return `Command '${yield* it.str(attrs.get('cmd')!)}' ${code < 0n ? `died with <Signals.SIGTERM: ${-code}>.` : `returned non-zero exit status ${code}.`}`;
  }, true));
  const timeoutError = makeClass('subprocess', 'TimeoutExpired', [subprocessError]);
  const completed = makeClass('subprocess', 'CompletedProcess', [OBJECT]);
  completed.attrs.set('__repr__', builtin('__repr__', 'self', function* (self): Run<Value> {
    const { attrs } = self as PyInstance;
    return `CompletedProcess(args=${yield* it.repr(attrs.get('args')!)}, returncode=${String(attrs.get('returncode'))})`;
  }, true));
  const failed = (command: Value, code: bigint, stdout: Value, stderr: Value) => {
    const value = exception(calledError, code, command);
    value.attrs.set('returncode', code).set('cmd', command).set('output', stdout).set('stdout', stdout).set('stderr', stderr);
    return new PyRaise(value);
  };
  completed.attrs.set('check_returncode', builtin('check_returncode', 'self', (self) => {
    const { attrs } = self as PyInstance;
    if (attrs.get('returncode') !== 0n) throw failed(attrs.get('args')!, attrs.get('returncode') as bigint, attrs.get('stdout')!, attrs.get('stderr')!);
    return null;
  }, true));
  interface Outcome {
    readonly code: bigint;
    readonly stdout: Value;
    readonly stderr: Value;
  }
  const launch = function* (command: Value, named: ReadonlyMap<string, Value>): Run<Outcome> {
    yield* it.flush();
    const words = named.get('shell') === true ? ['/bin/sh', '-c', typeof command === 'string' ? command : (yield* it.list(command)).map(String).join(' ')] : typeof command === 'string' ? [command] : yield* texts(command);
    const isText = named.get('text') === true || named.get('universal_newlines') === true || named.has('encoding');
    const captures = named.get('capture_output') === true;
    const descriptors = new Map([...system.descriptors.entries()].filter(([fd]) => fd < 3));
    const collected: Record<'stdout' | 'stderr', Uint8Array[]> = { stdout: [], stderr: [] };
    const tasks: ReturnType<typeof system.startThread>[] = [];
    const ends: { release(): void }[] = [];
    const capture = (fd: number, key: 'stdout' | 'stderr') => {
      const [reader, writer] = system.pipe();
      descriptors.set(fd, writer);
      ends.push(writer);
      tasks.push(system.startThread((function* () {
        for (let part = yield* reader.read(); part.length > 0; part = yield* reader.read()) collected[key].push(part);
        reader.release();
      })()));
    };
    if (captures || named.get('stdout') === -1n) capture(1, 'stdout');
    if (named.get('stderr') === -2n) descriptors.set(2, descriptors.get(1)!);
    else if (captures || named.get('stderr') === -1n) capture(2, 'stderr');
    for (const [fd, key] of [[1, 'stdout'], [2, 'stderr']] as const) if (named.get(key) === -3n) {
      const nothing = system.files.open('/dev/null', { write: true });
      descriptors.set(fd, nothing);
      ends.push(nothing);
    }
    const input = named.get('input');
    if (input !== undefined && input !== null) {
      const [reader, writer] = system.pipe();
      descriptors.set(0, reader);
      ends.push(reader);
      const bytes = input instanceof PyBytes ? input.data : toBytes(String(input));
      system.startThread((function* () {
        try {
          if (bytes.length > 0) yield* writer.write(bytes);
        } catch (error) {
          if (!(error instanceof BrokenPipe)) throw error;
        } finally {
          writer.release();
        }
      })());
    }
    const env = named.get('env');
    const cwd = named.get('cwd');
    let child;
    try {
      child = system.spawn(words, { descriptors, ...(env instanceof PyDict ? { env: new Map([...env.entries.values()].map(([key, value]) => [String(key), String(value)] as const)) } : {}), ...(cwd === undefined || cwd === null ? {} : { cwd: yield* it.str(cwd) }) });
    } catch (error) {
      for (const end of ends) end.release();
      if (isSystemError(error)) throw osError(error, words[0]!);
      throw error;
    }
    for (const end of ends) end.release();
    const limit = named.get('timeout');
    const result = yield* within(system, limit === undefined || limit === null ? undefined : Math.round(floatOf(limit) * SECOND), child.wait());
    if (result === 'expired') {
      system.kill(child.pid, 9);
      yield* child.wait();
      const value = exception(timeoutError, `Command '${words.join(' ')}' timed out after ${floatOf(limit)} seconds`);
      throw new PyRaise(value);
    }
    for (const task of tasks) while (!task.isDone) yield* task.ended.wait();
    const status = result.value;
    const output = (key: 'stdout' | 'stderr', isCaptured: boolean): Value => (!isCaptured ? null : isText ? toText(concat(collected[key])) : new PyBytes(concat(collected[key])));
    return { code: status.signal === undefined ? BigInt(status.code ?? 0) : BigInt(-status.signal), stdout: output('stdout', captures || named.get('stdout') === -1n), stderr: output('stderr', captures || named.get('stderr') === -1n) };
  };
  const texts = function* (command: Value): Run<string[]> {
    const words: string[] = [];
    for (const word of yield* it.list(command)) words.push(typeof word === 'bigint' || typeof word === 'number' ? raise('TypeError', `expected str, bytes or os.PathLike object, not ${typeof word === 'bigint' ? 'int' : 'float'}`) : yield* it.str(word));
    return words;
  };
  yield ['PIPE', -1n];
  yield ['STDOUT', -2n];
  yield ['DEVNULL', -3n];
  yield ['SubprocessError', subprocessError];
  yield ['CalledProcessError', calledError];
  yield ['TimeoutExpired', timeoutError];
  yield ['CompletedProcess', completed];
  const { variadic } = { variadic: (name: string, call: (command: Value, named: ReadonlyMap<string, Value>) => Run<Value>) => {
    const made = builtin(name, 'args', () => null);
    return Object.assign(made, { call: ({ positional, named }: { positional: readonly Value[]; named: ReadonlyMap<string, Value> }) => call(positional[0] ?? named.get('args')!, named) });
  } };
  yield ['run', variadic('run', function* (command, named): Run<Value> {
    const { code, stdout, stderr } = yield* launch(command, named);
    if (named.get('check') === true && code !== 0n) throw failed(command, code, stdout, stderr);
    const made = new PyInstance(completed);
    made.attrs.set('args', command).set('returncode', code).set('stdout', stdout).set('stderr', stderr);
    return made;
  })];
  yield ['call', variadic('call', function* (command, named): Run<Value> {
    return (yield* launch(command, named)).code;
  })];
  yield ['check_call', variadic('check_call', function* (command, named): Run<Value> {
    const { code, stdout, stderr } = yield* launch(command, named);
    if (code !== 0n) throw failed(command, code, stdout, stderr);
    return 0n;
  })];
  yield ['check_output', variadic('check_output', function* (command, named): Run<Value> {
    const { code, stdout, stderr } = yield* launch(command, new Map([...named, ['stdout', -1n]]));
    if (code !== 0n) throw failed(command, code, stdout, stderr);
    return stdout;
  })];
  yield ['getoutput', builtin('getoutput', 'cmd', function* (command): Run<Value> {
    const { stdout } = yield* launch(command!, new Map<string, Value>([['shell', true], ['stdout', -1n], ['stderr', -2n], ['text', true]]));
    return String(stdout).replace(/\n$/, '');
  })];
};
