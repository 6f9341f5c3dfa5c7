/** A run of lines of the first text [from, to) that has become lines of the second. */
export interface Hunk {
  readonly from: number;
  readonly to: number;
  readonly intoFrom: number;
  readonly intoTo: number;
}

/** How many steps a comparison may take before it settles for a rougher answer. */
const EFFORT = 4_000_000;

/** The shortest list of changes (Myers' algorithm). Equal keys are equal lines. */
export function difference(a: readonly string[], b: readonly string[]): Hunk[] {
  let start = 0;
  while (start < a.length && start < b.length && a[start] === b[start]) start++;
  let [endA, endB] = [a.length, b.length];
  while (endA > start && endB > start && a[endA - 1] === b[endB - 1]) {
    endA--;
    endB--;
  }
  const matches = commonLines(a.slice(start, endA), b.slice(start, endB)).map(([x, y]) => [x + start, y + start] as const);
  const hunks: Hunk[] = [];
  let [x, y] = [start, start];
  for (const [atA, atB] of [...matches, [endA, endB] as const]) {
    if (atA > x || atB > y) hunks.push({ from: x, to: atA, intoFrom: y, intoTo: atB });
    [x, y] = [atA + 1, atB + 1];
  }
  return slid(hunks, a, b);
}

/** Pairs of indexes of lines that stay. */
function commonLines(a: readonly string[], b: readonly string[]): (readonly [number, number])[] {
  if (a.length === 0 || b.length === 0) return [];
  const most = a.length + b.length;
  const furthest = new Map<number, number>([[1, 0]]);
  const trace: Map<number, number>[] = [];
  let work = 0;
  for (let edits = 0; edits <= most; edits++) {
    trace.push(new Map(furthest));
    for (let k = -edits; k <= edits; k += 2) {
      const down = k === -edits || (k !== edits && (furthest.get(k - 1) ?? -1) < (furthest.get(k + 1) ?? -1));
      let x = down ? furthest.get(k + 1)! : furthest.get(k - 1)! + 1;
      let y = x - k;
      while (x < a.length && y < b.length && a[x] === b[y]) {
        x++;
        y++;
        work++;
      }
      furthest.set(k, x);
      work++;
      if (x >= a.length && y >= b.length) return walkBack(trace, a, b, edits);
    }
    if (work + edits * edits > EFFORT) return [];
  }
  return [];
}

function walkBack(trace: readonly Map<number, number>[], a: readonly string[], b: readonly string[], edits: number): (readonly [number, number])[] {
  const pairs: (readonly [number, number])[] = [];
  let [x, y] = [a.length, b.length];
  for (let d = edits; d >= 0; d--) {
    const furthest = trace[d]!;
    const k = x - y;
    const down = k === -d || (k !== d && (furthest.get(k - 1) ?? -1) < (furthest.get(k + 1) ?? -1));
    const before = down ? k + 1 : k - 1;
    const [fromX, fromY] = d === 0 ? [0, 0] : [furthest.get(before)!, furthest.get(before)! - before];
    const [startX, startY] = d === 0 ? [0, 0] : down ? [fromX, fromY + 1] : [fromX + 1, fromY];
    while (x > startX && y > startY) pairs.push([--x, --y]);
    [x, y] = [fromX, fromY];
  }
  return pairs.reverse();
}

/** Pure insertions and deletions are moved as far down as they go, as GNU diff does. */
function slid(hunks: readonly Hunk[], a: readonly string[], b: readonly string[]): Hunk[] {
  const result: Hunk[] = [];
  hunks.forEach((hunk, i) => {
    let { from, to, intoFrom, intoTo } = hunk;
    const [limitA, limitB] = [hunks[i + 1]?.from ?? a.length, hunks[i + 1]?.intoFrom ?? b.length];
    if (from === to) while (intoTo < limitB && to < limitA && b[intoFrom] === b[intoTo]) [from, to, intoFrom, intoTo] = [from + 1, to + 1, intoFrom + 1, intoTo + 1];
    else if (intoFrom === intoTo) while (to < limitA && intoTo < limitB && a[from] === a[to]) [from, to, intoFrom, intoTo] = [from + 1, to + 1, intoFrom + 1, intoTo + 1];
    const last = result.at(-1);
    if (last && last.to >= from && last.intoTo >= intoFrom) result[result.length - 1] = { ...last, to, intoTo };
    else result.push({ from, to, intoFrom, intoTo });
  });
  return result;
}

/** Hunks with lines around them, joined where these meet. */
export function grouped(hunks: readonly Hunk[], context: number): Hunk[][] {
  const groups: Hunk[][] = [];
  for (const hunk of hunks) {
    const last = groups.at(-1)?.at(-1);
    if (last && hunk.from - last.to <= context * 2) groups.at(-1)!.push(hunk);
    else groups.push([hunk]);
  }
  return groups;
}
