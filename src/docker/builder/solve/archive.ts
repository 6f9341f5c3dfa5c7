import { isDescribed } from '../../../machine/files/content.ts';
import type { Files } from '../../../machine/files/files.ts';
import type { LayerEntry } from '../../../machine/files/layer.ts';
import { fromTar } from '../../../machine/files/tar/read.ts';

/** What is in a file that ADD unpacks: a tar, plain or gzipped. Undefined for any other file. */
export function archiveEntries(files: Files, path: string): readonly LayerEntry[] | undefined {
  const stat = files.stat(path);
  if (stat.type !== 'file' || stat.size < 20) return undefined;
  const content = files.content(path);
  if (isDescribed(content)) return undefined;
  const isGzip = content[0] === 0x1f && content[1] === 0x8b;
  if (!isGzip && !looksLikeTar(content)) return undefined;
  try {
    return fromTar(content);
  } catch {
    return undefined;
  }
}

/** `ustar` where a header has it. */
function looksLikeTar(bytes: Uint8Array): boolean {
  return bytes.length >= 512 && [0x75, 0x73, 0x74, 0x61, 0x72].every((byte, i) => bytes[257 + i] === byte);
}
