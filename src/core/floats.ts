/**
 * Floating-point numbers as Go prints them (strconv.FormatFloat), which is how Docker prints sizes: rounding is of the
 * exact value, half to even, and the same on every machine.
 */

/** A finite number's digits: 0.DIGITS × 10^point. No leading zeros; zero has no digits. */
interface Digits {
  readonly digits: string;
  readonly point: number;
}

const view = (value: number): DataView => {
  const bytes = new DataView(new ArrayBuffer(8));
  bytes.setFloat64(0, value);
  return bytes;
};

/** A finite number's absolute value as mantissa × 2^exponent. */
export function binaryParts(value: number): { readonly mantissa: bigint; readonly exponent: number } {
  const bits = view(Math.abs(value)).getBigUint64(0);
  const fraction = bits & 0xf_ffff_ffff_ffffn;
  const biased = Number(bits >> 52n);
  return biased === 0 ? { mantissa: fraction, exponent: -1074 } : { mantissa: fraction | (1n << 52n), exponent: biased - 1075 };
}

function trim(digits: string, point: number): Digits {
  const lead = /^0*/.exec(digits)![0].length;
  const rest = digits.slice(lead).replace(/0+$/, '');
  return { digits: rest, point: rest === '' ? 0 : point - lead };
}

function exactDigits(value: number): Digits {
  const { mantissa, exponent } = binaryParts(value);
  if (exponent >= 0) {
    const text = (mantissa << BigInt(exponent)).toString();
    return trim(text, text.length);
  }
  const text = (mantissa * 5n ** BigInt(-exponent)).toString();
  return trim(text, text.length + exponent);
}

/** The fewest digits that give the same number back. `single` looks at it as a float32. */
function shortestDigits(value: number, single: boolean): Digits {
  let text = Math.abs(value).toExponential();
  if (single) {
    for (let count = 0; count < 9; count++) {
      text = Math.abs(value).toExponential(count);
      if (Math.fround(Number(text)) === Math.fround(Math.abs(value))) break;
    }
  }
  const [mantissa, exponent] = text.split('e') as [string, string];
  return trim(mantissa.replace('.', ''), Number(exponent) + 1);
}

/** Keeps `count` digits, rounding half to even. */
function round({ digits, point }: Digits, count: number): Digits {
  if (count >= digits.length) return { digits, point };
  if (count < 0) return { digits: '', point: 0 };
  const kept = digits.slice(0, count);
  const rest = digits.slice(count);
  const isOdd = count > 0 && Number(kept[count - 1]) % 2 === 1;
  const isUp = rest[0]! > '5' || (rest[0] === '5' && (/[1-9]/.test(rest.slice(1)) || isOdd));
  if (!isUp) return trim(kept, point);
  const raised = (BigInt(kept === '' ? '0' : kept) + 1n).toString().padStart(count, '0');
  return trim(raised, point + (raised.length - count));
}

function fixed({ digits, point }: Digits, precision: number): string {
  const whole = point > 0 ? digits.slice(0, point).padEnd(point, '0') : '0';
  if (precision <= 0) return whole;
  const fraction = point < 0 ? '0'.repeat(-point) + digits : digits.slice(Math.max(point, 0));
  return `${whole}.${fraction.slice(0, precision).padEnd(precision, '0')}`;
}

function exponential({ digits, point }: Digits, precision: number): string {
  const exponent = digits === '' ? 0 : point - 1;
  const fraction = precision > 0 ? `.${digits.slice(1, precision + 1).padEnd(precision, '0')}` : '';
  return `${digits[0] ?? '0'}${fraction}e${exponent < 0 ? '-' : '+'}${String(Math.abs(exponent)).padStart(2, '0')}`;
}

function general(value: number, precision: number, single: boolean): string {
  const isShortest = precision < 0;
  const wanted = precision === 0 ? 1 : precision;
  const digits = isShortest ? shortestDigits(value, single) : round(exactDigits(value), wanted);
  const count = digits.digits.length;
  let limit = wanted;
  if (limit > count && count >= digits.point) limit = count;
  if (isShortest) limit = 6;
  const exponent = digits.point - 1;
  if (count > 0 && (exponent < -4 || exponent >= limit)) {
    return exponential(digits, (isShortest || wanted > count ? count : wanted) - 1);
  }
  return fixed(digits, Math.max(count - digits.point, 0));
}

function hexadecimal(value: number, precision: number): string {
  let { mantissa, exponent } = binaryParts(value);
  if (mantissa === 0n) exponent = 0;
  else {
    while (mantissa < 1n << 60n) {
      mantissa <<= 1n;
      exponent--;
    }
    exponent += 60;
  }
  if (precision >= 0 && precision < 15) {
    const shift = BigInt((15 - precision) * 4);
    const half = 1n << (shift - 1n);
    const rest = mantissa & ((1n << shift) - 1n);
    mantissa >>= shift;
    if (rest > half || (rest === half && mantissa % 2n === 1n)) mantissa++;
    mantissa <<= shift;
    if (mantissa >= 1n << 61n) {
      mantissa >>= 1n;
      exponent++;
    }
  }
  let fraction = (mantissa & ((1n << 60n) - 1n)).toString(16).padStart(15, '0');
  fraction = precision < 0 ? fraction.replace(/0+$/, '') : fraction.padEnd(precision, '0').slice(0, precision);
  const sign = exponent < 0 ? '-' : '+';
  return `0x${mantissa >> 60n}${fraction && `.${fraction}`}p${sign}${String(Math.abs(exponent)).padStart(2, '0')}`;
}

export type FloatFormat = 'e' | 'f' | 'g' | 'x' | 'b';

/** strconv.FormatFloat: `precision` -1 means the fewest digits that give the number back. A minus is written; infinities are `+Inf`. */
export function formatFloat(value: number, format: FloatFormat, precision: number, size: 32 | 64 = 64): string {
  if (Number.isNaN(value)) return 'NaN';
  if (!Number.isFinite(value)) return value > 0 ? '+Inf' : '-Inf';
  const sign = value < 0 || Object.is(value, -0) ? '-' : '';
  const isShortest = precision < 0;
  switch (format) {
    case 'b': {
      const { mantissa, exponent } = binaryParts(value);
      return `${sign}${mantissa}p${exponent < 0 ? '' : '+'}${exponent}`;
    }
    case 'x':
      return sign + hexadecimal(value, precision);
    case 'g':
      return sign + general(value, precision, size === 32);
    case 'e': {
      const digits = isShortest ? shortestDigits(value, size === 32) : round(exactDigits(value), precision + 1);
      return sign + exponential(digits, isShortest ? Math.max(digits.digits.length - 1, 0) : precision);
    }
    case 'f': {
      const exact = isShortest ? shortestDigits(value, size === 32) : exactDigits(value);
      const digits = isShortest ? exact : round(exact, exact.point + precision);
      return sign + fixed(digits, isShortest ? Math.max(digits.digits.length - digits.point, 0) : precision);
    }
  }
}
