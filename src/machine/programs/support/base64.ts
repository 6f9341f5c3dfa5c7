const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

export function toBase64(bytes: Uint8Array): string {
  let text = '';
  for (let i = 0; i < bytes.length; i += 3) {
    const [a, b, c] = [bytes[i]!, bytes[i + 1], bytes[i + 2]];
    text += LETTERS[a >> 2]! + LETTERS[((a & 3) << 4) | ((b ?? 0) >> 4)]!;
    text += b === undefined ? '=' : LETTERS[((b & 15) << 2) | ((c ?? 0) >> 6)]!;
    text += c === undefined ? '=' : LETTERS[c & 63]!;
  }
  return text;
}

/** The bytes up to the first thing that is wrong; `isWhole` says whether there was none. */
export function fromBase64(text: string): { readonly bytes: Uint8Array; readonly isWhole: boolean } {
  const bytes: number[] = [];
  for (let i = 0; i < text.length; i += 4) {
    const part = text.slice(i, i + 4);
    const codes = [...part.replace(/=+$/, '')].map((letter) => LETTERS.indexOf(letter));
    const bad = codes.indexOf(-1);
    const used = bad < 0 ? codes : codes.slice(0, bad);
    const [a = 0, b = 0, c = 0, d = 0] = used;
    const whole = [(a << 2) | (b >> 4), ((b & 15) << 4) | (c >> 2), ((c & 3) << 6) | d];
    bytes.push(...whole.slice(0, Math.max(0, used.length - 1)));
    if (bad >= 0 || part.length < 4 || used.length < 2) return { bytes: new Uint8Array(bytes), isWhole: false };
  }
  return { bytes: new Uint8Array(bytes), isWhole: true };
}
