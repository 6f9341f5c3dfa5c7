import type { Micros } from '../../core/clock.ts';
import { attempt, failureOf } from './support/call.ts';
import type { Call } from './support/call.ts';
import { parseBusyboxDate, parseDate } from './support/dates.ts';
import { timeOf, momentOf, zoneOf } from './support/calendar.ts';
import { parseOptions } from './support/options.ts';
import { quoted } from './support/quoting.ts';
import { SystemError } from '../errno.ts';
import type { Tool } from './support/tool.ts';
import { toProgram } from './support/tool.ts';

const OPTIONS = {
  access: 'a',
  noCreate: 'c --no-create',
  date: 'd --date=',
  ignored: 'gnu:f',
  noDereference: 'h --no-dereference',
  modification: 'm',
  reference: 'r --reference=',
  stamp: 't=',
  time: 'gnu:--time=',
} as const;

/** `[[CC]YY]MMDDhhmm[.ss]` in microseconds; undefined when it is none. */
function stampTime(call: Call, text: string): Micros | undefined {
  const match = /^(?:(\d{2})?(\d{2}))?(\d{2})(\d{2})(\d{2})(\d{2})(?:\.(\d{2}))?$/.exec(text);
  if (!match) return undefined;
  const zone = zoneOf(call.env('TZ'));
  const short = Number(match[2]);
  const year = match[2] === undefined ? momentOf(call.now(), zone).year : match[1] === undefined ? (short < 69 ? 2000 : 1900) + short : Number(match[1]) * 100 + short;
  return timeOf(year, Number(match[3]), Number(match[4]), Number(match[5]), Number(match[6]), Number(match[7] ?? 0), zone);
}

function wantedTimes(call: Call, reference: string | undefined, date: string | undefined, stamp: string | undefined): { accessed: Micros; modified: Micros } {
  if (reference !== undefined) {
    const stat = attempt(() => call.files.stat(reference));
    if (stat instanceof SystemError) throw call.refusal(call.isBusybox ? `${reference}: ${stat.message}` : `failed to get attributes of ${quoted(reference)}: ${stat.message}`);
    return stat;
  }
  if (date === undefined && stamp === undefined) return { accessed: call.now(), modified: call.now() };
  const time = date !== undefined ? (call.isBusybox ? parseBusyboxDate : parseDate)(date, call.now(), zoneOf(call.env('TZ'))) : stampTime(call, stamp!);
  if (time === undefined) throw call.refusal(call.isBusybox ? `invalid date '${date ?? stamp}'` : `invalid date format ${quoted((date ?? stamp)!)}`);
  return { accessed: time, modified: time };
}

export const tool: Tool = {
  name: 'touch',
  usage: '[OPTION]... FILE...',
  busyboxUsage: '[-cham] [-d DATE] [-t DATE] [-r FILE] FILE...',
  *run(call) {
    const options = parseOptions(call, OPTIONS);
    if (options.operands.length === 0) throw call.missing('missing file operand');
    const { accessed, modified } = wantedTimes(call, options.value('reference'), options.value('date'), options.value('stamp'));
    const word = options.value('time');
    const isAccessOnly = (options.has('access') || (word !== undefined && /^(access|atime|use)$/.test(word))) && !options.has('modification');
    const isModificationOnly = (options.has('modification') || (word !== undefined && /^(modify|mtime)$/.test(word))) && !options.has('access');
    const followLinks = !options.has('noDereference');
    for (const path of options.operands) {
      const failure = failureOf(() => {
        if (!call.files.exists(path) && followLinks) {
          if (options.has('noCreate')) return;
          call.files.open(path, { write: true, create: true }).release();
          if (options.order.every(([key]) => key === 'ignored')) return;
        }
        const old = followLinks ? call.files.stat(path) : call.files.lstat(path);
        call.files.utimes(path, isModificationOnly ? old.accessed : accessed, isAccessOnly ? old.modified : modified, { followLinks });
      });
      if (!failure) continue;
      if (failure.code === 'ENOENT' && options.has('noCreate')) continue;
      yield* call.fail(call.isBusybox ? `${path}: ${failure.message}` : `cannot touch ${quoted(path)}: ${failure.message}`);
    }
    return call.status;
  },
};

export const program = toProgram(tool);
