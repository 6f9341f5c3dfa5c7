import { gunzipSync, gzipSync } from 'fflate';
import type { Process } from '../../../core/process.ts';
import type { Call } from './call.ts';

/** gzip's bytes; the same content gives the same bytes (no time, no name). */
export function* compress(call: Call, bytes: Uint8Array, level: number): Process<Uint8Array> {
  // 50 MB a second.
  yield* call.spend(50 + bytes.length / 50);
  return gzipSync(bytes, { level: Math.min(9, Math.max(0, level)) as 6, mtime: 0 });
}

/** Undefined when it is no gzip data. */
export function* decompress(call: Call, bytes: Uint8Array): Process<Uint8Array | undefined> {
  yield* call.spend(50 + bytes.length / 50);
  if (!isCompressed(bytes)) return undefined;
  try {
    return gunzipSync(bytes);
  } catch {
    return undefined;
  }
}

export function isCompressed(bytes: Uint8Array): boolean {
  return bytes[0] === 0x1f && bytes[1] === 0x8b;
}
