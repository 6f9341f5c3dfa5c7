import type { Micros } from '../../core/clock.ts';
import type { Viewer } from '../../machine/files/mounts.ts';

const ROOT = { uid: 0, gid: 0, groups: [] };

/** The daemon's own look at files: root's rights, from `/`, with exact modes. */
export function rootViewer(now: () => Micros): Viewer {
  return { credentials: () => ROOT, cwd: () => '/', umask: () => 0, now };
}
