import { SECOND } from '../../../core/clock.ts';
import { formatMoment, momentOf, two, zoneOf } from './calendar.ts';
import type { Call } from './call.ts';

/** ` 08:00:00 up  1:17,  0 user,  load average: 0.35, 0.24, 0.21`. */
export function uptimeLine(call: Call): string {
  const total = Math.floor((call.now() - call.system.host.bootedAt) / SECOND);
  const days = Math.floor(total / 86_400);
  const [hours, minutes] = [Math.floor(total / 3600) % 24, Math.floor(total / 60) % 60];
  const length = `${days > 0 ? `${days} day${days === 1 ? '' : 's'}, ` : ''}${hours > 0 ? `${String(hours).padStart(2)}:${two(minutes)}` : `${minutes} min`}`;
  const time = formatMoment('%H:%M:%S', momentOf(call.now(), zoneOf(call.env('TZ'))));
  const users = call.isBusybox ? '0 users' : '0 user';
  return ` ${time} up ${length},  ${users},  load average: ${loadText(call)}`;
}

export function loadText(call: Call, separator = ', '): string {
  return call.system.resources.load().map((load) => load.toFixed(2)).join(separator);
}
