import { describe, expect, it } from 'vitest';
import type { Dialect } from '../dialect.ts';
import { Incomplete, SyntaxFailure } from './failure.ts';
import { Parser } from './parser.ts';

/** The kinds of the commands of each line. */
function kinds(text: string, dialect: Dialect = 'bash'): string[][] {
  const parser = new Parser(text, { dialect });
  const lines: string[][] = [];
  for (let list = parser.nextLine(); list; list = parser.nextLine()) lines.push(list.items.map(({ command }) => command.kind));
  return lines;
}

function failure(text: string, mayContinue = false, dialect: Dialect = 'bash'): unknown {
  try {
    new Parser(text, { dialect, mayContinue }).nextLine();
  } catch (error) {
    return error instanceof SyntaxFailure ? error.problem : error instanceof Incomplete ? { awaits: error.awaits } : error;
  }
  return undefined;
}

describe('the parser', () => {
  it('takes a line at a time', () => {
    expect(kinds('a; b & c\n\n# comment\nd | e')).toEqual([['simple', 'simple', 'simple'], ['pipeline']]);
    expect(kinds('if a\nthen b\nfi\nc')).toEqual([['if'], ['simple']]);
  });

  it("knows each dialect's commands", () => {
    expect(kinds('((1)); [[ a ]]; (a); for ((;;)); do b; done')).toEqual([['arithmetic', 'conditional', 'subshell', 'arithmetic-for']]);
    expect(kinds('[[ a ]]', 'dash')).toEqual([['simple']]);
    expect(kinds('f() { a; }; g() (b)')).toEqual([['function', 'function']]);
  });

  it('says what is wrong', () => {
    expect(failure('a; )')).toEqual({ kind: 'unexpected', token: ')', isWord: false });
    expect(failure('if a; then b; done')).toEqual({ kind: 'unexpected', token: 'done', isWord: false, expecting: 'fi' });
    expect(failure('while a; do b')).toEqual({ kind: 'end', expecting: 'done' });
    expect(failure('echo "a')).toEqual({ kind: 'unterminated', opener: '"' });
    expect(failure('{ '.repeat(1000))).toEqual({ kind: 'too-deep' });
  });

  it('asks for more where more may come', () => {
    expect(failure('while a; do b\n', true)).toEqual({ awaits: 'done' });
    expect(failure("echo 'a\n", true)).toEqual({ awaits: "'" });
    expect(failure('cat <<EOF\nx\n', true)).toEqual({ awaits: 'EOF' });
    expect(failure('echo a\n', true)).toBeUndefined();
  });

  it('counts an alias from its definition on, and not within itself', () => {
    const aliases = new Map([['ls', 'ls -l'], ['now', 'echo now; '], ['x', 'ls']]);
    const parser = new Parser('x a; now x', { dialect: 'bash', aliases: () => aliases });
    const sources = parser.nextLine()!.items.map(({ command }) => (command.kind === 'simple' ? command.words.map((word) => word.source) : []));
    expect(sources).toEqual([['ls', '-l', 'a'], ['echo', 'now'], ['ls', '-l']]);
  });
});
