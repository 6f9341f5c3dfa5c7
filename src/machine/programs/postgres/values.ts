/** A number of type `numeric`: exact, `digits` divided by 10 to the power of `scale`. */
export class Numeric {
  constructor(
    readonly digits: bigint,
    readonly scale: number,
  ) {}

  static parse(text: string): Numeric | undefined {
    const match = /^\s*([+-]?)(\d*)(?:\.(\d*))?(?:e([+-]?\d+))?\s*$/i.exec(text);
    if (!match || (!match[2] && !match[3])) return undefined;
    const fraction = match[3] ?? '';
    const digits = BigInt(`${match[2]}${fraction}`) * (match[1] === '-' ? -1n : 1n);
    const exponent = Number(match[4] ?? 0);
    if (exponent >= fraction.length) return new Numeric(digits * 10n ** BigInt(exponent - fraction.length), 0);
    return new Numeric(digits, fraction.length - exponent);
  }

  static of(value: Value): Numeric {
    if (value instanceof Numeric) return value;
    return Numeric.parse(String(value)) ?? new Numeric(0n, 0);
  }

  /** Half away from zero, as numeric rounds. */
  round(scale: number): Numeric {
    if (scale >= this.scale) return new Numeric(this.digits * 10n ** BigInt(scale - this.scale), scale);
    const unit = 10n ** BigInt(this.scale - scale);
    const half = this.digits < 0n ? -(unit / 2n) : unit / 2n;
    return new Numeric((this.digits + half) / unit, scale);
  }

  add(other: Numeric, sign = 1n): Numeric {
    const scale = Math.max(this.scale, other.scale);
    return new Numeric(this.round(scale).digits + sign * other.round(scale).digits, scale);
  }

  multiply(other: Numeric): Numeric {
    return new Numeric(this.digits * other.digits, this.scale + other.scale);
  }

  /** With the scale that the server picks: at least sixteen digits that count. */
  divide(other: Numeric): Numeric {
    const [weight, first] = leading(this);
    const [otherWeight, otherFirst] = leading(other);
    const quotient = weight - otherWeight - (first <= otherFirst ? 1 : 0);
    const scale = Math.max(16 - quotient * 4, this.scale, other.scale, 0);
    const precise = new Numeric((this.digits * 10n ** BigInt(scale + 2 + other.scale)) / (other.digits * 10n ** BigInt(this.scale)), scale + 2);
    return precise.round(scale);
  }

  compare(other: Numeric): number {
    const difference = this.add(other, -1n).digits;
    return difference < 0n ? -1 : difference > 0n ? 1 : 0;
  }

  toString(): string {
    const text = String(this.digits < 0n ? -this.digits : this.digits).padStart(this.scale + 1, '0');
    const whole = text.slice(0, text.length - this.scale);
    return `${this.digits < 0n ? '-' : ''}${whole}${this.scale > 0 ? `.${text.slice(text.length - this.scale)}` : ''}`;
  }
}

/** The power of 10000 of the first digit in base 10000, and that digit. */
function leading(value: Numeric): readonly [number, number] {
  const text = value.toString().replace('-', '');
  const [whole = '', fraction = ''] = text.split('.');
  const head = whole.replace(/^0+/, '');
  if (head) {
    const weight = Math.ceil(head.length / 4) - 1;
    return [weight, Number(head.slice(0, head.length - weight * 4))];
  }
  const padded = fraction.padEnd(Math.ceil(fraction.length / 4) * 4, '0');
  for (let i = 0; i < padded.length; i += 4) if (Number(padded.slice(i, i + 4)) > 0) return [-1 - i / 4, Number(padded.slice(i, i + 4))];
  return [0, 0];
}

/** Dates, times and the like are text. Whole numbers and double precision are numbers; which of them, the type says. */
export type Value = null | boolean | number | string | Numeric;

export type TypeName = 'integer' | 'bigint' | 'smallint' | 'numeric' | 'double precision' | 'real' | 'text' | 'character varying' | 'character' | 'boolean' | 'date' | 'timestamp without time zone' | 'timestamp with time zone' | 'time without time zone' | 'json' | 'jsonb' | 'uuid' | 'name';

export interface Type {
  readonly name: TypeName;
  /** `numeric(6,2)`, `character varying(20)`. */
  readonly size?: number;
  readonly scale?: number;
}

const NAMES: Readonly<Record<string, TypeName>> = {
  int: 'integer', integer: 'integer', int4: 'integer', serial: 'integer', bigint: 'bigint', int8: 'bigint', bigserial: 'bigint', smallint: 'smallint', int2: 'smallint',
  numeric: 'numeric', decimal: 'numeric', 'double precision': 'double precision', float: 'double precision', float8: 'double precision', real: 'real', float4: 'real',
  text: 'text', varchar: 'character varying', 'character varying': 'character varying', char: 'character', character: 'character', boolean: 'boolean', bool: 'boolean',
  date: 'date', timestamp: 'timestamp without time zone', 'timestamp without time zone': 'timestamp without time zone', timestamptz: 'timestamp with time zone',
  'timestamp with time zone': 'timestamp with time zone', time: 'time without time zone', json: 'json', jsonb: 'jsonb', uuid: 'uuid', name: 'name',
};

export function typeNamed(name: string): TypeName | undefined {
  return NAMES[name];
}

export const TEXT: Type = { name: 'text' };
export const INTEGER: Type = { name: 'integer' };
export const BIGINT: Type = { name: 'bigint' };
export const NUMERIC: Type = { name: 'numeric' };
export const DOUBLE: Type = { name: 'double precision' };
export const BOOLEAN: Type = { name: 'boolean' };

export function isWhole({ name }: Type): boolean {
  return name === 'integer' || name === 'bigint' || name === 'smallint';
}

export function isNumber(type: Type): boolean {
  return isWhole(type) || type.name === 'numeric' || type.name === 'double precision' || type.name === 'real';
}

export function typeText({ name, size, scale }: Type): string {
  return size === undefined ? name : `${name}(${size}${scale === undefined ? '' : `,${scale}`})`;
}

/** As clients are shown it; null stays null. */
export function valueText(value: Value): string | null {
  if (value === null) return null;
  if (value === true) return 't';
  if (value === false) return 'f';
  return String(value);
}

export class SqlError extends Error {
  constructor(
    /** SQLSTATE. */
    readonly code: string,
    message: string,
    /** Where in the statement's text. */
    readonly position?: number,
    readonly detail?: string,
  ) {
    super(message);
  }
}

const LIMITS: Partial<Record<TypeName, number>> = { smallint: 32_767, integer: 2_147_483_647, bigint: 9_223_372_036_854_775_807 };

/** Makes a value one of the type; throws what the server says of text that is no such thing. */
export function convert(value: Value, type: Type, position?: number): Value {
  if (value === null) return null;
  const invalid = (): SqlError => new SqlError('22P02', `invalid input syntax for type ${type.name.replace(/ without.*/, '')}: "${String(value)}"`, position);
  switch (type.name) {
    case 'integer': case 'bigint': case 'smallint': {
      if (typeof value === 'boolean') return value ? 1 : 0;
      if (typeof value === 'string' && !/^\s*[+-]?\d+\s*$/.test(value)) throw invalid();
      const number = value instanceof Numeric ? Number(value.round(0).digits) : Math.round(Number(value));
      if (Math.abs(number) > LIMITS[type.name]!) throw new SqlError('22003', `${type.name} out of range`);
      return number;
    }
    case 'numeric': {
      const number = value instanceof Numeric ? value : Numeric.parse(String(value));
      if (!number) throw invalid();
      if (type.size === undefined) return number;
      const rounded = number.round(type.scale ?? 0);
      if (String(rounded.digits).replace('-', '').length > type.size) {
        throw new SqlError('22003', 'numeric field overflow', undefined, `A field with precision ${type.size}, scale ${type.scale ?? 0} must round to an absolute value less than 10^${type.size - (type.scale ?? 0)}.`);
      }
      return rounded;
    }
    case 'double precision': case 'real': {
      const number = value instanceof Numeric ? Number(value.toString()) : Number(value);
      if (Number.isNaN(number)) throw invalid();
      return number;
    }
    case 'boolean': {
      if (typeof value === 'boolean') return value;
      const text = String(value).trim().toLowerCase();
      if (['t', 'true', 'yes', 'y', 'on', '1'].includes(text)) return true;
      if (['f', 'false', 'no', 'n', 'off', '0'].includes(text)) return false;
      throw invalid();
    }
    case 'character varying': case 'character': {
      const text = valueText(value)!;
      if (type.size !== undefined && text.length > type.size) throw new SqlError('22001', `value too long for type ${typeText(type)}`);
      return type.name === 'character' ? text.padEnd(type.size ?? 1) : text;
    }
    case 'date': {
      const match = /^\s*(\d{4})-(\d{1,2})-(\d{1,2})/.exec(String(value));
      if (!match) throw invalid();
      if (Number(match[2]) > 12 || Number(match[2]) < 1 || Number(match[3]) > 31 || Number(match[3]) < 1) throw new SqlError('22008', `date/time field value out of range: "${String(value)}"`, position);
      return `${match[1]}-${match[2]!.padStart(2, '0')}-${match[3]!.padStart(2, '0')}`;
    }
    case 'timestamp without time zone': case 'timestamp with time zone': {
      const match = /^\s*(\d{4}-\d\d-\d\d)(?:[ T](\d\d:\d\d)(:\d\d(?:\.\d+)?)?)?(?:Z|[+-]\d\d(?::?\d\d)?)?\s*$/.exec(String(value));
      if (!match) throw invalid();
      const fraction = (match[3] ?? ':00').replace(/(\.\d*?)0+$/, '$1').replace(/\.$/, '');
      return `${match[1]} ${match[2] ?? '00:00'}${fraction}${type.name.includes('with time') ? '+00' : ''}`;
    }
    default: return valueText(value);
  }
}

/** Less than, equal or greater; both not null. */
export function compareValues(a: Value, b: Value): number {
  if (a instanceof Numeric || b instanceof Numeric) return Numeric.of(a).compare(Numeric.of(b));
  if (typeof a === 'string' || typeof b === 'string') {
    const [x, y] = [String(a), String(b)];
    return x < y ? -1 : x > y ? 1 : 0;
  }
  return Number(a) - Number(b);
}
