import { describe, expect, it } from 'vitest';
import { Pattern } from './pattern.ts';

const matching = (pattern: string, ...texts: string[]) => texts.filter((text) => Pattern.compile(pattern, { isExtended: true }).matches(text));

describe('patterns', () => {
  it('match whole texts', () => {
    expect(matching('a*c', 'abc', 'ac', 'abcd', 'bac')).toEqual(['abc', 'ac']);
    expect(matching('?', 'a', '', 'é', '😀', 'ab')).toEqual(['a', 'é', '😀']);
    expect(matching('[a-c]x', 'ax', 'dx', 'cx')).toEqual(['ax', 'cx']);
    expect(matching('[!a-c]', 'a', 'd')).toEqual(['d']);
    expect(matching('[]x]', ']', 'x', 'y')).toEqual([']', 'x']);
    expect(matching('[[:digit:]_]*', '1a', '_', 'a')).toEqual(['1a', '_']);
    expect(matching('\\*', '*', 'a')).toEqual(['*']);
    expect(matching('[', '[')).toEqual(['[']);
  });

  it('have extended forms', () => {
    expect(matching('@(a|b)c', 'ac', 'bc', 'cc')).toEqual(['ac', 'bc']);
    expect(matching('!(*.log)', 'a.txt', 'a.log', '')).toEqual(['a.txt', '']);
    expect(matching('+(ab)', 'ab', 'abab', '', 'aba')).toEqual(['ab', 'abab']);
    expect(matching('*(x)?(y)', '', 'xx', 'xy', 'yy')).toEqual(['', 'xx', 'xy']);
  });

  it('tell how long a beginning or an end matches', () => {
    const slash = Pattern.compile('*/');
    expect([slash.prefix('a/b/c', false), slash.prefix('a/b/c', true), slash.prefix('abc', true)]).toEqual([2, 4, undefined]);
    const dot = Pattern.compile('.*');
    expect([dot.suffix('a.b.c', false), dot.suffix('a.b.c', true)]).toEqual([2, 4]);
  });

  it('take no time that grows out of hand', () => {
    expect(Pattern.compile('*a*a*a*a*a*a*a*a*b').matches('a'.repeat(2000))).toBe(false);
  });
});
