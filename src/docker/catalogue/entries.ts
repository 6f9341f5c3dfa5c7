import { toBytes } from '../../core/bytes.ts';
import type { LayerEntry } from '../../machine/files/layer.ts';
import { sizeOf } from '../../machine/files/content.ts';
import type { LayerSource, Platform } from './repository.ts';

interface Owner {
  readonly mode?: number;
  readonly uid?: number;
  readonly gid?: number;
}

/** Lists the entries of a layer: folders first, then what lies in them. All carry the time that the layer was made. */
export class LayerBuilder {
  readonly #entries = new Map<string, LayerEntry>();
  readonly #modified: number;

  constructor(
    readonly platform: Platform,
    /** Seconds since 1970. */
    modified: number,
  ) {
    this.#modified = modified;
  }

  directory(paths: string | readonly string[], owner: Owner = {}): this {
    for (const path of typeof paths === 'string' ? paths.trim().split(/\s+/) : paths) {
      this.#parents(path);
      this.#put({ path, type: 'directory', ...this.#meta(owner, 0o755) });
    }
    return this;
  }

  file(path: string, text: string | Uint8Array, owner: Owner = {}): this {
    return this.#child({ path, type: 'file', ...this.#meta(owner, 0o644), content: typeof text === 'string' ? toBytes(text) : text });
  }

  /** An executable that is one of Drydock's programs; `name` is the program's, unless it is the file's own. */
  program(path: string, size: number, name: string = baseName(path), owner: Owner = {}): this {
    return this.#child({ path, type: 'file', ...this.#meta(owner, 0o755), content: { kind: 'program', name, size, platform: this.platform } });
  }

  /** Programs of one folder, by name: `ls cat cp`. */
  programs(folder: string, names: string, size = 48_144): this {
    for (const name of names.trim().split(/\s+/)) this.program(`${folder}/${name}`, size + ((name.length * 7919) % 31) * 1024);
    return this;
  }

  /** A file that only its size matters of. */
  filler(path: string, size: number, owner: Owner = {}): this {
    return this.#child({ path, type: 'file', ...this.#meta(owner, 0o644), content: { kind: 'filler', name: path, size } });
  }

  link(path: string, target: string): this {
    return this.#child({ path, type: 'symlink', mode: 0o777, uid: 0, gid: 0, modified: this.#modified, target });
  }

  hardlink(path: string, target: string, mode = 0o755): this {
    return this.#child({ path, type: 'hardlink', mode, uid: 0, gid: 0, modified: this.#modified, target });
  }

  whiteout(path: string): this {
    const slash = path.lastIndexOf('/') + 1;
    return this.#child({ path: `${path.slice(0, slash)}.wh.${path.slice(slash)}`, type: 'file', ...this.#meta({}, 0o600), content: toBytes('') });
  }

  /** Brings the bytes of all files to `total` with one filler. */
  padTo(total: number, path: string): this {
    const size = this.entries().reduce((sum, entry) => sum + (entry.content ? sizeOf(entry.content) : 0), 0);
    return size < total ? this.filler(path, total - size) : this;
  }

  entries(): readonly LayerEntry[] {
    return [...this.#entries.values()];
  }

  #child(entry: LayerEntry): this {
    this.#parents(entry.path);
    this.#put(entry);
    return this;
  }

  #parents(path: string): void {
    for (let slash = path.indexOf('/'); slash > 0; slash = path.indexOf('/', slash + 1)) {
      const parent = path.slice(0, slash);
      if (!this.#entries.has(parent)) this.#put({ path: parent, type: 'directory', ...this.#meta({}, 0o755) });
    }
  }

  #put(entry: LayerEntry): void {
    this.#entries.set(entry.path, entry);
  }

  #meta(owner: Owner, mode: number) {
    return { mode: owner.mode ?? mode, uid: owner.uid ?? 0, gid: owner.gid ?? 0, modified: this.#modified };
  }
}

/** A layer that is listed once, when it is first needed. */
export function layer(platform: Platform, date: string, list: (to: LayerBuilder) => void, blobSize?: number): LayerSource {
  let entries: readonly LayerEntry[] | undefined;
  return {
    entries() {
      if (!entries) {
        const builder = new LayerBuilder(platform, secondsOf(date));
        list(builder);
        entries = builder.entries();
      }
      return entries;
    },
    ...(blobSize === undefined ? {} : { blobSize }),
  };
}

/** Makes one value for each key, and keeps it: so that images which share a base share its very layers. */
export function oneEach<Value>(make: (...key: string[]) => Value): (...key: string[]) => Value {
  const made = new Map<string, Value>();
  return (...key) => {
    const name = key.join(' ');
    let value = made.get(name);
    if (value === undefined) made.set(name, (value = make(...key)));
    return value;
  };
}

export function baseName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** Seconds since 1970 of `2025-05-08` or `2025-05-08T21:03:12Z` (UTC). */
export function secondsOf(date: string): number {
  const [, year, month, day, hour, minute, second] = /^(\d+)-(\d+)-(\d+)(?:T(\d+):(\d+):(\d+)Z)?$/.exec(date) ?? [];
  return daysSince1970(Number(year), Number(month), Number(day)) * 86_400 + Number(hour ?? 0) * 3600 + Number(minute ?? 0) * 60 + Number(second ?? 0);
}

/** Days since 1970-01-01 in the Gregorian calendar. */
function daysSince1970(year: number, month: number, day: number): number {
  const y = month <= 2 ? year - 1 : year;
  const era = Math.floor(y / 400);
  const yearOfEra = y - era * 400;
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
  return era * 146_097 + yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear - 719_468;
}

/** `2025-05-08` as a full RFC 3339 time. */
export function timeOf(date: string): string {
  return date.includes('T') ? date : `${date}T00:00:00Z`;
}
