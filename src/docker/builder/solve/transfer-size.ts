import { sizeOf } from '../../../machine/files/content.ts';
import type { LayerEntry } from '../../../machine/files/layer.ts';
import { byteLength } from '../parse/go-strings.ts';

/** What the protocol says of each file besides its content, and at the end. */
const HEADER = 22;
const END = 2;

/** About as many bytes as BuildKit's protocol sends for files. */
export function transferSize(entries: readonly LayerEntry[]): number {
  return entries.reduce((sum, { path, content }) => sum + HEADER + byteLength(path) + (content ? sizeOf(content) + (sizeOf(content) > 0 ? 5 : 0) : 0), END);
}
