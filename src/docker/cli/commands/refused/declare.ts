import type { Arguments, Command } from '../../command.ts';
import { flag } from '../../flags/flag.ts';
import type { Flag, FlagKind } from '../../flags/flag.ts';
import { parseDuration } from '../../golang/duration.ts';
import { parseBool, parseFloating, parseInteger, parseUnsigned } from '../../golang/numbers.ts';
import { ramInBytes } from '../../../../core/units.ts';
import { parseFilter } from '../../options/filter.ts';

const READERS: Readonly<Record<string, (text: string) => unknown>> = {
  bool: parseBool, int: (text) => parseInteger(text), uint: (text) => parseUnsigned(text), uint32: (text) => parseUnsigned(text, { bits: 32 }),
  duration: parseDuration, bytes: ramInBytes, float: parseFloating, filter: parseFilter,
};

function kindOf(type: string): FlagKind {
  const read = READERS[type] ?? ((text: string) => text);
  return type === 'bool' ? { word: '', bare: 'true', initial: false, read } : { word: type, initial: '', read };
}

/** Flags as `s,name:type=default`, parted by spaces; what each is for comes from `words`. */
function flagsOf(specs: string, words: Readonly<Record<string, string>>): Flag[] {
  return specs.split(/\s+/).filter((spec) => spec !== '').map((spec) => {
    const [, names, type, , shown] = /^([^:]+):([^=]+)(=(.*))?$/.exec(spec)!;
    return flag(kindOf(type!), names!, words[names!.split(',').at(-1)!]!, shown === undefined ? {} : { shownDefault: shown });
  });
}

/** Declares commands that are not simulated: nothing is lacking but `run`. */
export function declareRefused(words: Readonly<Record<string, string>>) {
  return (path: string, usage: string, about: string, rule: Arguments, specs = '', names?: readonly string[]): Command => ({
    path, usage, about, arguments: rule, flags: flagsOf(specs, words), ...(names ? { names } : {}),
  });
}
