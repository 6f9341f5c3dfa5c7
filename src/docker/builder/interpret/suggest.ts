/** As many names are looked at. */
const MOST_OPTIONS = 128;
/** Differences that still count as a slip of the finger. */
const FARTHEST = 2;

/** What was probably meant; undefined when nothing is near, or when the word itself is there. Of equally near ones the first counts. */
export function suggestion(word: string, options: Iterable<string>, isCaseSensitive = true): string | undefined {
  const wanted = isCaseSensitive ? word : word.toLowerCase();
  let best: string | undefined;
  let nearest = FARTHEST + 1;
  let looked = 0;
  for (const option of options) {
    if (++looked > MOST_OPTIONS) break;
    const candidate = isCaseSensitive ? option : option.toLowerCase();
    if (candidate === wanted) return undefined;
    const far = distance(wanted, candidate, nearest);
    if (far >= nearest) continue;
    nearest = far;
    best = isCaseSensitive ? option : sameCase(candidate, word);
  }
  return best;
}

/** ` (did you mean RUN?)`, or nothing. */
export function didYouMean(word: string, options: Iterable<string>, isCaseSensitive = true): string {
  const meant = suggestion(word, options, isCaseSensitive);
  return meant === undefined ? '' : ` (did you mean ${meant}?)`;
}

function sameCase(text: string, model: string): string {
  if (model === model.toLowerCase()) return text.toLowerCase();
  return model === model.toUpperCase() ? text.toUpperCase() : text;
}

/** Levenshtein's distance; anything from `limit` on is just far. */
function distance(a: string, b: string, limit: number): number {
  if (Math.abs(a.length - b.length) >= limit) return limit;
  let before = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const change = before[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1);
      row.push(Math.min(change, before[j]! + 1, row[j - 1]! + 1));
    }
    if (Math.min(...row) >= limit) return limit;
    before = row;
  }
  return before[b.length]!;
}
