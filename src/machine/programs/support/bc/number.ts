/** A decimal number: `digits` times ten to the power of minus `scale`. */
export interface Decimal {
  readonly digits: bigint;
  readonly scale: number;
}

const MOST = 2000;

export class BcError extends Error {
  override readonly name = 'BcError';
}

function tenTo(power: number): bigint {
  if (power > MOST * 5) throw new BcError('number is too large');
  return 10n ** BigInt(power);
}

export function decimal(text: string): Decimal {
  const [whole = '', fraction = ''] = text.split('.');
  return { digits: BigInt((whole + fraction) || '0'), scale: fraction.length };
}

export function whole(value: bigint): Decimal {
  return { digits: value, scale: 0 };
}

/** To so many places, the rest cut off. */
export function truncated({ digits, scale }: Decimal, places: number): Decimal {
  if (scale <= places) return { digits: digits * tenTo(places - scale), scale: places };
  return { digits: digits / tenTo(scale - places), scale: places };
}

function aligned(a: Decimal, b: Decimal): readonly [bigint, bigint, number] {
  const scale = Math.max(a.scale, b.scale);
  return [truncated(a, scale).digits, truncated(b, scale).digits, scale];
}

export function add(a: Decimal, b: Decimal): Decimal {
  const [x, y, scale] = aligned(a, b);
  return { digits: x + y, scale };
}

export function subtract(a: Decimal, b: Decimal): Decimal {
  const [x, y, scale] = aligned(a, b);
  return { digits: x - y, scale };
}

export function multiply(a: Decimal, b: Decimal, places: number): Decimal {
  const scale = a.scale + b.scale;
  return truncated({ digits: a.digits * b.digits, scale }, Math.min(scale, Math.max(places, a.scale, b.scale)));
}

export function divide(a: Decimal, b: Decimal, places: number): Decimal {
  if (b.digits === 0n) throw new BcError('Divide by zero');
  const shift = places + b.scale - a.scale;
  const [numerator, denominator] = shift >= 0 ? [a.digits * tenTo(shift), b.digits] : [a.digits, b.digits * tenTo(-shift)];
  return { digits: numerator / denominator, scale: places };
}

export function remainder(a: Decimal, b: Decimal, places: number): Decimal {
  const quotient = divide(a, b, places);
  const scale = Math.max(places + b.scale, a.scale);
  return truncated(subtract(a, { digits: quotient.digits * b.digits, scale: quotient.scale + b.scale }), scale);
}

export function raise(a: Decimal, b: Decimal, places: number): Decimal {
  const exponent = Number(truncated(b, 0).digits);
  if (Math.abs(exponent) * String(a.digits).length > MOST * 10) throw new BcError('exponent is too large');
  const power: Decimal = { digits: a.digits ** BigInt(Math.abs(exponent)), scale: a.scale * Math.abs(exponent) };
  if (exponent < 0) return divide(whole(1n), power, places);
  return truncated(power, Math.min(power.scale, Math.max(places, a.scale)));
}

export function squareRoot(a: Decimal, places: number): Decimal {
  if (a.digits < 0n) throw new BcError('Square root of a negative number');
  const scale = Math.max(places, a.scale);
  const target = truncated(a, scale * 2).digits;
  if (target === 0n) return { digits: 0n, scale };
  let guess = 10n ** BigInt(Math.ceil(String(target).length / 2));
  for (let next = (guess + target / guess) / 2n; next < guess; next = (guess + target / guess) / 2n) guess = next;
  return { digits: guess, scale };
}

export function compare(a: Decimal, b: Decimal): number {
  const [x, y] = aligned(a, b);
  return x < y ? -1 : x > y ? 1 : 0;
}

/** As bc prints: `.5`, `-3.14`, in another base when one is set. */
export function show(value: Decimal, base: number): string {
  const sign = value.digits < 0n ? '-' : '';
  const size = value.digits < 0n ? -value.digits : value.digits;
  if (size === 0n) return '0';
  const unit = tenTo(value.scale);
  const [integer, fraction] = [size / unit, size % unit];
  if (base === 10) {
    const text = `${integer === 0n ? '' : integer}${value.scale > 0 ? `.${String(fraction).padStart(value.scale, '0')}` : ''}`;
    return sign + text;
  }
  const places = base <= 16 ? integer.toString(base).toUpperCase() : wide(integer, BigInt(base));
  if (value.scale === 0 || fraction === 0n) return sign + places;
  let text = '';
  let rest = fraction;
  for (let reached = 1n; reached < unit; reached *= BigInt(base)) {
    rest *= BigInt(base);
    text += (rest / unit).toString(Math.min(36, base)).toUpperCase();
    rest %= unit;
  }
  return `${sign}${integer === 0n ? '' : places}.${text}`;
}

function wide(value: bigint, base: bigint): string {
  const width = String(base - 1n).length;
  let text = '';
  for (let rest = value; rest > 0n || text === ''; rest /= base) text = ` ${String(rest % base).padStart(width, '0')}${text}`;
  return text;
}
