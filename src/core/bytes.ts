const encoder = new TextEncoder();
const decoder = new TextDecoder();

export const NO_BYTES: Uint8Array = new Uint8Array(0);

/** UTF-8. */
export function toBytes(text: string): Uint8Array {
  return encoder.encode(text);
}

/** UTF-8; what is not valid becomes U+FFFD. */
export function toText(bytes: Uint8Array): string {
  return decoder.decode(bytes);
}

export function concat(parts: readonly Uint8Array[]): Uint8Array {
  if (parts.length === 1) return parts[0]!;
  let length = 0;
  for (const part of parts) length += part.length;
  const whole = new Uint8Array(length);
  let offset = 0;
  for (const part of parts) {
    whole.set(part, offset);
    offset += part.length;
  }
  return whole;
}

export function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, i) => byte === b[i]);
}
