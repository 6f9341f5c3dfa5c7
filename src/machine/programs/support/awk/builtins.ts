import { createEntropy } from '../../../../core/entropy.ts';
import { NotSimulated } from '../../../../core/errors.ts';
import type { Process } from '../../../../core/process.ts';
import { SECOND } from '../../../../core/clock.ts';
import { formatMoment, momentOf, timeOf, zoneOf } from '../calendar.ts';
import { AwkError } from './ast.ts';
import type { Expression, Target } from './ast.ts';
import type { Interpreter } from './interpret.ts';
import { formatAwk } from './output.ts';
import { splitFields } from './record.ts';
import { fromOutside, toNumber } from './values.ts';
import type { Value } from './values.ts';

/** How many arguments each takes: [least, most]. */
const COUNTS: Readonly<Record<string, readonly [number, number]>> = {
  atan2: [2, 2], cos: [1, 1], sin: [1, 1], exp: [1, 1], log: [1, 1], sqrt: [1, 1], int: [1, 1], rand: [0, 0], srand: [0, 1],
  gsub: [2, 3], sub: [2, 3], index: [2, 2], length: [0, 1], match: [2, 2], split: [2, 3], sprintf: [1, Infinity], substr: [2, 3],
  tolower: [1, 1], toupper: [1, 1], close: [1, 1], system: [1, 1], fflush: [0, 1], strftime: [0, 3], systime: [0, 0], mktime: [1, 1],
};

export function* builtin(awk: Interpreter, name: string, args: readonly Expression[]): Process<Value> {
  const [least, most] = COUNTS[name] ?? [0, Infinity];
  if (args.length < least || args.length > most) throw new AwkError(`wrong number of arguments in call to ${name}`, 1);
  switch (name) {
    case 'sub':
    case 'gsub': return yield* substitute(awk, name === 'gsub', args);
    case 'split': return yield* split(awk, args);
    case 'match': return yield* match(awk, args);
    case 'length':
      if (args[0]?.kind === 'variable' && awk.isArray(args[0].name)) return awk.array(args[0].name).size;
      return [...awk.text(args[0] ? yield* awk.evaluate(args[0]) : awk.record.get(0))].length;
    default:
  }
  const values: Value[] = [];
  for (const arg of args) values.push(yield* awk.evaluate(arg));
  switch (name) {
    case 'close': return yield* awk.streams.close(awk.text(values[0]));
    case 'system': return yield* awk.streams.system(awk.text(values[0]));
    case 'fflush':
      yield* awk.call.flush();
      return 0;
    default: return plain(awk, name, values);
  }
}

function plain(awk: Interpreter, name: string, values: readonly Value[]): Value {
  const number = toNumber(values[0]);
  switch (name) {
    case 'atan2': return Math.atan2(number, toNumber(values[1]));
    case 'cos': return Math.cos(number);
    case 'sin': return Math.sin(number);
    case 'exp': return Math.exp(number);
    case 'log': return Math.log(number);
    case 'sqrt': return Math.sqrt(number);
    case 'int': return Math.trunc(number);
    case 'rand': return random(awk).number();
    case 'srand': return seed(awk, values.length > 0 ? number : Math.floor(awk.call.now() / SECOND));
    case 'index': return characterCount(awk.text(values[0]), awk.text(values[0]).indexOf(awk.text(values[1]))) + 1;
    case 'sprintf': return formatAwk(awk, awk.text(values[0]), values.slice(1));
    case 'substr': return substr(awk, values);
    case 'tolower': return awk.text(values[0]).toLowerCase();
    case 'toupper': return awk.text(values[0]).toUpperCase();
    case 'systime': return Math.floor(awk.call.now() / SECOND);
    case 'strftime': {
      const time = values.length > 1 ? toNumber(values[1]) * SECOND : awk.call.now();
      return formatMoment(values.length > 0 ? awk.text(values[0]) : '%c', momentOf(time, zoneOf(awk.call.env('TZ'))));
    }
    case 'mktime': {
      const [year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0] = awk.text(values[0]).trim().split(/\s+/).map(Number);
      return timeOf(year, month, day, hour, minute, second, zoneOf(awk.call.env('TZ'))) / SECOND;
    }
    default: throw new NotSimulated(`awk's function ${name}`);
  }
}

function characterCount(text: string, end: number): number {
  return end < 0 ? -1 : [...text.slice(0, end)].length;
}

const seeds = new WeakMap<Interpreter, { source: ReturnType<typeof createEntropy>; seed: number }>();

function random(awk: Interpreter): ReturnType<typeof createEntropy> {
  const known = seeds.get(awk);
  if (known) return known.source;
  seeds.set(awk, { source: awk.call.system.entropy, seed: 0 });
  return awk.call.system.entropy;
}

/** Returns the seed before. */
function seed(awk: Interpreter, value: number): number {
  const before = seeds.get(awk)?.seed ?? 0;
  seeds.set(awk, { source: createEntropy(`awk ${value}`), seed: value });
  return before;
}

function substr(awk: Interpreter, values: readonly Value[]): string {
  const characters = [...awk.text(values[0])];
  const start = round(toNumber(values[1]));
  const length = values.length > 2 ? round(toNumber(values[2])) : Infinity;
  const from = Math.max(1, start);
  const end = awk.call.isBusybox ? from + length : start + length;
  return characters.slice(from - 1, Math.max(from - 1, Math.min(characters.length, end - 1))).join('');
}

/** To the nearest, halves to even, as C's rint. */
function round(value: number): number {
  const down = Math.floor(value);
  if (value - down !== 0.5) return Math.round(value);
  return down % 2 === 0 ? down : down + 1;
}

function* match(awk: Interpreter, args: readonly Expression[]): Process<Value> {
  const text = awk.text(yield* awk.evaluate(args[0]!));
  const found = awk.regexes.get(yield* awk.pattern(args[1]!)).exec(text);
  awk.setVariable('RSTART', found ? characterCount(text, found.start) + 1 : 0);
  awk.setVariable('RLENGTH', found ? [...text.slice(found.start, found.end)].length : -1);
  return awk.variable('RSTART');
}

function* split(awk: Interpreter, args: readonly Expression[]): Process<Value> {
  const text = awk.text(yield* awk.evaluate(args[0]!));
  const name = args[1]!;
  if (name.kind !== 'variable') throw new AwkError('split: second argument is not an array', undefined);
  const separator = args[2] ? yield* awk.pattern(args[2]) : awk.text(awk.variable('FS'));
  const fields = splitFields(text, args[2]?.kind === 'regex' && separator.length === 1 && separator !== ' ' ? `[${separator === '^' ? '\\^' : separator}]` : separator, awk.regexes);
  const array = awk.array(name.name);
  array.clear();
  fields.forEach((field, i) => array.set(String(i + 1), fromOutside(field)));
  return fields.length;
}

function* substitute(awk: Interpreter, isGlobal: boolean, args: readonly Expression[]): Process<Value> {
  const regex = awk.regexes.get(yield* awk.pattern(args[0]!));
  const replacement = awk.text(yield* awk.evaluate(args[1]!));
  const place = args[2];
  const text = awk.text(place ? yield* awk.evaluate(place) : awk.record.get(0));
  let result = '';
  let copied = 0;
  let count = 0;
  for (let at = 0; at <= text.length; ) {
    const found = regex.exec(text, at);
    if (!found) break;
    const isEmpty = found.start === found.end;
    if (!(isEmpty && count > 0 && found.start === copied && at === copied && text.length > 0 && copied > 0 && at !== found.start)) {
      result += text.slice(copied, found.start) + expanded(replacement, text.slice(found.start, found.end));
      copied = found.end;
      count++;
    }
    if (!isGlobal) break;
    if (isEmpty) {
      if (found.end < text.length) result += text[found.end];
      copied = Math.min(text.length, found.end + 1);
      at = found.end + 1;
    } else {
      at = found.end;
      if (at === text.length) break;
      const next = regex.exec(text, at);
      if (next && next.start === next.end && next.start === at) {
        result += text[at];
        copied = at + 1;
        at++;
      }
    }
  }
  if (count === 0) return 0;
  const whole = result + text.slice(copied);
  if (!place) awk.record.set(whole);
  else if (place.kind === 'variable' || place.kind === 'element' || place.kind === 'field') yield* awk.store(place as Target, whole);
  return count;
}

/** `&` is the match, `\&` an ampersand. */
function expanded(replacement: string, match: string): string {
  return replacement.replace(/\\\\|\\&|&/g, (piece) => (piece === '&' ? match : piece === '\\&' ? '&' : '\\'));
}
