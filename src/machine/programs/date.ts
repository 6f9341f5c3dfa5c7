import type { Micros } from '../../core/clock.ts';
import { SystemError } from '../errno.ts';
import { UTC, formatMoment, momentOf, zoneOf } from './support/calendar.ts';
import type { Zone } from './support/calendar.ts';
import { attempt } from './support/call.ts';
import type { Call } from './support/call.ts';
import { parseBusyboxDate, parseDate } from './support/dates.ts';
import { parseOptions } from './support/options.ts';
import { quoted } from './support/quoting.ts';
import type { Tool } from './support/tool.ts';
import { toProgram } from './support/tool.ts';

const OPTIONS = {
  date: 'd --date=',
  debug: '!gnu:--debug',
  file: '!gnu:f --file=',
  iso: 'I --iso-8601[=]',
  resolution: '!gnu:--resolution',
  rfc: 'R --rfc-email --rfc-822',
  rfc3339: 'gnu:--rfc-3339=',
  reference: 'r --reference=',
  set: 's --set=',
  utc: 'u --utc --universal',
  inputFormat: '!bb:D=',
} as const;

const ISO: Readonly<Record<string, string>> = {
  date: '%F', hours: '%FT%H%:z', minutes: '%FT%H:%M%:z', seconds: '%FT%H:%M:%S%:z', ns: '%FT%H:%M:%S,%N%:z',
};

const RFC3339: Readonly<Record<string, string>> = { date: '%F', seconds: '%F %T%:z', ns: '%F %T.%N%:z' };

type Options = ReturnType<typeof parseOptions<keyof typeof OPTIONS>>;

function momentWanted(call: Call, options: Options, zone: Zone): Micros {
  const reference = options.value('reference');
  if (reference !== undefined) {
    const stat = attempt(() => call.files.stat(reference));
    if (stat instanceof SystemError) throw call.refusal(call.isBusybox ? `can't stat '${reference}': ${stat.message}` : `${reference}: ${stat.message}`);
    return stat.modified;
  }
  const text = options.value('date');
  if (text === undefined) return call.now();
  const time = call.isBusybox ? parseBusyboxDate(text, call.now(), zone) : parseDate(text, call.now(), zone);
  if (time === undefined) throw call.refusal(call.isBusybox ? `invalid date '${text}'` : `invalid date ${quoted(text)}`);
  return time;
}

function formatWanted(call: Call, options: Options): string {
  const given = options.operands[0];
  if (given?.startsWith('+')) return given.slice(1);
  if (options.order.some(([key]) => key === 'iso')) {
    const word = options.value('iso') ?? 'date';
    const unit = Object.keys(ISO).find((name) => name.startsWith(word === '' ? 'date' : word));
    if (!unit) throw call.misuse(`invalid argument ${quoted(word)} for '--iso-8601'`);
    return ISO[unit]!;
  }
  const rfc3339 = options.value('rfc3339');
  if (rfc3339 !== undefined) {
    const unit = Object.keys(RFC3339).find((name) => name.startsWith(rfc3339));
    if (!unit) throw call.misuse(`invalid argument ${quoted(rfc3339)} for '--rfc-3339'`);
    return RFC3339[unit]!;
  }
  if (options.has('rfc')) return '%a, %d %b %Y %H:%M:%S %z';
  return '%a %b %e %H:%M:%S %Z %Y';
}

export const tool: Tool = {
  name: 'date',
  usage: '[OPTION]... [+FORMAT]\n[-u|--utc|--universal] [MMDDhhmm[[CC]YY][.ss]]',
  busyboxUsage: '[OPTIONS] [+FMT] [[-s] TIME]',
  *run(call) {
    const options = parseOptions(call, OPTIONS);
    const zone = options.has('utc') ? UTC : zoneOf(call.env('TZ'));
    const [first, second] = options.operands;
    if (second !== undefined) throw call.misuse(`extra operand ${quoted(second)}`);
    const isSetting = options.has('set') || (first !== undefined && !first.startsWith('+'));
    if (isSetting && first !== undefined && !/^\+|^\d+(\.\d+)?$/.test(first) && !call.isBusybox) throw call.refusal(`invalid date ${quoted(first)}`);
    const format = formatWanted(call, options);
    const time = momentWanted(call, options, zone);
    // The clock is the world's own; not even root in a container has CAP_SYS_TIME.
    if (isSetting) yield* call.fail(call.isBusybox ? "can't set date: Operation not permitted" : 'cannot set date: Operation not permitted');
    yield* call.print(`${formatMoment(format, momentOf(time, zone))}\n`);
    return call.status;
  },
};

export const program = toProgram(tool);
