import type { StringMap } from '../../api/types/common.ts';
import type { Daemon } from '../daemon.ts';
import type { Container } from './container.ts';

/** Logs an event of a container with what dockerd always tells of it: its labels, image and name. */
export function logContainerEvent(daemon: Daemon, container: Container, action: string, attributes: StringMap = {}): void {
  daemon.events.log('container', action, container.id, { ...container.config.Labels, image: container.config.Image, name: container.name, ...attributes });
}
