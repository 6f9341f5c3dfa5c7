import { UnitError, fromHumanSize, parseUlimit, ramInBytes } from '../../../core/units.ts';
import { parseDuration } from '../golang/duration.ts';
import { parseBool, parseFloating, parseInteger, parseUnsigned } from '../golang/numbers.ts';
import { readCsv } from '../options/csv.ts';
import { flag, FlagValueError } from './flag.ts';
import type { Flag, FlagKind } from './flag.ts';
import { parseFilter } from '../options/filter.ts';
import { parseCpus } from '../options/cpus.ts';

/** The kinds of flags that docker has, each with a short way to declare a flag of it. */

type Extra = Parameters<typeof flag>[3];

const BOOL: FlagKind = { word: '', bare: 'true', initial: false, read: parseBool };
const BOOL_ON: FlagKind = { ...BOOL, initial: true };
const STRING: FlagKind = { word: 'string', initial: '', read: (text) => text };
const INT: FlagKind = { word: 'int', initial: 0, read: (text) => parseInteger(text) };
const UINT: FlagKind = { word: 'uint', initial: 0, read: (text) => parseUnsigned(text) };
const UINT16: FlagKind = { word: 'uint16', initial: 0, read: (text) => parseUnsigned(text, { bits: 16 }) };
const UINT32: FlagKind = { word: 'uint32', initial: 0, read: (text) => parseUnsigned(text, { bits: 32 }) };
const FLOAT: FlagKind = { word: 'float', initial: 0, read: parseFloating };
const DURATION: FlagKind = { word: 'duration', initial: 0, read: parseDuration };
const BYTES: FlagKind = { word: 'bytes', initial: 0, read: ramInBytes };
const SWAP: FlagKind = { word: 'bytes', initial: 0, read: (text) => (text === '-1' ? -1 : ramInBytes(text)) };
const DECIMAL: FlagKind = { word: 'decimal', initial: 0, read: parseCpus };
const LIST: FlagKind = { word: 'list', isList: true, initial: [], read: (text) => text };
const STRINGS: FlagKind = { word: 'strings', isList: true, isSplit: true, initial: [], read: (text) => (text === '' ? [] : readCsv(text)) };
const FILTER: FlagKind = { word: 'filter', isList: true, initial: [], read: parseFilter };
const ULIMIT: FlagKind = { word: 'ulimit', isList: true, initial: [], read: parseUlimit };
const MAP: FlagKind = { word: 'map', isList: true, initial: [], read: readAssignment };

/** `key=value` for a map; a key alone has an empty value. */
function readAssignment(text: string): readonly [string, string] {
  const equals = text.indexOf('=');
  return equals < 0 ? [text, ''] : [text.slice(0, equals), text.slice(equals + 1)];
}

const declare = (kind: FlagKind) => (names: string, about: string, extra?: Extra): Flag => flag(kind, names, about, extra);

export const bool = declare(BOOL);
/** A switch that is on unless `--x=false`. */
export const boolOn = (names: string, about: string, extra?: Extra): Flag => flag(BOOL_ON, names, about, { shownDefault: 'true', ...extra });
export const string = declare(STRING);
export const int = declare(INT);
export const uint = declare(UINT);
export const uint16 = declare(UINT16);
export const uint32 = declare(UINT32);
export const float = declare(FLOAT);
export const duration = declare(DURATION);
export const bytes = declare(BYTES);
/** Bytes, or -1 for no limit. */
export const swap = declare(SWAP);
export const decimal = declare(DECIMAL);
export const list = declare(LIST);
export const strings = declare(STRINGS);
export const filter = (names = 'f,filter', about = 'Only what matches, as in "name=value"', extra?: Extra): Flag => flag(FILTER, names, about, extra);
export const ulimit = declare(ULIMIT);
/** Repeated `key=value`; the values are pairs. */
export const map = declare(MAP);

/** A list with a check of its own: the value that `read` gives is kept. */
export function checkedList(read: (text: string) => unknown, names: string, about: string, extra?: Extra, word = 'list'): Flag {
  return flag({ word, isList: true, initial: [], read }, names, about, extra);
}

/** Any other kind under a word of its own. */
export function custom(word: string, names: string, about: string, extra?: Extra, read: (text: string) => unknown = (text) => text): Flag {
  return flag({ word, initial: '', read }, names, about, extra);
}

export function withInitial(declared: Flag, initial: unknown): Flag {
  return { ...declared, kind: { ...declared.kind, initial } };
}

/** A size for a limit of input or output: `/dev/sda:1mb`. */
export function parseThrottle(isRate: boolean): (text: string) => { readonly Path: string; readonly Rate: number } {
  return (text) => {
    const parts = text.split(':');
    if (parts.length !== 2) throw new FlagValueError(`bad format: ${text}`);
    const [path, rate] = parts as [string, string];
    if (!path.startsWith('/dev/')) throw new FlagValueError(`bad format for device path: ${text}`);
    try {
      const value = isRate ? ramInBytes(rate) : parseUnsigned(rate, { base: 10 });
      if (value < 0) throw new UnitError('negative');
      return { Path: path, Rate: value };
    } catch {
      throw new FlagValueError(
        isRate
          ? `invalid rate for device: ${text}. The correct format is <device-path>:<number>[<unit>]. Number must be a positive integer. Unit is optional and can be kb, mb, or gb`
          : `invalid rate for device: ${text}. The correct format is <device-path>:<number>. Number must be a positive integer`,
      );
    }
  };
}

export { fromHumanSize };
