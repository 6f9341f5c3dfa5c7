import type { StringMap } from '../../api/types/common.ts';
import type { Daemon } from '../daemon.ts';
import type { Image } from './image.ts';

/** Logs an event of an image: `name` is how it was called. */
export function logImageEvent(daemon: Daemon, image: Image, action: string, name: string, attributes: StringMap = {}): void {
  daemon.events.log('image', action, image.id, { ...image.document.config?.Labels, name, ...attributes });
}
