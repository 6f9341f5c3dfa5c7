import { chmodSync, existsSync, lstatSync, rmSync } from 'node:fs';
import { createConnection, createServer } from 'node:net';
import type { ListenOptions, Server, Socket } from 'node:net';
import { UsageError } from '../command.ts';

/** `unix:///tmp/d.sock` or `tcp://127.0.0.1:2375`, loopback alone. Throws UsageError. */
export function parseListen(text: string): ListenOptions {
  const unix = /^unix:\/\/(\/.+)$/.exec(text);
  if (unix) return { path: unix[1]! };
  const tcp = /^tcp:\/\/(127\.\d{1,3}\.\d{1,3}\.\d{1,3}|localhost|\[::1\]):(\d{1,5})$/.exec(text);
  if (!tcp) throw new UsageError(`--listen takes unix:///PATH, or tcp://127.0.0.1:PORT: it listens on this machine alone`);
  return { host: tcp[1]!.replace(/[[\]]/g, ''), port: Number(tcp[2]) };
}

/** Listens; a unix socket is for its owner alone (0600). A socket file that nobody listens on any more is replaced. */
export async function listen(options: ListenOptions, connected: (socket: Socket) => void): Promise<Server> {
  const server = createServer({ allowHalfOpen: true, noDelay: true }, connected);
  if (options.path !== undefined) await removeStale(options.path);
  const mask = process.umask(0o177);
  try {
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(options, resolve);
    });
  } finally {
    process.umask(mask);
  }
  if (options.path !== undefined) chmodSync(options.path, 0o600);
  return server;
}

async function removeStale(path: string): Promise<void> {
  if (!existsSync(path)) return;
  if (!lstatSync(path).isSocket()) throw new UsageError(`${path} exists, and is no socket`);
  const isAlive = await new Promise<boolean>((resolve) => {
    const socket = createConnection({ path }, () => {
      socket.destroy();
      resolve(true);
    });
    socket.on('error', () => resolve(false));
  });
  if (isAlive) throw new UsageError(`somebody listens on ${path} already`);
  rmSync(path);
}
