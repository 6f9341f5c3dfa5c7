import type { Content } from './content.ts';

/** One entry of a layer, as a tar header has it. Paths are relative, without a leading `/` or `./`: `etc/passwd`. */
export interface LayerEntry {
  readonly path: string;
  readonly type: 'file' | 'directory' | 'symlink' | 'hardlink' | 'fifo' | 'character' | 'block';
  /** 0 to 0o7777. */
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
  /** Whole seconds since 1970. */
  readonly modified: number;
  /** Of files. */
  readonly content?: Content;
  /** Where a symbolic link points, or which path (of the layer) a hard link is another name of. */
  readonly target?: string;
  readonly device?: readonly [major: number, minor: number];
}
// Whiteouts are entries as in OCI layers: an empty file `.wh.NAME`, and `.wh..wh..opq` for an opaque directory.
