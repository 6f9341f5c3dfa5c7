import { SECOND } from '../../core/clock.ts';
import { anyOf } from '../../core/process.ts';
import type { Process } from '../../core/process.ts';
import { BrokenPipe } from '../../core/stream.ts';
import { isSystemError } from '../errno.ts';
import type { Protocol, Socket } from '../network/network.ts';
import { HttpFailure, addressesOf } from './support/http-client.ts';
import type { Call } from './support/call.ts';
import { parseOptions } from './support/options.ts';
import type { Parsed } from './support/options.ts';
import { toProgram } from './support/tool.ts';
import type { Tool } from './support/tool.ts';

const OPTIONS = {
  listen: 'l', port: 'p=', zero: 'z', verbose: 'v', wait: 'w=', udp: 'u', numeric: 'n', exec: 'e=', keep: 'k', quit: 'gnu:q=', noStdin: 'gnu:d', interval: '!i=', shutdown: 'N', ipv4: '4', source: '!s=',
} as const;

type Options = Parsed<keyof typeof OPTIONS>;

export const tool: Tool = {
  name: 'nc',
  usage: '[-lnuvz] [-p port] [-w timeout] [destination] [port]',
  busyboxUsage: '[OPTIONS] HOST PORT  - connect\n[OPTIONS] -l -p PORT [HOST] [PORT]  - listen',
  *run(call) {
    const options = parseOptions(call, OPTIONS);
    const protocol: Protocol = options.has('udp') ? 'udp' : 'tcp';
    if (options.has('listen')) return yield* listen(call, options, protocol);
    const [host, ports] = options.operands;
    if (host === undefined || ports === undefined) throw call.isBusybox ? call.missing('') : call.refusal('missing port number', 1);
    let status = 0;
    for (const port of portRange(ports)) status = yield* connect(call, options, host, port, protocol);
    return status;
  },
};

export const program = toProgram(tool);

function portRange(text: string): readonly number[] {
  const [first, last = first] = text.split('-').map(Number) as [number, number?];
  return Array.from({ length: Math.max(0, last! - first + 1) }, (_, i) => first + i);
}

function* connect(call: Call, options: Options, host: string, port: number, protocol: Protocol): Process<number> {
  let address: string;
  try {
    address = (yield* addressesOf(call.system, host))[0]!;
  } catch (error) {
    if (!(error instanceof HttpFailure)) throw error;
    throw call.refusal(call.isBusybox ? `bad address '${host}'` : `getaddrinfo for host "${host}" port ${port}: ${error.cause ? 'Temporary failure in name resolution' : 'Name or service not known'}`, 1);
  }
  const timeout = options.has('wait') ? Number(options.value('wait')) * SECOND : undefined;
  let socket: Socket;
  try {
    socket = yield* call.system.network.connect({ host: address, port }, { protocol, ...(timeout === undefined ? {} : { timeout }) });
  } catch (error) {
    if (!isSystemError(error)) throw error;
    if (call.isBusybox) {
      if (!options.has('zero') || options.has('verbose')) yield* call.complain(error.code === 'ETIMEDOUT' && timeout !== undefined ? 'nc: timed out\n' : options.has('verbose') ? `nc: ${host} (${address}:${port}): ${error.message}\n` : `nc: can't connect to remote host (${address}): ${error.message}\n`);
    } else if (options.has('verbose')) yield* call.complain(`nc: connect to ${host} (${address}) port ${port} (${protocol}) failed: ${error.message}\n`);
    return 1;
  }
  if (options.has('verbose')) yield* call.complain(call.isBusybox ? `${host} (${address}:${port}) open\n` : `Connection to ${host} (${address}) ${port} port [${protocol}/${SERVICES[port] ?? '*'}] succeeded!\n`);
  if (options.has('zero')) {
    socket.close();
    return 0;
  }
  if (options.has('exec')) return yield* serveWith(call, socket, options.value('exec')!, options.operands.slice(2));
  return yield* relay(call, options, socket, timeout);
}

const SERVICES: Readonly<Record<number, string>> = { 22: 'ssh', 53: 'domain', 80: 'http', 443: 'https', 5432: 'postgresql', 6379: 'redis', 8080: 'http-alt' };

function* listen(call: Call, options: Options, protocol: Protocol): Process<number> {
  const port = Number(options.value('port') ?? options.operands.at(-1) ?? 0);
  if (!(port > 0)) throw call.isBusybox ? call.missing('') : call.refusal('missing port with option -l', 1);
  const listener = call.system.network.listen({ host: '0.0.0.0', port }, protocol);
  if (options.has('verbose')) yield* call.complain(call.isBusybox ? `listening on 0.0.0.0:${port} ...\n` : `Listening on 0.0.0.0 ${port}\n`);
  // -ll with -e serves one after the other, for ever.
  const isPersistent = options.has('keep') || options.count('listen') > 1;
  for (;;) {
    const socket = yield* listener.accept();
    if (!isPersistent) listener.close();
    if (options.has('verbose')) yield* call.complain(call.isBusybox ? `connect to ${socket.local.host}:${port} from ${socket.remote.host}:${socket.remote.port} (${socket.remote.host}:${socket.remote.port})\n` : `Connection received on ${socket.remote.host} ${socket.remote.port}\n`);
    const status = options.has('exec') ? yield* serveWith(call, socket, options.value('exec')!, options.operands) : yield* relay(call, options, socket, undefined);
    if (!isPersistent) return status;
  }
}

/** Standard input to the other side, and what comes back to standard output, until the other side is done. */
function* relay(call: Call, options: Options, socket: Socket, idle: number | undefined): Process<number> {
  const { system } = call;
  const upward = system.startThread((function* () {
    try {
      if (options.has('noStdin')) return;
      for (;;) {
        const bytes = yield* system.stdin.read();
        if (bytes.length === 0) break;
        yield* socket.output.write(bytes);
      }
      socket.output.close();
    } catch (error) {
      if (!(error instanceof BrokenPipe) && !isSystemError(error)) throw error;
    }
  })());
  try {
    for (;;) {
      if (idle !== undefined && !(yield* becomesReadable(call, socket, idle))) return 0;
      const bytes = yield* socket.input.read();
      if (bytes.length === 0) return 0;
      yield* system.stdout.write(bytes);
    }
  } catch (error) {
    if (isSystemError(error, 'ECONNRESET')) return 1;
    throw error;
  } finally {
    upward.cancel();
    socket.close();
  }
}

function* becomesReadable(call: Call, socket: Socket, idle: number): Process<boolean> {
  const due = call.now() + idle;
  for (;;) {
    const readiness = socket.readiness?.() ?? true;
    if (readiness === true) return true;
    if (call.now() >= due) return false;
    yield anyOf(readiness, call.system.timer(due - call.now()));
  }
}

/** Runs a program with the connection as its input and output. */
function* serveWith(call: Call, socket: Socket, command: string, args: readonly string[]): Process<number> {
  const { system } = call;
  const [childIn, toChild] = system.pipe();
  const [fromChild, childOut] = system.pipe();
  const stderr = system.descriptors.get(2);
  const child = system.spawn([command, ...args], { descriptors: new Map([[0, childIn], [1, childOut], ...(stderr ? [[2, stderr] as const] : [])]) });
  childIn.release();
  childOut.release();
  const inward = system.startThread((function* () {
    try {
      for (let bytes = yield* socket.input.read(); bytes.length > 0; bytes = yield* socket.input.read()) yield* toChild.write(bytes);
    } catch (error) {
      if (!(error instanceof BrokenPipe) && !isSystemError(error)) throw error;
    } finally {
      toChild.release();
    }
  })());
  try {
    for (let bytes = yield* fromChild.read(); bytes.length > 0; bytes = yield* fromChild.read()) yield* socket.output.write(bytes);
  } catch (error) {
    if (!(error instanceof BrokenPipe) && !isSystemError(error)) throw error;
  }
  yield* child.wait();
  inward.cancel();
  fromChild.release();
  socket.close();
  return 0;
}
