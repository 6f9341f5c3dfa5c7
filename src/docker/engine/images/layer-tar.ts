import { concat } from '../../../core/bytes.ts';
import type { Input } from '../../../core/stream.ts';
import { ZEROS } from '../../../machine/files/content.ts';
import type { LayerEntry } from '../../../machine/files/layer.ts';
import { tarChunks, tarSize } from '../../../machine/files/tar.ts';

/** A member of an archive: small ones as bytes, a layer as the tar that its entries make. */
export interface Member {
  readonly path: string;
  readonly modified: number;
  readonly content?: Uint8Array;
  /** A folder when neither is there. */
  readonly layer?: readonly LayerEntry[];
}

const RECORD = 512;

/** An archive whose members may be tars themselves, made as it is read, so that no layer is ever whole in memory. */
export function archiveInput(members: readonly Member[]): Input {
  const chunks = archiveChunks(members);
  let rest: Uint8Array = new Uint8Array(0);
  return {
    *read(max = 65_536) {
      while (rest.length === 0) {
        const next = chunks.next();
        if (next.done) return rest;
        rest = next.value;
      }
      const part = rest.subarray(0, max);
      rest = rest.subarray(part.length);
      return part;
    },
    close() {
      chunks.return();
    },
  };
}

function* archiveChunks(members: readonly Member[]): Generator<Uint8Array, void, void> {
  for (const member of members) yield* memberChunks(member);
  yield new Uint8Array(2 * RECORD);
}

function* memberChunks({ path, modified, content, layer }: Member): Generator<Uint8Array, void, void> {
  const common = { path, mode: 0o644, uid: 0, gid: 0, modified };
  if (layer) {
    const size = tarSize(layer);
    yield headerOf({ ...common, type: 'file', content: { kind: 'filler', name: ZEROS, size } });
    yield* tarChunks(layer);
    if (size % RECORD > 0) yield new Uint8Array(RECORD - (size % RECORD));
    return;
  }
  const whole = concat([...tarChunks([content ? { ...common, type: 'file', content } : { ...common, mode: 0o755, type: 'directory' }])]);
  yield whole.subarray(0, whole.length - 2 * RECORD);
}

/** The header alone: paths here are short and sizes below 8 GiB, so it is one record. */
function headerOf(entry: LayerEntry): Uint8Array {
  return tarChunks([entry]).next().value!.slice();
}
