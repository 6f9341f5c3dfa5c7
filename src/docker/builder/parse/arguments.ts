import { isSpace } from './go-strings.ts';
import { NOT_STRINGS, parseJsonForm } from './json-form.ts';
import { DockerfileError } from './node.ts';
import type { Escape } from './node.ts';
import { parseWords } from './words.ts';

/** How the text after an instruction's flags is split. */
export interface Arguments {
  readonly args: readonly string[];
  readonly isJson: boolean;
}

type ArgumentSyntax = (rest: string, escape: Escape) => Arguments;

const GAP = /[\t\v\f\r ]+/;
const list = (args: readonly string[]): Arguments => ({ args, isJson: false });

/** The whole rest is one argument. */
const whole: ArgumentSyntax = (rest) => list(rest === '' ? [] : [rest]);

const spaced: ArgumentSyntax = (rest) => list(rest === '' ? [] : rest.split(GAP));

/** `name`, `name=value`. */
const names: ArgumentSyntax = (rest, escape) => list(parseWords(rest, escape));

/** A JSON array, or what `otherwise` makes of it. */
function json(otherwise: ArgumentSyntax): ArgumentSyntax {
  return (rest, escape) => {
    const form = parseJsonForm(rest);
    if (form.kind === 'strings') return { args: form.strings, isJson: true };
    if (form.kind === 'mixed') throw new DockerfileError(NOT_STRINGS);
    return otherwise(rest, escape);
  };
}

/** `name=value …` or `name value`, as three arguments each: name, value, and the `=` between them or nothing. */
function pairs(instruction: string): ArgumentSyntax {
  return (rest, escape) => {
    const words = parseWords(rest, escape);
    if (words.length === 0) return list([]);
    if (!words[0]!.includes('=')) {
      const gap = GAP.exec(rest);
      if (!gap) throw new DockerfileError(`${instruction} must have two arguments`);
      return list([rest.slice(0, gap.index), rest.slice(gap.index + gap[0].length), '']);
    }
    return list(words.flatMap((word) => {
      const at = word.indexOf('=');
      if (at < 0) throw new DockerfileError(`Syntax error - can't find = in ${JSON.stringify(word)}. Must be of the form: name=value`);
      return [word.slice(0, at), word.slice(at + 1), '='];
    }));
  };
}

/** `CMD …` or `NONE`: a word, then what RUN takes. */
const health: ArgumentSyntax = (rest, escape) => {
  let end = 0;
  while (end < rest.length && !isSpace(rest[end]!)) end++;
  let start = end;
  while (start < rest.length && isSpace(rest[start]!)) start++;
  if (end === 0) return list([]);
  const command = json(whole)(rest.slice(start), escape);
  return { args: [rest.slice(0, end), ...command.args], isJson: command.isJson };
};

/** By the instruction in lower case. ONBUILD holds a whole instruction, and is not here. */
export const ARGUMENT_SYNTAX: ReadonlyMap<string, ArgumentSyntax> = new Map([
  ['add', json(spaced)],
  ['arg', names],
  ['cmd', json(whole)],
  ['copy', json(spaced)],
  ['entrypoint', json(whole)],
  ['env', pairs('ENV')],
  ['expose', spaced],
  ['from', spaced],
  ['healthcheck', health],
  ['label', pairs('LABEL')],
  ['maintainer', whole],
  ['run', json(whole)],
  ['shell', json(whole)],
  ['stopsignal', whole],
  ['user', whole],
  ['volume', json(spaced)],
  ['workdir', whole],
]);

/** What no instruction is called is kept, and refused later with a suggestion. */
export const UNKNOWN_ARGUMENTS: Arguments = list(['']);
