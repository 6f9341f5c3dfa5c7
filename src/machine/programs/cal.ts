import { MONTHS, daysFromDate, momentOf, zoneOf } from './support/calendar.ts';
import { parseOptions } from './support/options.ts';
import type { Tool } from './support/tool.ts';
import { toProgram } from './support/tool.ts';

const WIDTH = 20;

function centred(text: string, width: number): string {
  return `${' '.repeat(Math.max(0, Math.floor((width - text.length) / 2)))}${text}`;
}

function month(year: number, number: number, title: string): string[] {
  const first = (((daysFromDate(year, number, 1) + 4) % 7) + 7) % 7;
  const length = daysFromDate(number === 12 ? year + 1 : year, number === 12 ? 1 : number + 1, 1) - daysFromDate(year, number, 1);
  const cells = [...new Array<string>(first).fill('  '), ...Array.from({ length }, (_, i) => String(i + 1).padStart(2))];
  const rows = Array.from({ length: 6 }, (_, i) => cells.slice(i * 7, i * 7 + 7).join(' '));
  return [centred(title, WIDTH), 'Su Mo Tu We Th Fr Sa', ...rows];
}

export const tool: Tool = {
  name: 'cal',
  origin: 'util-linux 2.38.1',
  usage: '[[month] year]',
  busyboxUsage: '[-jmy] [[MONTH] YEAR]',
  *run(call) {
    const options = parseOptions(call, { monday: '!m --monday', julian: '!j --julian', year: 'y --year', three: '!3 --three', one: '1 --one' });
    const here = momentOf(call.now(), zoneOf(call.env('TZ')));
    const numbers = options.operands.map(Number);
    const year = numbers.length === 0 ? here.year : numbers.at(-1)!;
    if (!Number.isInteger(year) || year < 1 || year > 9999) throw call.refusal(`year ${options.operands.at(-1)} not in range 1..9999`);
    if (numbers.length === 2 && !(numbers[0]! >= 1 && numbers[0]! <= 12)) throw call.refusal(`month ${options.operands[0]} not in range 1..12`);
    if (numbers.length !== 1 && !options.has('year')) {
      const number = numbers.length === 2 ? numbers[0]! : here.month;
      yield* call.print(month(year, number, `${MONTHS[number - 1]} ${year}`).map((line) => `${line.padEnd(WIDTH)}\n`).join(''));
      return 0;
    }
    yield* call.print(`${centred(String(year), WIDTH * 3 + 4)}\n\n`);
    for (let quarter = 0; quarter < 4; quarter++) {
      const months = [1, 2, 3].map((i) => month(year, quarter * 3 + i, MONTHS[quarter * 3 + i - 1]!));
      for (let row = 0; row < 8; row++) yield* call.print(`${months.map((rows) => rows[row]!.padEnd(WIDTH)).join('  ').trimEnd()}\n`);
    }
    return 0;
  },
};

export const program = toProgram(tool);
