import { describe, expect, it } from 'vitest';
import { answered, dueOn, enter } from './schedule.ts';
import type { Review } from './schedule.ts';

const MONDAY = 20_000;

describe('review', () => {
  it('asks again after one, three and seven days, and then no more', () => {
    let reviews: Review[] = enter([], 'ports/host-first', MONDAY);
    expect(dueOn(reviews, MONDAY)).toEqual([]);
    expect(dueOn(reviews, MONDAY + 1).map((review) => review.card)).toEqual(['ports/host-first']);
    reviews = answered(reviews, 'ports/host-first', true, MONDAY + 1);
    expect(reviews).toEqual([{ card: 'ports/host-first', known: 1, due: MONDAY + 4, lapses: 0 }]);
    reviews = answered(reviews, 'ports/host-first', true, MONDAY + 4);
    expect(reviews).toEqual([{ card: 'ports/host-first', known: 2, due: MONDAY + 11, lapses: 0 }]);
    expect(answered(reviews, 'ports/host-first', true, MONDAY + 11)).toEqual([]);
  });

  it('begins again with what was not known', () => {
    const reviews = answered(enter([], 'a/b', MONDAY), 'a/b', true, MONDAY + 1);
    expect(answered(reviews, 'a/b', false, MONDAY + 4)).toEqual([{ card: 'a/b', known: 0, due: MONDAY + 5, lapses: 1 }]);
  });

  it('counts from the day of the answer when a day was missed', () => {
    expect(answered(enter([], 'a/b', MONDAY), 'a/b', true, MONDAY + 9)[0]!.due).toBe(MONDAY + 12);
  });

  it('begins again when the same goes wrong once more, and keeps the card once', () => {
    const reviews = enter(enter([], 'a/b', MONDAY), 'a/b', MONDAY + 2);
    expect(reviews).toEqual([{ card: 'a/b', known: 0, due: MONDAY + 3, lapses: 1 }]);
  });

  it('asks the longest waiting first', () => {
    const reviews = enter(enter(enter([], 'z/late', MONDAY + 1), 'b/early', MONDAY), 'a/early', MONDAY);
    expect(dueOn(reviews, MONDAY + 5).map((review) => review.card)).toEqual(['a/early', 'b/early', 'z/late']);
  });
});
