import { concat } from '../../../core/bytes.ts';
import type { StreamName } from './output.ts';

const NUMBERS: Readonly<Record<StreamName | 'stdin', number>> = { stdin: 0, stdout: 1, stderr: 2 };

/** One frame of a multiplexed stream: a header of eight bytes, then the bytes. */
export function frame(stream: StreamName, bytes: Uint8Array): Uint8Array {
  const { length } = bytes;
  const header = Uint8Array.of(NUMBERS[stream], 0, 0, 0, length >>> 24, (length >>> 16) & 255, (length >>> 8) & 255, length & 255);
  return concat([header, bytes]);
}
