import { SystemError } from '../errno.ts';
import type { Viewer } from './mounts.ts';
import type { Node } from './node.ts';

export const READ = 4;
export const WRITE = 2;
export const SEARCH = 1;
export const STICKY = 0o1000;
export const SET_GID = 0o2000;
export const SET_UID = 0o4000;

/** Whether a process of root still has a capability (capabilities(7)); other users have none. */
export function isCapable(viewer: Viewer, capability: string): boolean {
  return viewer.credentials().uid === 0 && (viewer.hasCapability?.(capability) ?? true);
}

/** Whether the bits (READ, WRITE, SEARCH together) are allowed. */
export function isAllowed(viewer: Viewer, node: Node, bits: number): boolean {
  const { uid, gid, groups } = viewer.credentials();
  if (uid === 0 && (viewer.hasCapability?.('CAP_DAC_OVERRIDE') ?? true)) {
    return (bits & SEARCH) === 0 || node.type === 'directory' || (node.mode & 0o111) !== 0;
  }
  const shift = uid === node.uid ? 6 : gid === node.gid || groups.includes(node.gid) ? 3 : 0;
  return ((node.mode >> shift) & bits) === bits;
}

export function demand(viewer: Viewer, node: Node, bits: number, path: string): void {
  if (!isAllowed(viewer, node, bits)) throw new SystemError('EACCES', path);
}

/** Only the owner or root may do this. */
export function demandOwner(viewer: Viewer, node: Node, path: string): void {
  if (viewer.credentials().uid !== node.uid && !isCapable(viewer, 'CAP_FOWNER')) throw new SystemError('EPERM', path);
}

/** May entries of `folder` be taken away? In a sticky folder only one's own. */
export function demandRemoval(viewer: Viewer, folder: Node, node: Node, path: string): void {
  demand(viewer, folder, WRITE | SEARCH, path);
  if ((folder.mode & STICKY) === 0 || isCapable(viewer, 'CAP_FOWNER')) return;
  const { uid } = viewer.credentials();
  if (uid !== node.uid && uid !== folder.uid) throw new SystemError('EPERM', path);
}
