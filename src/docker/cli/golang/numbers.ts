import { quote } from './quote.ts';

/** Numbers read as Go's strconv reads them, with its errors. */
export class ParseError extends Error {
  override readonly name = 'ParseError';
}

const fail = (fn: string, text: string, reason: string): never => {
  throw new ParseError(`strconv.${fn}: parsing ${quote(text)}: ${reason}`);
};

const TRUE = ['1', 't', 'T', 'TRUE', 'true', 'True'];
const FALSE = ['0', 'f', 'F', 'FALSE', 'false', 'False'];

export function parseBool(text: string): boolean {
  if (TRUE.includes(text)) return true;
  if (FALSE.includes(text)) return false;
  return fail('ParseBool', text, 'invalid syntax');
}

function digitsOf(fn: string, text: string, unsigned: string, base: number): bigint {
  let rest = unsigned;
  let radix = base;
  if (base === 0) {
    radix = 10;
    const prefix = /^0[xX]/.test(rest) ? 16 : /^0[bB]/.test(rest) ? 2 : /^0[oO]/.test(rest) ? 8 : 0;
    if (prefix !== 0) {
      radix = prefix;
      rest = rest.slice(2);
    } else if (/^0[0-7_]/.test(rest)) {
      radix = 8;
      rest = rest.slice(1);
    }
    if (/^_?[0-9a-fA-F]+(_[0-9a-fA-F]+)*$/.test(rest) && (prefix !== 0 || radix === 8 || !rest.startsWith('_'))) rest = rest.replaceAll('_', '');
  }
  const pattern = { 2: /^[01]+$/, 8: /^[0-7]+$/, 10: /^[0-9]+$/, 16: /^[0-9a-fA-F]+$/ }[radix]!;
  if (!pattern.test(rest)) fail(fn, text, 'invalid syntax');
  return BigInt(({ 2: '0b', 8: '0o', 10: '', 16: '0x' } as Record<number, string>)[radix]! + rest);
}

/** strconv.ParseInt. Past 2^53 the number loses digits. */
export function parseInteger(text: string, { base = 0, bits = 64, as = 'ParseInt' } = {}): number {
  const value = digitsOf(as, text, text.replace(/^[+-]/, ''), base);
  const signed = text.startsWith('-') ? -value : value;
  const limit = 1n << BigInt(bits - 1);
  if (signed >= limit || signed < -limit) fail(as, text, 'value out of range');
  return Number(signed);
}

/** strconv.ParseUint. */
export function parseUnsigned(text: string, { base = 0, bits = 64 } = {}): number {
  const value = digitsOf('ParseUint', text, text, base);
  if (value >= 1n << BigInt(bits)) fail('ParseUint', text, 'value out of range');
  return Number(value);
}

/** strconv.ParseFloat. */
export function parseFloating(text: string): number {
  const plain = text.toLowerCase();
  if (/^[+-]?inf(inity)?$/.test(plain)) return plain.startsWith('-') ? -Infinity : Infinity;
  if (plain === 'nan') return NaN;
  if (!/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/.test(plain)) fail('ParseFloat', text, 'invalid syntax');
  const value = Number(plain);
  if (!Number.isFinite(value)) fail('ParseFloat', text, 'value out of range');
  return value;
}
