import type { Daemon } from '../daemon.ts';
import type { Container } from './container.ts';
import { folderOf } from './host-files.ts';
import { ownHosts } from './start.ts';

/** /etc/hosts anew: the container's addresses have changed. */
export function rewriteHosts(daemon: Daemon, container: Container): void {
  daemon.files.write(`${folderOf(daemon, container)}/hosts`, ownHosts(daemon, container), 0o644);
}
