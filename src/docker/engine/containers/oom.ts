import type { Daemon } from '../daemon.ts';
import { logContainerEvent } from './event.ts';

/** Writes down whose container the kernel's OOM killer has met. */
export function watchMemory(daemon: Daemon): void {
  daemon.host.resources.onOom(({ group }) => {
    const id = /docker-([0-9a-f]{64})\.scope/.exec(group)?.[1];
    const container = id === undefined ? undefined : daemon.containers.get(id);
    if (!container?.run) return;
    container.isOomKilled = true;
    logContainerEvent(daemon, container, 'oom');
    container.touch();
  });
}
