import { classOf, raise } from './classes.ts';
import { asFloat, asInt, floatText, toFixed } from './numbers.ts';
import { PyDict, PyInstance, PyMethod, PyTuple } from './values.ts';
import type { Run, Value } from './values.ts';
import { args } from './call-arguments.ts';
import type { Interpreter } from './interpreter.ts';

/** repr() of a string: single quotes unless it has those and no double ones. */
export function stringRepr(text: string): string {
  const quote = text.includes("'") && !text.includes('"') ? '"' : "'";
  let shown = '';
  for (const character of text) {
    const code = character.codePointAt(0)!;
    if (character === quote || character === '\\') shown += `\\${character}`;
    else if (character === '\n') shown += '\\n';
    else if (character === '\r') shown += '\\r';
    else if (character === '\t') shown += '\\t';
    else if (code < 32 || code === 127) shown += `\\x${code.toString(16).padStart(2, '0')}`;
    else if (code >= 0xd800 && code < 0xe000) shown += `\\u${code.toString(16)}`;
    else shown += character;
  }
  return quote + shown + quote;
}

const SPEC = /^(?:(.)?([<>=^]))?([+\- ])?(z)?(#)?(0)?(\d+)?([,_])?(?:\.(\d+))?([a-zA-Z%])?$/su;

interface Spec {
  readonly fill: string;
  readonly align: string | undefined;
  readonly sign: string;
  readonly isAlternate: boolean;
  readonly width: number;
  readonly group: string | undefined;
  readonly precision: number | undefined;
  readonly type: string | undefined;
}

/** format(value, spec). */
export function* formatValue(it: Interpreter, value: Value, text: string): Run<string> {
  if (value instanceof PyInstance) {
    const method = value.cls.find('__format__');
    if (method !== undefined) return String(yield* it.call(new PyMethod(value, method), args(text)));
    if (text !== '') raise('TypeError', `unsupported format string passed to ${value.cls.name}.__format__`);
    return yield* it.str(value);
  }
  if (text === '') return yield* it.str(value);
  const match = SPEC.exec(text);
  if (!match) return raise('ValueError', `Invalid format specifier '${text}' for object of type '${classOf(value).name}'`);
  const spec: Spec = {
    fill: match[1] ?? (match[6] ? '0' : ' '), align: match[2] ?? (match[6] ? '=' : undefined), sign: match[3] ?? '-', isAlternate: match[5] !== undefined,
    width: Number(match[7] ?? 0), group: match[8], precision: match[9] === undefined ? undefined : Number(match[9]), type: match[10],
  };
  if (typeof value === 'string') return formatText(value, spec);
  if (typeof value === 'number' || asInt(value) !== undefined) return formatNumber(value, spec);
  if (value === null || typeof value === 'object') raise('TypeError', `unsupported format string passed to ${classOf(value).name}.__format__`);
  return formatText(yield* it.str(value), spec);
}

function formatText(value: string, spec: Spec): string {
  if (spec.type !== undefined && spec.type !== 's') raise('ValueError', `Unknown format code '${spec.type}' for object of type 'str'`);
  return pad(spec.precision === undefined ? value : [...value].slice(0, spec.precision).join(''), spec, '<');
}

function formatNumber(value: Value, spec: Spec): string {
  const type = spec.type ?? (typeof value === 'number' ? '' : 'd');
  if ('dxXobcn'.includes(type) && type !== '') {
    const int = asInt(value);
    if (int === undefined) raise('ValueError', `Unknown format code '${type}' for object of type 'float'`);
    if (type === 'c') return pad(String.fromCodePoint(Number(int)), spec, '<');
    const digits = (int < 0n ? -int : int).toString(type === 'x' || type === 'X' ? 16 : type === 'o' ? 8 : type === 'b' ? 2 : 10);
    const prefix = spec.isAlternate && type !== 'd' ? `0${type.toLowerCase()}` : '';
    return signed(int < 0n, prefix + grouped(type === 'X' ? digits.toUpperCase() : digits, spec.group, type === 'd' ? 3 : 4), spec);
  }
  const number = asFloat(value)!;
  const isNegative = number < 0 || Object.is(number, -0);
  return signed(isNegative && !Number.isNaN(number), floatDigits(Math.abs(number), type, spec), spec);
}

function floatDigits(value: number, type: string, spec: Spec): string {
  if (!Number.isFinite(value)) return (type === 'F' || type === 'E' || type === 'G' ? floatText(value).toUpperCase() : floatText(value)) + (type === '%' ? '%' : '');
  const precision = spec.precision ?? 6;
  const group = (text: string) => {
    const [whole = '', fraction] = text.split('.');
    return grouped(whole, spec.group, 3) + (fraction === undefined ? '' : `.${fraction}`);
  };
  switch (type) {
    case 'f': case 'F': return group(toFixed(value, precision));
    case '%': return `${group(toFixed(value * 100, precision))}%`;
    case 'e': case 'E': {
      const text = exponent(value.toExponential(precision));
      return type === 'E' ? text.toUpperCase() : text;
    }
    case 'g': case 'G': return group(general(value, precision === 0 ? 1 : precision, spec.isAlternate));
    case '': return spec.precision === undefined ? group(floatText(value)) : group(general(value, precision === 0 ? 1 : precision, false, true));
    default: return raise('ValueError', `Unknown format code '${type}' for object of type 'float'`);
  }
}

function exponent(text: string): string {
  return text.replace(/e([+-])(\d)$/, 'e$10$2');
}

function general(value: number, precision: number, keepsZeros: boolean, isPlain = false): string {
  if (value === 0) return isPlain ? '0.0' : '0';
  const power = Number(value.toExponential(precision - 1).split('e')[1]);
  const limit = isPlain ? Math.min(precision, 16) : precision;
  let text = power < -4 || power >= limit ? exponent(value.toExponential(precision - 1)) : value.toFixed(Math.max(0, precision - 1 - power));
  if (!keepsZeros && text.includes('.')) text = text.replace(/\.?0+(?=e|$)/, '');
  return isPlain && !/[.e]/.test(text) ? `${text}.0` : text;
}

function grouped(digits: string, separator: string | undefined, size: number): string {
  if (separator === undefined) return digits;
  let text = '';
  for (let i = 0; i < digits.length; i++) text += (i > 0 && (digits.length - i) % size === 0 ? separator : '') + digits[i];
  return text;
}

function signed(isNegative: boolean, digits: string, spec: Spec): string {
  const sign = isNegative ? '-' : spec.sign === '-' ? '' : spec.sign;
  if (spec.align === '=') return sign + digits.padStart(spec.width - sign.length, spec.fill);
  return pad(sign + digits, spec, '>');
}

function pad(text: string, spec: Spec, standard: '<' | '>'): string {
  const missing = spec.width - [...text].length;
  if (missing <= 0) return text;
  switch (spec.align ?? standard) {
    case '<': return text + spec.fill.repeat(missing);
    case '^': return spec.fill.repeat(Math.floor(missing / 2)) + text + spec.fill.repeat(Math.ceil(missing / 2));
    default: return spec.fill.repeat(missing) + text;
  }
}

/** `'%s: %d' % (a, b)`. */
export function* percentFormat(it: Interpreter, format: string, given: Value): Run<string> {
  const values = given instanceof PyTuple ? [...given.items] : [given];
  const take = () => (values.length > 0 ? values.shift()! : raise('TypeError', 'not enough arguments for format string'));
  let text = '';
  let at = 0;
  let usesNames = false;
  for (const match of format.matchAll(/%(?:\((\w+)\))?([-+ #0]*)(\*|\d+)?(?:\.(\*|\d+))?([a-zA-Z%])/g)) {
    text += format.slice(at, match.index);
    at = match.index + match[0].length;
    const [, name, flags = '', wide, precise, type = ''] = match;
    if (type === '%') {
      text += '%';
      continue;
    }
    const width = wide === '*' ? Number(asInt(take())) : Number(wide ?? 0);
    const precision = precise === '*' ? Number(asInt(take())) : precise === undefined ? undefined : Number(precise);
    let value: Value;
    if (name !== undefined) {
      usesNames = true;
      value = given instanceof PyDict ? (given.get(name) ?? raise('KeyError', name)) : raise('TypeError', 'format requires a mapping');
    } else value = take();
    const spec: Spec = { fill: flags.includes('0') ? '0' : ' ', align: flags.includes('-') ? '<' : flags.includes('0') ? '=' : '>', sign: flags.includes('+') ? '+' : flags.includes(' ') ? ' ' : '-', isAlternate: flags.includes('#'), width, group: undefined, precision, type: type === 'i' || type === 'u' ? 'd' : type };
    if (type === 's' || type === 'r' || type === 'a') {
      const shown = type === 's' ? yield* it.str(value) : yield* it.repr(value);
      text += formatText(shown, { ...spec, align: flags.includes('-') ? '<' : '>', fill: ' ', type: 's' });
    } else if (asFloat(value) === undefined) raise('TypeError', `%${type} format: a real number is required, not ${classOf(value).name}`);
    else text += formatNumber('dxXob'.includes(spec.type!) && typeof value === 'number' ? BigInt(Math.trunc(value)) : value, { ...spec, precision: 'dxXob'.includes(spec.type!) ? undefined : precision });
  }
  if (values.length > 0 && !usesNames && !(given instanceof PyDict)) raise('TypeError', 'not all arguments converted during string formatting');
  return text + format.slice(at);
}
