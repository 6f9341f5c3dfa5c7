import { toText } from '../../../core/bytes.ts';
import { isSystemError } from '../../errno.ts';
import type { System } from '../../system.ts';
import { fromBase64 } from '../support/base64.ts';
import { bcryptMatches } from '../support/bcrypt.ts';

/** Who may come in, by a file of `htpasswd -B`. It is read for each request, as people are added to it. */
export class Gate {
  readonly #known = new Set<string>();

  constructor(
    private readonly system: System,
    private readonly path: string,
  ) {}

  admits(authorization: string | undefined): boolean {
    const [, encoded] = /^Basic (\S+)$/i.exec(authorization ?? '') ?? [];
    if (encoded === undefined) return false;
    const [name = '', ...rest] = toText(fromBase64(encoded).bytes).split(':');
    const entry = this.#entries().find((line) => line.startsWith(`${name}:`));
    return entry !== undefined && this.#fits(rest.join(':'), entry.slice(name.length + 1));
  }

  #entries(): readonly string[] {
    try {
      return this.system.files.readText(this.path).split('\n').map((line) => line.trim());
    } catch (error) {
      if (isSystemError(error)) return [];
      throw error;
    }
  }

  /** Hashing is slow on purpose: what fitted once is remembered. */
  #fits(password: string, hash: string): boolean {
    const key = `${hash}\0${password}`;
    if (!this.#known.has(key) && !bcryptMatches(password, hash)) return false;
    this.#known.add(key);
    return true;
  }
}
