import { describe, expect, test } from 'vitest';
import { FlagError, HelpAsked, parseFlags } from './parse.ts';
import { bool, bytes, int, list, string } from './kinds.ts';

const FLAGS = [bool('d,detach', ''), bool('t,tty', ''), list('p,publish', ''), list('e,env', ''), bytes('m,memory', ''), string('name', ''), int('n,last', ''), bool('rm', '')];
const parse = (line: string, isInterspersed = true) => parseFlags(FLAGS, line.split(' '), isInterspersed);

describe('parseFlags', () => {
  test('short flags in one word, the last with its value in the same word or the next', () => {
    const { values, args } = parse('-dtp 80:80 -eA=1 -e=B=2 x');
    expect([values.isOn('detach'), values.isOn('tty'), values.texts('publish'), values.texts('env'), args]).toEqual([true, true, ['80:80'], ['A=1', 'B=2'], ['x']]);
  });

  test('long flags, with = or without', () => {
    const { values } = parse('--name=a --rm=false --memory 1k');
    expect([values.text('name'), values.isOn('rm'), values.isGiven('rm'), values.number('memory')]).toEqual(['a', false, true, 1024]);
  });

  test('flags behind an argument, unless they belong to what is run', () => {
    expect(parse('image --rm').values.isOn('rm')).toBe(true);
    expect(parse('image --rm', false).args).toEqual(['image', '--rm']);
    expect(parse('-d -- --rm x').args).toEqual(['--rm', 'x']);
  });

  test.each([
    ['--x', 'unknown flag: --x'],
    ['-dx', "unknown shorthand flag: 'x' in -x"],
    ['--name', 'flag needs an argument: --name'],
    ['-dp', "flag needs an argument: 'p' in -p"],
    ['-m x', `invalid argument "x" for "-m, --memory" flag: invalid size: 'x'`],
    ['-n x', 'invalid argument "x" for "-n, --last" flag: strconv.ParseInt: parsing "x": invalid syntax'],
    ['--rm=x', 'invalid argument "x" for "--rm" flag: strconv.ParseBool: parsing "x": invalid syntax'],
  ])('%s', (line, message) => {
    expect(() => parse(line)).toThrow(new FlagError(message));
  });

  test('--help where no flag of that name is declared', () => {
    expect(() => parse('-d --help')).toThrow(HelpAsked);
  });
});
