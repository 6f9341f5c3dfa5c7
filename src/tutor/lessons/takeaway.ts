import { toText } from '../../core/bytes.ts';
import type { Takeaway } from './lesson.ts';
import { takeawaySchema } from './schema.ts';
import { Yaml } from './yaml.ts';

/** A lesson's takeaway.yaml: lines of the cheat sheet and review cards. Throws LessonError. */
export function parseTakeaway(path: string, lesson: string, bytes: Uint8Array | undefined): Takeaway {
  if (!bytes) return { sheet: [], cards: [] };
  const yaml = new Yaml(toText(bytes), `${path}/takeaway.yaml`, 1);
  const { sheet, cards } = yaml.as(takeawaySchema);
  const twice = cards.findIndex((card, i) => cards.findIndex((other) => other.id === card.id) !== i);
  if (twice >= 0) yaml.fail(['cards', twice, 'id'], `${cards[twice]!.id} is named twice`);
  return { sheet, cards: cards.map((card) => ({ ...card, id: `${lesson}/${card.id}`, lesson })) };
}
