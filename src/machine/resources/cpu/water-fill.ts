/** One who wants some of a capacity: at most `most`, and by `weight` when there is not enough for all. */
export interface Claim {
  readonly weight: number;
  readonly most: number;
  /** What it gets. */
  share: number;
}

/**
 * Weighted max-min fairness: nobody gets more than it can use, what it leaves goes to the others in proportion to their
 * weights, and nothing is left while somebody could use it. True when everybody got all it wanted.
 */
export function waterFill(claims: readonly Claim[], capacity: number): boolean {
  let wanted = 0;
  for (const claim of claims) wanted += claim.most;
  if (wanted <= capacity) {
    for (const claim of claims) claim.share = claim.most;
    return true;
  }
  let weights = 0;
  for (const claim of claims) weights += claim.weight;
  let left = capacity;
  for (const claim of byRatio(claims)) {
    const fair = (left * claim.weight) / weights;
    claim.share = Math.min(claim.most, fair);
    left -= claim.share;
    weights -= claim.weight;
  }
  return false;
}

/** Those first that are content with the least for their weight. */
function byRatio(claims: readonly Claim[]): readonly Claim[] {
  if (claims.length === 1) return claims;
  const first = claims[0]!;
  if (claims.every((claim) => claim.weight === first.weight && claim.most === first.most)) return claims;
  return [...claims].sort((a, b) => a.most * b.weight - b.most * a.weight);
}
