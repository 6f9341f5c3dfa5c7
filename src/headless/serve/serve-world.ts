import type { ListenOptions, Socket } from 'node:net';
import type { Task } from '../../core/process.ts';
import { serveApi } from '../../docker/api/wire.ts';
import type { World } from '../../docker/world.ts';
import { bridge } from './bridge.ts';
import { ClockDriver } from './clock-driver.ts';
import { loopbackGuard } from './guard.ts';
import { listen } from './listen.ts';

/**
 * Milliseconds for which a client that sends nothing more still gets its answer, when it has not taken the connection
 * over: then it is taken to be gone, as the daemon takes it to be at once. Some only close their half after a request.
 */
const PATIENCE = 250;

export interface Served {
  /** Closes the socket and all connections; a unix socket's file goes with it. */
  close(): Promise<void>;
}

/** Puts a world's engine on a real socket, its clock tied to the real one. `failed` hears of defects that stop the world. */
export async function serveWorld(world: World, address: ListenOptions, failed: (error: unknown) => void): Promise<Served> {
  const sockets = new Set<Socket>();
  const driver = new ClockDriver(world.scheduler, failed);
  const server = await listen(address, (socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    attend(socket, world, driver);
  });
  return {
    close() {
      driver.stop();
      for (const socket of sockets) socket.destroy();
      return new Promise((resolve) => void server.close(() => resolve()));
    },
  };
}

/** Answers one connection until its client is gone. */
function attend(socket: Socket, world: World, driver: ClockDriver): void {
  const report = (outcome: { readonly kind: string; readonly error?: unknown }) => {
    if (outcome.kind === 'threw') console.error(outcome.error);
  };
  let task: Task | undefined;
  let isHijacked = false;
  const leave = () => driver.arrive(() => task?.cancel());
  const connection = bridge(socket, driver.arrive);
  driver.arrive(() => {
    const process = serveApi(connection, world.main.engine, {
      guard: loopbackGuard,
      spawn: (process) => void world.scheduler.start(process, report),
      now: () => world.clock.now(),
      hijacked: () => (isHijacked = true),
    });
    task = world.scheduler.start(process, report);
  });
  socket.on('end', () => setTimeout(() => isHijacked || leave(), PATIENCE).unref());
  socket.on('close', () => isHijacked || leave());
}
