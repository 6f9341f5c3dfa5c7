import type { ExpansionRun } from './lexer.ts';
import { find, matchAt, parsePattern, reversed } from './pattern.ts';
import type { Pattern } from './pattern.ts';

/** `${x}`, `${x:-w}`, `${x-w}`, `${x:+w}`, `${x+w}`, `${x:?w}`, `${x?w}`, `${x#p}`, `${x##p}`, `${x%p}`, `${x%%p}`, `${x/p/r}`, `${x//p/r}`. */
export function expandBraces(run: ExpansionRun): string {
  run.position++;
  if (run.isAtEnd) throw new Error("syntax error: missing '}'");
  if ('{}:'.includes(run.peek())) throw new Error('syntax error: bad substitution');
  const name = run.name();
  const operator = run.next();
  if (operator === '}') return run.lookUp(name) ?? (run.options.keepsUnset ? `\${${name}}` : '');
  if (operator === '/') return replace(run, name);
  const isColon = operator === ':';
  const kind = isColon ? run.next() : operator;
  const written = isColon ? `:${kind || '\ufffd'}` : operator || '\ufffd';
  if (!isColon && !'+-?#%'.includes(kind || ' ')) throw unsupported(written);
  const word = inside(run, '}', kind === '#' || kind === '%', "syntax error: missing '}'");
  const value = run.lookUp(name);
  if (value === undefined && run.options.keepsUnset) return `\${${name}${written}${word}}`;
  const isMissing = value === undefined || (isColon && value === '');
  switch (kind) {
    case '-':
      return isMissing ? word : value;
    case '+':
      return isMissing ? '' : word;
    case '?':
      if (isMissing) throw new Error(`${name}: ${word || `is not allowed to be ${value === undefined ? 'unset' : 'empty'}`}`);
      return value;
    case '#':
    case '%':
      if (isColon) throw unsupported(written);
      spendOnMatching(run, value ?? '', word);
      return trim(value ?? '', word, kind);
    default:
      throw unsupported(written);
  }
}

function unsupported(operator: string): Error {
  return new Error(`unsupported modifier (${operator}) in substitution`);
}

/** The text up to `stop`. Where the whole text ends too early, the brace is what is missing. */
function inside(run: ExpansionRun, stop: string, keepsEscapes: boolean, missing: string): string {
  try {
    return run.until(stop, keepsEscapes);
  } catch (error) {
    throw run.isAtEnd ? new Error(missing) : error;
  }
}

function trim(value: string, word: string, kind: '#' | '%'): string {
  const isLongest = word.startsWith(kind);
  const pattern = compile(isLongest ? word.slice(1) : word);
  const takes = isLongest ? 'most' : 'least';
  if (kind === '#') {
    const characters = [...value];
    return characters.slice(matchAt(pattern, characters, 0, takes) ?? 0).join('');
  }
  const characters = [...value].reverse();
  return characters.slice(matchAt(reversed(pattern), characters, 0, takes) ?? 0).reverse().join('');
}

function replace(run: ExpansionRun, name: string): string {
  const isAll = run.peek() === '/';
  if (isAll) run.position++;
  const from = inside(run, '/', true, "syntax error: missing '/' in ${}");
  const to = inside(run, '}', true, "syntax error: missing '}'");
  const value = run.lookUp(name);
  if (value === undefined && run.options.keepsUnset) return `\${${name}/${from}/${to}}`;
  spendOnMatching(run, value ?? '', from);
  const pattern = compile(from);
  const characters = [...(value ?? '')];
  let result = '';
  let position = 0;
  for (;;) {
    const match = find(pattern, characters, position);
    if (!match) break;
    run.spend(to.length);
    result += characters.slice(position, match.start).join('') + to;
    position = match.start + match.length;
    if (!isAll) break;
    if (match.length === 0) {
      if (position >= characters.length) break;
      result += characters[position++]!;
    }
  }
  return result + characters.slice(position).join('');
}

/** Each character of a value may be compared with each of a pattern. */
function spendOnMatching(run: ExpansionRun, value: string, pattern: string): void {
  run.spend((value.length * Math.min(pattern.length, value.length)) / 16);
}

function compile(text: string): Pattern {
  try {
    return parsePattern(text);
  } catch (error) {
    throw new Error(`invalid pattern (${text}) in substitution: ${(error as Error).message}`);
  }
}
