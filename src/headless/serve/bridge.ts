import type { Socket } from 'node:net';
import { NO_BYTES } from '../../core/bytes.ts';
import { Condition } from '../../core/process.ts';
import type { Process } from '../../core/process.ts';
import { BrokenPipe } from '../../core/stream.ts';
import type { Connection } from '../../core/stream.ts';

/** Bytes that may wait to be read by the simulation before the real sender is held back. */
const HIGH_WATER = 1 << 20;

/** A real socket as a connection of the simulation. `arrive` takes what came from outside into the world, when it is its turn. */
export function bridge(socket: Socket, arrive: (take: () => void) => void): Connection {
  const changed = new Condition('a real socket');
  const chunks: Buffer[] = [];
  let waiting = 0;
  let isEnded = false;
  let isClosed = false;
  const tell = () => arrive(() => changed.notify());
  socket.on('data', (chunk: Buffer) => {
    chunks.push(chunk);
    waiting += chunk.length;
    if (waiting > HIGH_WATER) socket.pause();
    tell();
  });
  socket.on('end', () => {
    isEnded = true;
    tell();
  });
  socket.on('close', () => {
    isEnded = isClosed = true;
    tell();
  });
  // A peer that resets the connection is a peer that is gone; 'close' follows.
  socket.on('error', () => {});
  socket.on('drain', tell);

  function* read(max = 65_536): Process<Uint8Array> {
    while (chunks.length === 0 && !isEnded) yield* changed.wait();
    const chunk = chunks[0];
    if (!chunk) return NO_BYTES;
    const part = new Uint8Array(chunk.subarray(0, max));
    if (part.length < chunk.length) chunks[0] = chunk.subarray(max);
    else chunks.shift();
    waiting -= part.length;
    if (waiting <= HIGH_WATER) socket.resume();
    return part;
  }

  function* write(bytes: Uint8Array): Process<void> {
    if (isClosed || socket.destroyed) throw new BrokenPipe();
    if (bytes.length === 0) return;
    socket.write(bytes.slice());
    while (socket.writableNeedDrain && !isClosed) yield* changed.wait();
    if (isClosed) throw new BrokenPipe();
  }

  return {
    input: { read, close: () => {} },
    output: { write, close: () => socket.end() },
    close: () => socket.end(),
  };
}
