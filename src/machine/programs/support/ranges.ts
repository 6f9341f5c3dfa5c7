/** Ranges from 1 on, both ends included, as cut(1) takes them: `1,3-5,7-`. */
export type Ranges = readonly (readonly [low: number, high: number])[];

export function parseRanges(text: string): Ranges | undefined {
  const ranges: [number, number][] = [];
  for (const part of text.split(/[, ]/)) {
    const match = /^(\d*)(-?)(\d*)$/.exec(part);
    if (!match || (match[1] === '' && match[3] === '')) return undefined;
    const low = match[1] === '' ? 1 : Number(match[1]);
    const high = match[2] === '' ? low : match[3] === '' ? Infinity : Number(match[3]);
    if (low === 0 || high < low) return undefined;
    ranges.push([low, high]);
  }
  return ranges;
}

export function isWithin(ranges: Ranges, position: number): boolean {
  return ranges.some(([low, high]) => position >= low && position <= high);
}
