import { sizeOf } from '../../../machine/files/content.ts';
import type { LayerEntry } from '../../../machine/files/layer.ts';
import { byteLength } from '../parse/go-strings.ts';

/** What the protocol says of each file besides its content, and at the end. */
const FILE = 20;
const FOLDER = 24;
const END = 2;

/** About as many bytes as BuildKit's protocol sends for files. */
export function transferSize(entries: readonly LayerEntry[]): number {
  return entries.reduce((sum, { path, type, content }) => {
    const size = content ? sizeOf(content) : 0;
    return sum + (type === 'directory' ? FOLDER : FILE) + byteLength(path) + size + (size > 0 ? 5 : 0);
  }, END);
}
