/** By bytes, as the C locale sorts. */
export function compareBytes(a: string, b: string): number {
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) {
    const [x, y] = [a.charCodeAt(i), b.charCodeAt(i)];
    if (x !== y) return rank(x) - rank(y);
  }
  return a.length - b.length;
}

/** Surrogates stand for characters past all others (and for lone bytes, which are past those of two bytes and more anyway). */
function rank(unit: number): number {
  return unit >= 0xd800 && unit <= 0xdfff ? unit + 0x10000 : unit;
}

/** By version: runs of digits compare as numbers (`a9` before `a10`), as `ls -v` and `sort -V`. */
export function compareNatural(a: string, b: string): number {
  const [left, right] = [a.match(/\d+|\D+/g) ?? [], b.match(/\d+|\D+/g) ?? []];
  for (let i = 0; i < Math.min(left.length, right.length); i++) {
    const [x, y] = [left[i]!, right[i]!];
    if (/^\d/.test(x) && /^\d/.test(y)) {
      const [m, n] = [x.replace(/^0+(?=\d)/, ''), y.replace(/^0+(?=\d)/, '')];
      if (m !== n) return m.length - n.length || compareBytes(m, n);
    } else if (x !== y) return compareVersionText(x, y);
  }
  return left.length - right.length || compareBytes(a, b);
}

/** Letters before everything else, and `~` before even the end. */
function compareVersionText(x: string, y: string): number {
  const order = (unit: number) => (Number.isNaN(unit) ? 0 : unit === 126 ? -1 : (unit >= 65 && unit <= 90) || (unit >= 97 && unit <= 122) ? unit : unit + 256);
  for (let i = 0; i < Math.max(x.length, y.length); i++) {
    const difference = order(x.charCodeAt(i)) - order(y.charCodeAt(i));
    if (difference !== 0) return difference;
  }
  return 0;
}
