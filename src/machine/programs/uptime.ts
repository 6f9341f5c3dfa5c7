import { SECOND } from '../../core/clock.ts';
import { formatMoment, momentOf, zoneOf } from './support/calendar.ts';
import { parseOptions } from './support/options.ts';
import { uptimeLine } from './support/uptime.ts';
import type { Tool } from './support/tool.ts';
import { toProgram } from './support/tool.ts';

function pretty(total: number): string {
  const parts: string[] = [];
  const add = (count: number, noun: string) => {
    if (count > 0) parts.push(`${count} ${noun}${count === 1 ? '' : 's'}`);
  };
  add(Math.floor(total / 604_800), 'week');
  add(Math.floor(total / 86_400) % 7, 'day');
  add(Math.floor(total / 3600) % 24, 'hour');
  const minutes = Math.floor(total / 60) % 60;
  if (minutes > 0 || parts.length === 0) parts.push(`${minutes} minute${minutes === 1 ? '' : 's'}`);
  return `up ${parts.join(', ')}`;
}

export const tool: Tool = {
  name: 'uptime',
  origin: 'procps-ng 4.0.2',
  usage: '[options]',
  *run(call) {
    const options = parseOptions(call, { pretty: 'gnu:p --pretty', since: 'gnu:s --since' });
    const { bootedAt } = call.system.host;
    if (options.has('pretty')) yield* call.print(`${pretty(Math.floor((call.now() - bootedAt) / SECOND))}\n`);
    else if (options.has('since')) yield* call.print(`${formatMoment('%F %T', momentOf(bootedAt, zoneOf(call.env('TZ'))))}\n`);
    else yield* call.print(`${uptimeLine(call)}\n`);
    return 0;
  },
};

export const program = toProgram(tool);
