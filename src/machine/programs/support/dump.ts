/** Lines of sixteen (or so) bytes with their offsets; a line that is the same as the one before is `*`. */
export function dumpLines(bytes: Uint8Array, start: number, perLine: number, isSqueezing: boolean, line: (chunk: Uint8Array, offset: number) => string): string {
  let text = '';
  let before: string | undefined;
  let isRepeating = false;
  for (let at = 0; at < bytes.length; at += perLine) {
    const chunk = bytes.subarray(at, at + perLine);
    const key = chunk.join(',');
    if (isSqueezing && key === before && chunk.length === perLine) {
      if (!isRepeating) text += '*\n';
      isRepeating = true;
      continue;
    }
    before = key;
    isRepeating = false;
    text += line(chunk, start + at);
  }
  return text;
}

export function hexByte(byte: number): string {
  return byte.toString(16).padStart(2, '0');
}

/** Printable ASCII, and a dot for everything else. */
export function printable(bytes: Uint8Array): string {
  return [...bytes].map((byte) => (byte >= 32 && byte < 127 ? String.fromCharCode(byte) : '.')).join('');
}
