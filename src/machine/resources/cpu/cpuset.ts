/** A set of cores, one object for each set that is in use. */
export interface Cpuset {
  /** `0,1`: tells one from another. */
  readonly key: string;
  /** In ascending order. */
  readonly cores: readonly number[];
  readonly isAll: boolean;
}

/** Makes and remembers the sets of cores of one host. */
export class Cpusets {
  readonly all: Cpuset;
  readonly #known = new Map<string, Cpuset>();

  constructor(private readonly count: number) {
    this.all = this.of(Array.from({ length: count }, (_, core) => core));
  }

  of(cores: readonly number[]): Cpuset {
    const sorted = [...new Set(cores)].filter((core) => core >= 0 && core < this.count).sort((a, b) => a - b);
    const key = sorted.join();
    const known = this.#known.get(key);
    if (known) return known;
    const made = { key, cores: sorted, isAll: sorted.length === this.count };
    this.#known.set(key, made);
    return made;
  }

  /** What of `wanted` the group above has; all that it has, where that would be nothing (cpuset.cpus.effective). */
  within(above: Cpuset, wanted: readonly number[] | undefined): Cpuset {
    if (!wanted) return above;
    const common = wanted.filter((core) => above.cores.includes(core));
    return common.length === 0 ? above : this.of(common);
  }
}
