/** A value: a number, a text, a text from outside that looks like a number (it compares as one), or nothing yet. */
export type Value = number | string | NumericText | undefined;

export class NumericText {
  constructor(
    readonly text: string,
    readonly number: number,
  ) {}
}

const NUMBER = /^[ \t\n\r\f\v]*([-+]?(?:\d+\.?\d*(?:[eE][-+]?\d+)?|\.\d+(?:[eE][-+]?\d+)?))/;
const WHOLE = /^[ \t\n\r\f\v]*[-+]?(?:\d+\.?\d*(?:[eE][-+]?\d+)?|\.\d+(?:[eE][-+]?\d+)?)[ \t\n\r\f\v]*$/;

/** What fields, getline and -v give: a text that compares as a number where it is one. */
export function fromOutside(text: string): Value {
  return text.length > 0 && text.length < 60 && WHOLE.test(text) ? new NumericText(text, Number(text)) : text;
}

export function toNumber(value: Value): number {
  if (typeof value === 'number') return value;
  if (value === undefined) return 0;
  if (typeof value !== 'string') return value.number;
  const match = NUMBER.exec(value);
  return match ? Number(match[1]) : 0;
}

export function isTrue(value: Value): boolean {
  if (typeof value === 'string') return value !== '';
  return value !== undefined && (typeof value === 'number' ? value : value.number) !== 0;
}

export function isNumeric(value: Value): boolean {
  return typeof value !== 'string';
}

/** A variable: a value or an array; a parameter that was given an untouched variable shares its array through `origin`. */
export interface Cell {
  value: Value;
  array: Map<string, Value> | undefined;
  readonly origin: Cell | undefined;
}

export function newCell(origin?: Cell): Cell {
  return { value: undefined, array: undefined, origin };
}
