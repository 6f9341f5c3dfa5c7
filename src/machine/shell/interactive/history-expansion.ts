/** `!…` named an event that is not there. */
export class EventNotFound extends Error {
  override readonly name = 'EventNotFound';
}

/** What history expansion (bash(1)) makes of a line; the line itself when there is nothing to expand. Throws EventNotFound. */
export function expandHistory(line: string, history: readonly string[]): string {
  const quick = /^\^([^^]+)\^([^^]*)\^?(.*)$/.exec(line);
  if (quick) {
    const last = history.at(-1);
    if (last === undefined || !last.includes(quick[1]!)) throw new EventNotFound(`:s${line}: substitution failed`);
    return last.replace(quick[1]!, () => quick[2]!) + quick[3]!;
  }
  if (!line.includes('!')) return line;
  let result = '';
  let inSingle = false;
  let inDouble = false;
  for (let i = 0; i < line.length; ) {
    const c = line[i]!;
    if (c === '\\' && !inSingle) {
      result += line.slice(i, i + 2);
      i += 2;
      continue;
    }
    // A comment has none.
    if (c === '#' && !inSingle && !inDouble && (i === 0 || /[\s;&|()]/.test(line[i - 1]!))) return result + line.slice(i);
    if (c === "'" && !inDouble) inSingle = !inSingle;
    else if (c === '"' && !inSingle) inDouble = !inDouble;
    const event = c === '!' && !inSingle ? eventAt(line, i, history, inDouble) : undefined;
    if (event) {
      result += event.text;
      i += event.length;
    } else {
      result += c;
      i++;
    }
  }
  return result;
}

interface Event {
  readonly text: string;
  readonly length: number;
}

function eventAt(line: string, at: number, history: readonly string[], inDouble: boolean): Event | undefined {
  const rest = line.slice(at);
  const follower = rest[1];
  if (follower === undefined || ' \t\n=('.includes(follower) || (inDouble && follower === '"')) return undefined;
  // ${!x}, $! and [!a] are none.
  if (at > 0 && (line.slice(at - 2, at) === '${' || line[at - 1] === '$' || (line[at - 1] === '[' && rest.includes(']')))) return undefined;
  const match = /^!(?:(!)|(-?\d+)|([$^*])|\?([^?\n]+)\??|([^\s:;&|()<>'"$^*]+))/.exec(rest);
  if (!match) return undefined;
  const [whole, again, number, word, contained, prefix] = match;
  const missing = () => new EventNotFound(`${whole}: event not found`);
  let text: string | undefined;
  if (again !== undefined || word !== undefined) text = history.at(-1);
  else if (number !== undefined) text = Number(number) < 0 ? history.at(Number(number)) : history[Number(number) - 1];
  else if (contained !== undefined) text = history.findLast((one) => one.includes(contained));
  else text = history.findLast((one) => one.startsWith(prefix!));
  if (text === undefined) throw missing();
  if (word !== undefined) return { text: wordsOf(text, word), length: whole.length };
  return withModifiers(text, rest, whole.length);
}

/** `:$`, `:2`, `:1-3`, `:s/a/b/`, `:p`-less. */
function withModifiers(event: string, rest: string, start: number): Event {
  let text = event;
  let length = start;
  for (;;) {
    const designator = /^:(\d+-\d+|\d+-\$?|\d+\*?|[$^*])|^([$^*])(?=\s|$)/.exec(rest.slice(length));
    if (designator) {
      text = wordsOf(text, designator[1] ?? designator[2]!);
      length += designator[0].length;
      continue;
    }
    const change = /^:(g?)s\/([^/]*)\/([^/\n]*)\/?|^:([htre])/.exec(rest.slice(length));
    if (!change) return { text, length };
    length += change[0].length;
    if (change[4] !== undefined) text = pathPart(text, change[4]);
    else text = change[1] === 'g' ? text.replaceAll(change[2]!, change[3]!) : text.replace(change[2]!, () => change[3]!);
  }
}

function pathPart(text: string, letter: string): string {
  switch (letter) {
    case 'h': return text.replace(/\/[^/]*$/, '');
    case 't': return text.replace(/^.*\//, '');
    case 'r': return text.replace(/\.[^./]*$/, '');
    default: return /\.[^./]*$/.exec(text)?.[0] ?? '';
  }
}

function wordsOf(line: string, designator: string): string {
  const words = line.match(/(?:"(?:\\.|[^"\\])*"|'[^']*'|\\.|[^\s"'\\])+/g) ?? [];
  if (designator === '$') return words.at(-1) ?? '';
  if (designator === '^') return words[1] ?? '';
  if (designator === '*') return words.slice(1).join(' ');
  const range = /^(\d+)(?:-(\d+|\$)?|(\*))?$/.exec(designator)!;
  const first = Number(range[1]);
  if (range[3] !== undefined) return words.slice(first).join(' ');
  if (!designator.includes('-')) return words[first] ?? '';
  const last = range[2] === undefined ? words.length - 2 : range[2] === '$' ? words.length - 1 : Number(range[2]);
  return words.slice(first, last + 1).join(' ');
}
