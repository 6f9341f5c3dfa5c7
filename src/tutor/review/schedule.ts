/** A day of the learner's calendar: whole days since 1 January 1970. */
export type Day = number;

/** A card that is to come again. */
export interface Review {
  /** The card's id. */
  readonly card: string;
  /** How often in a row it was known. */
  readonly known: number;
  readonly due: Day;
  /** How often it was not known. */
  readonly lapses: number;
}

/** Days until a card comes (again): after it went wrong, after it was known once, and twice. Then it is learnt. */
export const SPACING: readonly number[] = [1, 3, 7];

/** Something went wrong: its card comes tomorrow. A card that is on its way begins again. */
export function enter(reviews: readonly Review[], card: string, today: Day): Review[] {
  const before = reviews.find((review) => review.card === card);
  const review = { card, known: 0, due: today + SPACING[0]!, lapses: before ? before.lapses + 1 : 0 };
  return [...reviews.filter((other) => other !== before), review];
}

/** Which cards are to be asked today, the longest waiting first. */
export function dueOn(reviews: readonly Review[], today: Day): Review[] {
  return reviews.filter((review) => review.due <= today).toSorted((a, b) => a.due - b.due || (a.card < b.card ? -1 : 1));
}

/** A card was asked. Known, it comes later and at last no more; not known, it begins again. */
export function answered(reviews: readonly Review[], card: string, isKnown: boolean, today: Day): Review[] {
  const review = reviews.find((one) => one.card === card);
  if (!review) return [...reviews];
  if (!isKnown) return enter(reviews, card, today);
  const others = reviews.filter((other) => other !== review);
  const wait = SPACING[review.known + 1];
  return wait === undefined ? others : [...others, { ...review, known: review.known + 1, due: today + wait }];
}
