import type { Card } from '../lessons/lesson.ts';

/** The cards that what went wrong calls for: `wentWrong` holds ids of mistakes that were told, of questions and of checks, all of one lesson (or chapter's check). */
export function cardsFor(cards: readonly Card[], lesson: string, wentWrong: Iterable<string>): Card[] {
  const ids = new Set(wentWrong);
  return cards.filter((card) => card.lesson === lesson && card.after.some((id) => ids.has(id)));
}
