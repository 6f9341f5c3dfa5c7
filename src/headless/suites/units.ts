import { SECOND } from '../../core/clock.ts';
import { ULIMITS, UnitError, bytesSize, fromHumanSize, humanDuration, humanSize, parseUlimit, ramInBytes } from '../../core/units.ts';
import { Tally, canonical } from './suite.ts';
import type { GoCase, GoSuite, SuiteResult } from './suite.ts';
import { currentCases } from './suite.ts';

/** Arguments by name, as recorded: what is called says their types. */
type Args = Readonly<Record<'d' | 'size' | 'val', never>>;

/** units.json: sizes, durations and limits as go-units has them. */
export function runSuite(suite: GoSuite): SuiteResult {
  const tally = new Tally();
  for (const { test, isCurrent } of currentCases(suite)) {
    if (!isCurrent) tally.skip();
    else tally.check(`${test.fn} ${canonical(test.args)} ${canonical(test.recv)}`, expected(test), found(test));
  }
  return tally.result;
}

function expected(test: GoCase): string {
  return test.error ? `error: ${test.error}` : canonical(plain(test.out[0]));
}

function plain(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).filter(([key]) => !key.startsWith('$')));
}

const CALLS: Readonly<Record<string, (args: Args, test: GoCase) => unknown>> = {
  HumanDuration: ({ d }) => humanDuration(((d as { ns: number }).ns / 1e9) * SECOND),
  BytesSize: ({ size }) => bytesSize(size),
  HumanSize: ({ size }) => humanSize(size),
  FromHumanSize: ({ size }) => fromHumanSize(size),
  RAMInBytes: ({ size }) => ramInBytes(size),
  ParseUlimit: ({ val }) => {
    const { name, soft, hard } = parseUlimit(val);
    return { Name: name, Soft: soft, Hard: hard };
  },
  'Ulimit.GetRlimit': (_, { recv }) => {
    const { Name, Soft, Hard } = recv as { Name: string; Soft: number; Hard: number };
    if (ULIMITS[Name] === undefined) throw new UnitError(`invalid ulimit name ${Name}`);
    // getrlimit(2) has unsigned numbers, and unlimited is the largest.
    const unsigned = (limit: number) => (limit < 0 ? BigInt.asUintN(64, BigInt(limit)).toString() : limit);
    return { Type: ULIMITS[Name], Soft: unsigned(Soft), Hard: unsigned(Hard) };
  },
};

function found(test: GoCase): string {
  try {
    return canonical(CALLS[test.fn]!(test.args as Args, test));
  } catch (error) {
    return error instanceof UnitError ? `error: ${error.message}` : `crash: ${String(error)}`;
  }
}
