import type { Cancel, Micros, VirtualClock } from '../../core/clock.ts';
import type { Process, Wait } from '../../core/process.ts';
import type { Cgroup } from './cgroup.ts';
import { waterFill } from './cpu/water-fill.ts';
import type { Claim } from './cpu/water-fill.ts';

export type Direction = 'read' | 'write';

/** What the kernel makes one request of at most, bytes. */
const REQUEST = 131_072;
/** blkio.weight where none is given. */
const DEFAULT_WEIGHT = 500;
const PER_SECOND = 1_000_000;

/** One transfer under way. */
class Transfer implements Wait {
  readonly reason = 'disk';
  /** Bytes a microsecond. */
  rate = 0;
  left: number;
  wake: () => void = () => {};

  constructor(
    private readonly device: BlockDevice,
    readonly group: Cgroup,
    readonly direction: Direction,
    bytes: number,
  ) {
    this.left = bytes;
  }

  start(wake: () => void): Cancel {
    this.wake = wake;
    this.device.begin(this);
    return () => this.device.end(this);
  }
}

/** The transfers of one group in one direction, which share its limits. */
interface Lane extends Claim {
  readonly transfers: Transfer[];
}

/** A disk: its bandwidth is shared by weight among groups, each within its own limits (`--device-read-bps` …). */
export class BlockDevice {
  readonly #transfers = new Set<Transfer>();
  #since: Micros;
  #disarm: Cancel | undefined;

  constructor(
    private readonly clock: VirtualClock,
    /** `/dev/vda`: which of a group's limits are meant. */
    private readonly path: string,
    /** Bytes a second. */
    private readonly bandwidth: number,
    private readonly beforeChange: () => void,
  ) {
    this.#since = clock.now();
  }

  /** How many wait for it. */
  get waiting(): number {
    return this.#transfers.size;
  }

  *transfer(group: Cgroup, direction: Direction, bytes: number): Process<void> {
    if (bytes <= 0) return;
    const operations = Math.ceil(bytes / REQUEST);
    for (const at of group.upwards()) {
      at[direction === 'read' ? 'readBytes' : 'writtenBytes'] += bytes;
      at[direction === 'read' ? 'readOperations' : 'writeOperations'] += operations;
    }
    yield new Transfer(this, group, direction, bytes);
  }

  begin(transfer: Transfer): void {
    this.#pass();
    this.#transfers.add(transfer);
    this.#share();
  }

  end(transfer: Transfer): void {
    if (!this.#transfers.has(transfer)) return;
    this.#pass();
    this.#transfers.delete(transfer);
    this.#share();
  }

  limitsChanged(): void {
    this.#pass();
    this.#share();
  }

  #pass(): void {
    this.beforeChange();
    const now = this.clock.now();
    for (const transfer of this.#transfers) transfer.left -= transfer.rate * (now - this.#since);
    this.#since = now;
  }

  #share(): void {
    const lanes = new Map<string, Lane>();
    for (const transfer of this.#transfers) {
      const key = `${transfer.direction} ${transfer.group.path}`;
      const lane = lanes.get(key) ?? { weight: transfer.group.limits.blockIoWeight || DEFAULT_WEIGHT, most: this.#limit(transfer), share: 0, transfers: [] };
      lane.transfers.push(transfer);
      lanes.set(key, lane);
    }
    waterFill([...lanes.values()], this.bandwidth / PER_SECOND);
    let next = Infinity;
    for (const lane of lanes.values()) {
      for (const transfer of lane.transfers) {
        transfer.rate = lane.share / lane.transfers.length;
        next = Math.min(next, transfer.left / transfer.rate);
      }
    }
    this.#disarm?.();
    this.#disarm = next === Infinity ? undefined : this.clock.at(this.#since + Math.max(0, next), () => this.#finish());
  }

  #finish(): void {
    this.#disarm = undefined;
    this.#pass();
    const done = [...this.#transfers].filter((transfer) => transfer.left <= 1e-6);
    for (const transfer of done) this.#transfers.delete(transfer);
    this.#share();
    for (const transfer of done) transfer.wake();
  }

  /** Bytes a microsecond that the limits of the group, and of those above, allow. */
  #limit({ group, direction }: Transfer): number {
    let limit = this.bandwidth;
    for (const { limits } of group.upwards()) {
      const bytes = direction === 'read' ? limits.readBps : limits.writeBps;
      const operations = direction === 'read' ? limits.readIops : limits.writeIops;
      for (const [path, rate] of bytes ?? []) if (this.#isMine(path) && rate > 0) limit = Math.min(limit, rate);
      for (const [path, rate] of operations ?? []) if (this.#isMine(path) && rate > 0) limit = Math.min(limit, rate * REQUEST);
    }
    return limit / PER_SECOND;
  }

  #isMine(path: string): boolean {
    return path.startsWith(this.path);
  }
}
