import { layer, timeOf } from './entries.ts';
import type { LayerBuilder } from './entries.ts';
import type { LayerSource, Platform, Step } from './repository.ts';

export const PATH = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

/** Writes down what a Dockerfile did, as BuildKit leaves it in an image's history. */
export class Steps {
  readonly #steps: Step[];

  constructor(
    readonly platform: Platform,
    readonly date: string,
    base: readonly Step[] = [],
  ) {
    this.#steps = [...base];
  }

  /** A line that makes no layer: `ENV A=1`, `CMD ["sh"]`. */
  note(...lines: readonly string[]): this {
    for (const createdBy of lines) this.#steps.push({ createdBy, comment: 'buildkit.dockerfile.v0', created: timeOf(this.date) });
    return this;
  }

  run(command: string, list: (to: LayerBuilder) => void, blobSize?: number): this {
    return this.step(`RUN /bin/sh -c ${command} # buildkit`, list, blobSize);
  }

  copy(what: string, list: (to: LayerBuilder) => void): this {
    return this.step(`COPY ${what} # buildkit`, list);
  }

  step(createdBy: string, list: ((to: LayerBuilder) => void) | LayerSource, blobSize?: number): this {
    const source = typeof list === 'function' ? layer(this.platform, this.date, list, blobSize) : list;
    this.#steps.push({ createdBy, comment: 'buildkit.dockerfile.v0', created: timeOf(this.date), layer: source });
    return this;
  }

  list(): readonly Step[] {
    return this.#steps;
  }
}
