import { toBytes } from '../../../core/bytes.ts';

/** The alphabet of bcrypt's base64, which is not that of RFC 4648. */
const LETTERS = './ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
const ROUNDS = 16;
const BOXES = 4;
/** What the key is used to encrypt, three blocks of eight bytes. */
const TEXT = 'OrpheanBeholderScryDoubt';

const made: { tables?: Int32Array } = {};

/** Blowfish's P array and S boxes at the start: the binary digits of π after the point, 32 at a time. */
function tables(): Int32Array {
  if (made.tables) return made.tables;
  const count = ROUNDS + 2 + BOXES * 256;
  const bits = BigInt(count * 32);
  const pi = piTimes(bits + 64n) >> 64n;
  const fraction = (pi & ((1n << bits) - 1n)).toString(16).padStart(count * 8, '0');
  made.tables = Int32Array.from({ length: count }, (_, i) => Number.parseInt(fraction.slice(i * 8, i * 8 + 8), 16) | 0);
  return made.tables;
}

/** π × 2^bits, by Machin's formula. */
function piTimes(bits: bigint): bigint {
  const one = 1n << bits;
  const arctangentOfInverse = (x: bigint): bigint => {
    let [term, sum, divisor] = [one / x, one / x, 1n];
    while (term !== 0n) {
      term = -term / (x * x);
      divisor += 2n;
      sum += term / divisor;
    }
    return sum;
  };
  return 16n * arctangentOfInverse(5n) - 4n * arctangentOfInverse(239n);
}

/** Blowfish with the expensive key schedule. */
class Blowfish {
  readonly #words = tables().slice();
  left = 0;
  right = 0;

  encrypt(): void {
    const words = this.#words;
    let [left, right] = [this.left ^ words[0]!, this.right];
    for (let i = 1; i <= ROUNDS; i += 2) {
      right ^= this.#mix(left) ^ words[i]!;
      left ^= this.#mix(right) ^ words[i + 1]!;
    }
    this.left = right ^ words[ROUNDS + 1]!;
    this.right = left;
  }

  /** `salt` has 16 bytes, or is nothing but zeros. */
  expand(salt: Int32Array, key: Uint8Array): void {
    const words = this.#words;
    for (let i = 0, at = 0; i < ROUNDS + 2; i++) {
      let word = 0;
      for (let j = 0; j < 4; j++, at = (at + 1) % key.length) word = (word << 8) | key[at]!;
      words[i]! ^= word;
    }
    this.left = 0;
    this.right = 0;
    for (let i = 0; i < words.length; i += 2) {
      this.left ^= salt[i & 3]!;
      this.right ^= salt[(i + 1) & 3]!;
      this.encrypt();
      words[i] = this.left;
      words[i + 1] = this.right;
    }
  }

  #mix(half: number): number {
    const words = this.#words;
    const at = ROUNDS + 2;
    const sum = (words[at + (half >>> 24)]! + words[at + 256 + ((half >>> 16) & 255)]!) | 0;
    return ((sum ^ words[at + 512 + ((half >>> 8) & 255)]!) + words[at + 768 + (half & 255)]!) | 0;
  }
}

/**
 * The hash of a password as `htpasswd -B` writes it: `$2y$05$` + salt + hash. `salt` has 16 bytes; the work doubles
 * with each step of `cost` (4 to 17). See Provos and Mazières, "A Future-Adaptable Password Scheme" (1999).
 */
export function bcrypt(password: string, salt: Uint8Array, cost: number): string {
  const key = new Uint8Array([...toBytes(password).subarray(0, 71), 0]);
  const view = new DataView(salt.buffer, salt.byteOffset, 16);
  const saltWords = Int32Array.from({ length: 4 }, (_, i) => view.getInt32(i * 4));
  const cipher = new Blowfish();
  cipher.expand(saltWords, key);
  const none = new Int32Array(4);
  for (let left = 2 ** cost; left > 0; left--) {
    cipher.expand(none, key);
    cipher.expand(none, salt);
  }
  const text = new DataView(toBytes(TEXT).slice().buffer);
  const out = new DataView(new ArrayBuffer(24));
  for (let at = 0; at < 24; at += 8) {
    [cipher.left, cipher.right] = [text.getInt32(at), text.getInt32(at + 4)];
    for (let i = 0; i < 64; i++) cipher.encrypt();
    out.setInt32(at, cipher.left);
    out.setInt32(at + 4, cipher.right);
  }
  return `$2y$${String(cost).padStart(2, '0')}$${encode(salt)}${encode(new Uint8Array(out.buffer, 0, 23))}`;
}

/** Whether a password is the one that was hashed; false for what is no bcrypt hash. */
export function bcryptMatches(password: string, hash: string): boolean {
  const [, cost, salt] = /^\$2[aby]\$(\d\d)\$([./A-Za-z0-9]{22})[./A-Za-z0-9]{31}$/.exec(hash) ?? [];
  if (cost === undefined || salt === undefined || Number(cost) < 4 || Number(cost) > 17) return false;
  return bcrypt(password, decode(salt), Number(cost)).slice(4) === hash.slice(4);
}

function encode(bytes: Uint8Array): string {
  let text = '';
  for (let i = 0; i < bytes.length; i += 3) {
    const word = (bytes[i]! << 16) | ((bytes[i + 1] ?? 0) << 8) | (bytes[i + 2] ?? 0);
    for (let part = 0; part <= Math.min(3, bytes.length - i); part++) text += LETTERS[(word >> (18 - 6 * part)) & 63]!;
  }
  return text;
}

function decode(text: string): Uint8Array {
  const codes = [...text].map((letter) => LETTERS.indexOf(letter));
  const bytes = new Uint8Array(16);
  for (let i = 0; i < 16; i++) {
    const at = Math.floor(i / 3) * 4 + (i % 3);
    const shift = 2 * (i % 3) + 2;
    bytes[i] = (codes[at]! << shift) | ((codes[at + 1] ?? 0) >> (6 - shift));
  }
  return bytes;
}
