import type { Micros } from '../../../core/clock.ts';
import { sha256Hex } from '../../../core/digest.ts';
import type { Layer } from '../../../machine/files/layer.ts';

/** The files that a step left. */
export interface Snapshot {
  /** The lowest first. */
  readonly layers: readonly Layer[];
  /** When each layer was made; those of base images have it in their history. */
  readonly times: readonly (Micros | undefined)[];
  /** Digest of all the layers. */
  readonly key: string;
}

export const NOTHING: Snapshot = { layers: [], times: [], key: 'scratch' };

export function snapshotOf(layers: readonly Layer[]): Snapshot {
  return layers.reduce<Snapshot>((below, layer) => extend(below, layer, undefined), NOTHING);
}

export function extend(below: Snapshot, layer: Layer, madeAt: Micros | undefined): Snapshot {
  return { layers: [...below.layers, layer], times: [...below.times, madeAt], key: sha256Hex(`${below.key} ${layer.digest}`) };
}
