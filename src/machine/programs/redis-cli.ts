import { toBytes } from '../../core/bytes.ts';
import type { Process } from '../../core/process.ts';
import { LineReader } from '../../core/stream.ts';
import { isSystemError } from '../errno.ts';
import type { Socket } from '../network/network.ts';
import type { Program, System } from '../system.ts';
import { RespReader, encodeCommand } from './redis/resp.ts';
import type { Reply } from './redis/resp.ts';

/** Redis's client. */
export const program: Program = {
  name: 'redis-cli',
  *main(system) {
    let host = '127.0.0.1';
    let port = 6379;
    let password = system.env.get('REDISCLI_AUTH');
    let isRaw = false;
    const args = system.argv.slice(1);
    while (args[0]?.startsWith('-')) {
      const arg = args.shift()!;
      if (arg === '-h') host = args.shift() ?? host;
      else if (arg === '-p') port = Number(args.shift() ?? port);
      else if (arg === '-a' || arg === '--pass') password = args.shift();
      else if (arg === '--raw') isRaw = true;
      else if (arg === '-v' || arg === '--version') {
        yield* system.print(`redis-cli ${system.env.get('REDIS_VERSION') ?? '7.4.4'}\n`);
        return 0;
      } else if (arg === '-n') args.shift();
      else if (arg !== '--no-auth-warning') {
        yield* system.complain(`Unrecognized option or bad number of args for: '${arg}'\n`);
        return 1;
      }
    }
    const socket = yield* connect(system, host, port);
    if (!socket) return 1;
    const reader = new RespReader(socket.input);
    const ask = function* (words: readonly string[]): Process<Reply | undefined> {
      yield* socket.output.write(toBytes(encodeCommand(words)));
      return yield* reader.reply();
    };
    if (password !== undefined) yield* ask(['AUTH', password]);
    // What is not shown to a terminal is shown plainly.
    const terminal = system.descriptors.get(1)?.terminal;
    const format = (reply: Reply): string => (terminal && !isRaw ? shown(reply, '') : plain(reply));
    if (args.length > 0) {
      const reply = yield* ask(args);
      if (reply !== undefined) yield* system.print(`${format(reply)}\n`);
      return reply !== null && typeof reply === 'object' && 'error' in reply! ? 1 : 0;
    }
    const lines = new LineReader(system.stdin);
    const isInteractive = system.descriptors.get(0)?.terminal !== undefined;
    for (;;) {
      if (isInteractive) yield* system.print(`${host}:${port}> `);
      const line = yield* lines.line();
      if (line === undefined || /^\s*(quit|exit)\s*$/i.test(line)) return 0;
      const words = [...line.matchAll(/"((?:[^"\\]|\\.)*)"|'([^']*)'|(\S+)/g)].map(([, double, single, bare]) => double ?? single ?? bare ?? '');
      if (words.length === 0) continue;
      const reply = yield* ask(words);
      if (reply === undefined) {
        yield* system.complain('Error: Server closed the connection\n');
        return 1;
      }
      yield* system.print(`${format(reply)}\n`);
    }
  },
};

function* connect(system: System, host: string, port: number): Process<Socket | undefined> {
  let why: string;
  try {
    const address = /^[\d.]+$/.test(host) ? host : (yield* system.network.resolve(host)).find((each) => each.includes('.'));
    if (address !== undefined) return yield* system.network.connect({ host: address, port });
    why = 'Name or service not known';
  } catch (error) {
    if (!isSystemError(error)) throw error;
    why = error.code === 'EAGAIN' ? 'Temporary failure in name resolution' : error.message;
  }
  yield* system.complain(`Could not connect to Redis at ${host}:${port}: ${why}\n`);
  return undefined;
}

function shown(reply: Reply, indent: string): string {
  if (reply === null) return '(nil)';
  if (typeof reply === 'number') return `(integer) ${reply}`;
  if ('text' in reply) return reply.text;
  if ('error' in reply) return `(error) ${reply.error}`;
  if ('bulk' in reply) return `"${reply.bulk.replace(/["\\]/g, '\\$&').replaceAll('\n', '\\n').replaceAll('\r', '\\r')}"`;
  if (reply.length === 0) return '(empty array)';
  const width = String(reply.length).length;
  return reply.map((each, i) => `${i === 0 ? '' : indent}${String(i + 1).padStart(width)}) ${shown(each, `${indent}${' '.repeat(width + 2)}`)}`).join('\n');
}

function plain(reply: Reply): string {
  if (reply === null) return '';
  if (typeof reply === 'number') return String(reply);
  if ('text' in reply) return reply.text;
  if ('error' in reply) return `${reply.error}\n`;
  return 'bulk' in reply ? reply.bulk : reply.map(plain).join('\n');
}
