import { createEntropy } from '../../core/entropy.ts';
import type { Question } from './lesson.ts';

/** An option's number, several of them, or a text. */
export type Answer = number | readonly number[] | string;

/** Whether an answer is the right one. */
export function isRight(question: Question, given: Answer): boolean {
  const { answer } = question;
  if (question.kind === 'text') return typeof given === 'string' && new RegExp(`^(?:${String(answer)})$`, 'i').test(given.trim());
  if (typeof answer === 'object') {
    if (typeof given !== 'object' || given.length !== answer.length) return false;
    // The order counts only where things are put into order.
    const [left, right] = question.kind === 'order' ? [given, answer] : [given.toSorted(byNumber), answer.toSorted(byNumber)];
    return left.every((value, i) => value === right[i]);
  }
  return given === answer;
}

const byNumber = (a: number, b: number) => a - b;

/** The numbers of the options in the order in which they are shown: mixed, and never right from the start. */
export function shuffled(question: Question, seed: string): number[] {
  const entropy = createEntropy(`${seed}/order/${question.id}`);
  const order = question.options.map((_, index) => index);
  for (let i = order.length - 1; i > 0; i--) {
    const other = entropy.below(i + 1);
    [order[i], order[other]] = [order[other]!, order[i]!];
  }
  if (order.length > 1 && order.every((value, i) => value === i)) order.push(order.shift()!);
  return order;
}
