import { FlagValueError } from '../flags/flag.ts';

/** `1.5` CPUs as billionths of a CPU. Takes what Go's big.Rat takes: decimals and fractions. */
export function parseCpus(text: string): number {
  const match = /^([+-]?)(\d+)(?:\/(\d+))?$/.exec(text) ?? /^([+-]?)(\d*)\.?(\d*)(?:[eE]([+-]?\d+))?$/.exec(text);
  if (!match || !/\d/.test(text)) throw new FlagValueError(`failed to parse ${text} as a rational number`);
  const sign = match[1] === '-' ? -1n : 1n;
  let numerator: bigint;
  let denominator: bigint;
  if (text.includes('/')) {
    numerator = BigInt(match[2]!);
    denominator = BigInt(match[3]!);
    if (denominator === 0n) throw new FlagValueError(`failed to parse ${text} as a rational number`);
  } else {
    const fraction = /\./.test(text) ? (match[3] ?? '') : '';
    const exponent = Number(match[4] ?? 0) - fraction.length;
    numerator = BigInt((match[2] ?? '') + fraction);
    denominator = 1n;
    if (exponent >= 0) numerator *= 10n ** BigInt(exponent);
    else denominator = 10n ** BigInt(-exponent);
  }
  const nano = numerator * 1_000_000_000n;
  if (nano % denominator !== 0n) throw new FlagValueError('value is too precise');
  return Number((sign * nano) / denominator);
}
