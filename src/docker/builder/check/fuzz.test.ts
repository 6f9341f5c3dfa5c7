import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ShellLexer } from '../expand/lexer.ts';
import { IgnoreMatcher } from '../ignore/matcher.ts';
import { parseIgnoreFile } from '../ignore/ignore-file.ts';
import { dockerfile } from '../testing/arbitraries.ts';
import { adviseDockerfile } from './advice/index.ts';
import { checkDockerfile } from './index.ts';

test('no text makes the checks or the advice throw, and what they say points into the text', () => {
  fc.assert(fc.property(dockerfile, (text) => {
    const { errors, warnings } = checkDockerfile(text);
    const advice = adviseDockerfile(text, { lacksIgnoreFile: true });
    const last = text.split('\n').length;
    for (const { line } of [...errors, ...warnings, ...advice]) expect(line).toBeLessThanOrEqual(last);
    for (const { line } of advice) expect(line).toBeGreaterThan(0);
  }), { numRuns: 1000 });
});

test('the same text gives the same answers', () => {
  fc.assert(fc.property(dockerfile, (text) => {
    expect(checkDockerfile(text)).toEqual(checkDockerfile(text));
  }), { numRuns: 100 });
});

test('words and variables: no text hangs, and only declared errors are thrown', () => {
  const lexer = new ShellLexer('\\');
  const variables = new Map([['A', 'x y'], ['B', '']]);
  const piece = fc.constantFrom('$', '{', '}', 'A', 'B', ':', '-', '+', '?', '#', '%', '/', '*', '\\', '"', "'", ' ', 'x', '[', ']', 'é');
  fc.assert(fc.property(fc.array(piece, { maxLength: 60 }), (pieces) => {
    try {
      lexer.words(pieces.join(''), variables);
    } catch (error) {
      expect(error).toBeInstanceOf(Error);
      expect(error).not.toBeInstanceOf(RangeError);
      expect(error).not.toBeInstanceOf(TypeError);
    }
  }), { numRuns: 2000 });
});

test('ignore files: only bad patterns are refused', () => {
  const piece = fc.constantFrom('*', '**', '/', '!', '?', '[', ']', '^', '-', '\\', 'a', 'b', '.', '..', ' ', '\n', '#');
  fc.assert(fc.property(fc.array(piece, { maxLength: 40 }), fc.array(fc.constantFrom('a', 'b', '/', '.'), { maxLength: 20 }), (pieces, path) => {
    try {
      new IgnoreMatcher(parseIgnoreFile(pieces.join(''))).matches(path.join(''));
    } catch (error) {
      expect((error as Error).message).toMatch(/syntax error in pattern|illegal exclusion pattern/);
    }
  }), { numRuns: 2000 });
});
