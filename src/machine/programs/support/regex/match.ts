import { RegexTooCostly, WORD, holds } from './syntax.ts';
import type { Assertion } from './syntax.ts';
import type { Code } from './compile.ts';

/** Where a match and its groups lie: [start, end] pairs in a flat list, -1 for a group that took no part. */
export type Slots = readonly number[];

const WORD_SET = { ranges: WORD };

function isWord(text: string, at: number): boolean {
  return at >= 0 && at < text.length && holds(WORD_SET, text.charCodeAt(at));
}

export function assertionHolds(assertion: Assertion, text: string, at: number, isMultiline: boolean): boolean {
  switch (assertion) {
    case 'lineStart': return at === 0 || (isMultiline && text.charCodeAt(at - 1) === 10);
    case 'lineEnd': return at === text.length || (isMultiline && text.charCodeAt(at) === 10);
    case 'textStart': return at === 0;
    case 'textEnd': return at === text.length;
    case 'wordEdge': return isWord(text, at - 1) !== isWord(text, at);
    case 'notWordEdge': return isWord(text, at - 1) === isWord(text, at);
    case 'wordStart': return !isWord(text, at - 1) && isWord(text, at);
    case 'wordEnd': return isWord(text, at - 1) && !isWord(text, at);
  }
}

interface Threads {
  readonly counters: number[];
  readonly slots: Slots[];
}

/**
 * Pike's matcher: all ways at once, so the time is the text's length times the pattern's size at worst. Finds the leftmost
 * match and the longest there; between ways of the same length the one that prefers earlier choices.
 */
export function pikeMatch(code: Code, text: string, from: number, slotCount: number, isMultiline: boolean): Slots | undefined {
  const { instructions } = code;
  const seen = new Int32Array(instructions.length).fill(-1);
  let current: Threads = { counters: [], slots: [] };
  let best: Slots | undefined;
  const empty: Slots = new Array<number>(slotCount).fill(-1);
  for (let at = from; ; ) {
    if (!best) add(current, 0, empty, at);
    if (current.counters.length === 0 && best) break;
    const unit = at < text.length ? text.codePointAt(at)! : -1;
    const next = unit > 0xffff ? at + 2 : at + 1;
    const following: Threads = { counters: [], slots: [] };
    for (let i = 0; i < current.counters.length; i++) {
      const instruction = instructions[current.counters[i]!]!;
      const slots = current.slots[i]!;
      if (instruction.op === 'match') {
        if (!best || slots[0]! < best[0]! || (slots[0] === best[0] && slots[1]! > best[1]!)) best = slots;
      } else if (instruction.op === 'set' && unit >= 0 && holds(instruction.set, unit) && (!best || slots[0]! <= best[0]!)) {
        add(following, current.counters[i]! + 1, slots, next);
      }
    }
    if (unit < 0) break;
    current = following;
    at = next;
  }
  return best;

  /** Follows what takes no character; the first thread to reach an instruction keeps it. */
  function add(threads: Threads, start: number, initial: Slots, at: number): void {
    const stack: [number, Slots][] = [[start, initial]];
    while (stack.length > 0) {
      const [counter, slots] = stack.pop()!;
      if (seen[counter] === at) continue;
      seen[counter] = at;
      const instruction = instructions[counter]!;
      switch (instruction.op) {
        case 'jump':
          stack.push([instruction.to, slots]);
          break;
        case 'split':
          stack.push([instruction.other, slots], [instruction.to, slots]);
          break;
        case 'save':
          stack.push([counter + 1, instruction.slot < slotCount ? slots.with(instruction.slot, at) : slots]);
          break;
        case 'assert':
          if (assertionHolds(instruction.assertion, text, at, isMultiline)) stack.push([counter + 1, slots]);
          break;
        case 'mark':
        case 'progress':
          stack.push([counter + 1, slots]);
          break;
        default:
          threads.counters.push(counter);
          threads.slots.push(slots);
      }
    }
  }
}

const STEPS = 4_000_000;

/** For patterns with back references: tries one way after the other, and throws `RegexTooCostly` after too many steps. */
export function backtrackMatch(code: Code, text: string, from: number, slotCount: number, isMultiline: boolean, ignoresCase: boolean): Slots | undefined {
  const { instructions } = code;
  let steps = 0;
  for (let start = from; start <= text.length; start++) {
    const found = attempt(start);
    if (found) return found;
  }
  return undefined;

  function attempt(start: number): Slots | undefined {
    const initial: Slots = new Array<number>(slotCount).fill(-1);
    const marks: Slots = new Array<number>(code.marks).fill(-1);
    const stack: [number, number, Slots, Slots][] = [[0, start, initial, marks]];
    while (stack.length > 0) {
      let [counter, at, slots, loops] = stack.pop()!;
      for (let isAlive = true; isAlive; ) {
        if (++steps > STEPS || stack.length > 200_000) throw new RegexTooCostly();
        const instruction = instructions[counter]!;
        switch (instruction.op) {
          case 'match':
            return slots;
          case 'set': {
            const unit = at < text.length ? text.codePointAt(at)! : -1;
            isAlive = unit >= 0 && holds(instruction.set, unit);
            at += unit > 0xffff ? 2 : 1;
            counter++;
            break;
          }
          case 'jump':
            counter = instruction.to;
            break;
          case 'split':
            stack.push([instruction.other, at, slots, loops]);
            counter = instruction.to;
            break;
          case 'save':
            slots = slots.with(instruction.slot, at);
            counter++;
            break;
          case 'assert':
            isAlive = assertionHolds(instruction.assertion, text, at, isMultiline);
            counter++;
            break;
          case 'mark':
            loops = loops.with(instruction.slot, at);
            counter++;
            break;
          case 'progress':
            isAlive = loops[instruction.slot] !== at;
            counter++;
            break;
          case 'reference': {
            const [low, high] = [slots[instruction.index * 2]!, slots[instruction.index * 2 + 1]!];
            const wanted = low >= 0 && high >= 0 ? text.slice(low, high) : undefined;
            const there = wanted === undefined ? undefined : text.slice(at, at + wanted.length);
            isAlive = wanted !== undefined && (there === wanted || (ignoresCase && there!.toLowerCase() === wanted.toLowerCase()));
            at += wanted?.length ?? 0;
            counter++;
          }
        }
      }
    }
    return undefined;
  }
}
