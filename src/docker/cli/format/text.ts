import type { Micros } from '../../../core/clock.ts';
import { SECOND } from '../../../core/clock.ts';
import { humanDuration } from '../../../core/units.ts';
import { formatSeconds, parseTime } from '../../api/time.ts';
import type { Port } from '../../api/types/containers.ts';
import type { StringMap } from '../../api/types/common.ts';

/** Small ways of writing things that several lists share. */

/** The first 12 digits of an id, without `sha256:`. */
export function shortId(id: string): string {
  const colon = id.indexOf(':');
  return id.slice(colon + 1).slice(0, 12);
}

const WIDE = /[\u1100-\u115f\u2e80-\u303e\u3041-\u33ff\u3400-\u4dbf\u4e00-\u9fff\ua000-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60\uffe0-\uffe6\u{1f300}-\u{1f64f}\u{1f680}-\u{1f6ff}\u{1f900}-\u{1f9ff}\u{20000}-\u{3fffd}]/u;

/** Cuts text to so many columns of a terminal, the last of which is `…`. */
export function ellipsis(text: string, width: number): string {
  if (width <= 0) return '';
  const characters = [...text];
  if (width === 1) return characters[0] ?? '';
  const widths = characters.map((character) => (WIDE.test(character) ? 2 : 1));
  if (widths.reduce((sum, one) => sum + one, 0) <= width) return text;
  let used = 0;
  const cut = widths.findIndex((one) => (used += one) > width - 1);
  return `${characters.slice(0, cut).join('')}…`;
}

/** `2025-06-02 08:00:00 +0000 UTC`, of Unix seconds. */
export function goTime(seconds: number): string {
  return `${formatSeconds(seconds * SECOND).replace('T', ' ')} +0000 UTC`;
}

/** The same of a time of the API, with its fraction. */
export function goTimeOf(text: string): string {
  const match = /^(\d{4}-\d\d-\d\d)T(\d\d:\d\d:\d\d(?:\.\d+)?)(Z|[+-]\d\d:\d\d)$/.exec(text);
  if (!match) return text;
  const [, date, time, zone] = match;
  return zone === 'Z' ? `${date} ${time} +0000 UTC` : `${date} ${time} ${zone!.replace(':', '')} ${zone!.replace(':', '')}`;
}

/** `3 days ago`, of Unix seconds. */
export function ago(seconds: number, now: Micros): string {
  return `${humanDuration(now - seconds * SECOND)} ago`;
}

export function agoOf(text: string, now: Micros): string {
  return `${humanDuration(now - (parseTime(text) ?? 0))} ago`;
}

/** `a=1,b=2`, by name. */
export function joinLabels(labels: StringMap | null | undefined): string {
  return Object.entries(labels ?? {}).map(([key, value]) => `${key}=${value}`).sort().join(',');
}

function hostPort(ip: string, port: string | number): string {
  return ip.includes(':') ? `[${ip}]:${port}` : `${ip}:${port}`;
}

/** `80-82/tcp, 0.0.0.0:8080->80/tcp`: runs of ports together, those that are published last. */
export function displayPorts(ports: readonly Port[] | null | undefined): string {
  const sorted = [...(ports ?? [])].sort(comparePorts);
  const groups = new Map<string, { first: number; last: number; readonly ip: string; readonly type: string }>();
  const shown: string[] = [];
  const mapped: string[] = [];
  for (const { IP: ip = '', PrivatePort: port, PublicPort: published = 0, Type: type } of sorted) {
    if (ip !== '' && published !== port) {
      mapped.push(`${hostPort(ip, published)}->${port}/${type}`);
      continue;
    }
    const key = `${ip}/${type}`;
    const group = groups.get(key);
    if (group && port === group.last + 1) group.last = port;
    else if (group) {
      shown.push(showGroup(group));
      group.first = group.last = port;
    } else groups.set(key, { first: port, last: port, ip, type });
  }
  return [...shown, ...[...groups.values()].map(showGroup), ...mapped].join(', ');
}

function showGroup({ first, last, ip, type }: { readonly first: number; readonly last: number; readonly ip: string; readonly type: string }): string {
  const range = first === last ? `${first}` : `${first}-${last}`;
  return `${ip === '' ? range : `${hostPort(ip, range)}->${range}`}/${type}`;
}

function comparePorts(a: Port, b: Port): number {
  if (a.PrivatePort !== b.PrivatePort) return a.PrivatePort - b.PrivatePort;
  if ((a.IP ?? '') !== (b.IP ?? '')) return (a.IP ?? '') < (b.IP ?? '') ? -1 : 1;
  if ((a.PublicPort ?? 0) !== (b.PublicPort ?? 0)) return (a.PublicPort ?? 0) - (b.PublicPort ?? 0);
  return a.Type < b.Type ? -1 : a.Type > b.Type ? 1 : 0;
}

/** Names with numbers in the order of the numbers: `net2` before `net10`. */
export function naturalOrder(a: string, b: string): number {
  const [x, y] = [a, b].map((text) => [...(text.match(/\d+|\D+/g) ?? [])]) as [string[], string[]];
  for (let i = 0; i < x.length && i < y.length; i++) {
    if (x[i] === y[i]) continue;
    if (/^\d/.test(x[i]!) && /^\d/.test(y[i]!)) return Number(x[i]) - Number(y[i]) || (x[i]! < y[i]! ? -1 : 1);
    return x[i]! < y[i]! ? -1 : 1;
  }
  return x.length - y.length;
}
