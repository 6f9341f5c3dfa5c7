import type { Micros } from '../../../core/clock.ts';
import type { Files } from '../../../machine/files/files.ts';
import { conflict, invalidParameter, notFound } from '../../api/errors.ts';
import type { StringMap } from '../../api/types/common.ts';
import type { Volume } from './volume.ts';

export const ANONYMOUS_LABEL = 'com.docker.volume.anonymous';

/** All volumes by name. */
export class VolumeStore {
  readonly #volumes = new Map<string, Volume>();
  version = 0;

  /** `files` are the host's. */
  constructor(
    private readonly files: Files,
    /** `/var/lib/docker/volumes`. */
    private readonly folder: string,
    private readonly now: () => Micros,
  ) {}

  get size(): number {
    return this.#volumes.size;
  }

  all(): IterableIterator<Volume> {
    return this.#volumes.values();
  }

  get(name: string): Volume | undefined {
    return this.#volumes.get(name);
  }

  /** Throws `get …: no such volume`. */
  find(name: string): Volume {
    const volume = this.#volumes.get(name);
    if (!volume) throw notFound(`get ${name}: no such volume`);
    return volume;
  }

  /** Makes one, or gives the one of that name. `isNew` tells which. */
  create(name: string, driver: string, labels: StringMap | null, options: StringMap | null, isAnonymous = false): { volume: Volume; isNew: boolean } {
    if (driver !== '' && driver !== 'local') throw notFound(`create ${name}: error looking up volume plugin ${driver}: plugin "${driver}" not found`);
    const existing = this.#volumes.get(name);
    if (existing) return { volume: existing, isNew: false };
    validateName(name);
    validateOptions(name, options);
    const mountpoint = `${this.folder}/${name}/_data`;
    this.files.mkdirAll(mountpoint, 0o755);
    const volume: Volume = { name, created: this.now(), driver: 'local', labels, options, mountpoint, isAnonymous, users: new Set(), mountedFor: new Set() };
    this.#volumes.set(name, volume);
    this.version++;
    return { volume, isNew: true };
  }

  /** Throws when a container has it. */
  remove(volume: Volume): void {
    if (volume.users.size > 0) throw conflict(`remove ${volume.name}: volume is in use - [${[...volume.users].join(', ')}]`);
    this.#volumes.delete(volume.name);
    this.files.removeAll(`${this.folder}/${volume.name}`);
    this.version++;
  }
}

function validateName(name: string): void {
  if (name.length === 1) throw invalidParameter(`create ${name}: volume name is too short, names should be at least two alphanumeric characters`);
  if (/^[a-zA-Z0-9][a-zA-Z0-9_.-]+$/.test(name)) return;
  throw invalidParameter(
    `create ${name}: "${name}" includes invalid characters for a local volume name, only "[a-zA-Z0-9][a-zA-Z0-9_.-]" are allowed. If you intended to pass a host directory, use absolute path`,
  );
}

/** Options that make no sense without others. */
const NEEDED: readonly (readonly [option: string, needed: readonly string[]])[] = [['device', ['type']], ['type', ['device']], ['o', ['device', 'type']]];

function validateOptions(name: string, options: StringMap | null): void {
  for (const option of Object.keys(options ?? {})) {
    if (!['type', 'o', 'device', 'size'].includes(option)) throw invalidParameter(`create ${name}: invalid option: ${JSON.stringify(option)}`);
  }
  if (options?.['size'] !== undefined) throw invalidParameter(`create ${name}: quota size requested but no quota support`);
  for (const [option, needed] of NEEDED) {
    const missing = options?.[option] === undefined ? undefined : needed.find((other) => options[other] === undefined);
    if (missing !== undefined) throw invalidParameter(`create ${name}: missing required option: "${missing}"`);
  }
}
