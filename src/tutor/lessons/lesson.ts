import type { Json } from '../../docker/api/http.ts';
import type { Matcher } from '../checks/matcher.ts';

export type LessonKind = 'read' | 'predict' | 'parsons' | 'exercise' | 'clinic' | 'capstone';

/** What is looked at: a kind of check and what it is given. */
export interface Observation {
  readonly kind: string;
  readonly spec: Json;
  readonly expect: Readonly<Record<string, Matcher>>;
}

/** Observations that are combined. */
export type Condition =
  | Observation
  | { readonly all: readonly Condition[] }
  | { readonly any: readonly Condition[] }
  | { readonly not: Condition };

export interface CheckSpec {
  readonly id: string;
  /** What is to be reached, as the learner reads it. */
  readonly title: string;
  readonly points: number;
  /** Where it fails, the rest is skipped, not failed. */
  readonly isGate: boolean;
  readonly needs: readonly string[];
  /** Once reached it stays reached, whatever is done later. */
  readonly isSticky: boolean;
  /** It holds before anything was done, and guards that it still does afterwards. */
  readonly isFromStart: boolean;
  readonly condition: Condition;
  /** Own words for what was expected, instead of those made from the matchers. */
  readonly expected?: string;
  /** Why it matters. */
  readonly why?: string;
}

export interface Mistake {
  readonly id: string;
  readonly when: Condition;
  /** Markdown. */
  readonly say: string;
  readonly at?: { readonly file: string; readonly instruction?: string; readonly line?: number };
}

/** A question that is asked in the text: choose one, choose several, or put into order. */
export interface Question {
  readonly id: string;
  readonly kind: 'choose' | 'order' | 'text';
  readonly question: string;
  readonly options: readonly string[];
  /** Of `choose`: the option's number from 0. Of `order`: the options are given in the right order and shown shuffled. Of `text`: a regular expression for the whole answer. */
  readonly answer: number | readonly number[] | string;
  /** Said after it was answered, whatever the answer was. Markdown. */
  readonly explain: string;
  /** By option number: said to who chose it. */
  readonly replies: Readonly<Record<string, string>>;
  /** Asked before something is run, and shown again beside what happened. */
  readonly isPrediction: boolean;
  /** Number of the lesson to go back to for who did not know. */
  readonly see?: string;
}

/** The text in order: markdown, and what the page draws itself. */
export type Section =
  | { readonly kind: 'prose'; readonly markdown: string }
  | { readonly kind: 'commands'; readonly lines: readonly string[] }
  | { readonly kind: 'code'; readonly language: string; readonly text: string }
  | { readonly kind: 'question'; readonly id: string }
  /** The prediction that was made, beside what happened. */
  | { readonly kind: 'recall'; readonly id: string }
  /** Lines to be put into order: the text of that file. */
  | { readonly kind: 'parsons'; readonly file: string; readonly lines: readonly string[] }
  | { readonly kind: 'goal'; readonly check: string }
  | { readonly kind: 'notes'; readonly markdown: string };

export interface WorldSpec {
  /** Names a preset of tutor/session/presets. */
  readonly extends: string;
  /** Folder of the lesson whose files are put into the learner's folder. */
  readonly files?: string;
  /** Which of them the editor opens, the first at once. */
  readonly editable: readonly string[];
  /** Images that are there from the start. */
  readonly images: readonly string[];
  /** A script that is run as root before the learner comes. */
  readonly setup?: string;
  readonly cores?: number;
}

export interface AnswerKey {
  readonly solution: string;
  readonly accepted: readonly string[];
  /** Folder of a wrong answer → the mistake that must be told. */
  readonly wrong: Readonly<Record<string, string>>;
  /** Changes of the solution after which it is right still. */
  readonly equivalent: readonly Equivalent[];
}

/** A solution with a line less, or with two lines swapped, that passes by right. */
export interface Equivalent {
  readonly drop?: string | undefined;
  readonly swap?: readonly [string, string] | undefined;
  /** A file of it, whose lines may stand in another order. */
  readonly 'any-order'?: string | undefined;
  /** Why that is right, too. */
  readonly why: string;
}

/** A line of the cheat sheet. */
export interface SheetRow {
  /** What to write: `docker run IMAGE COMMAND`. */
  readonly write: string;
  /** What it does. Markdown of one line. */
  readonly does: string;
}

/** A question that comes again some days after something went wrong. */
export interface Card {
  /** `first-run/new-container`: the lesson's id and its own. */
  readonly id: string;
  /** The lesson's id. */
  readonly lesson: string;
  readonly skill: string;
  /** Mistakes, questions and checks of the lesson that call for it. */
  readonly after: readonly string[];
  /** Markdown. */
  readonly question: string;
  /** Markdown. */
  readonly answer: string;
}

/** What stays when a lesson is over, from its takeaway.yaml. */
export interface Takeaway {
  readonly sheet: readonly SheetRow[];
  readonly cards: readonly Card[];
}

export interface Lesson {
  /** `2.1`, from its folders' numbers. */
  readonly number: string;
  readonly id: string;
  readonly kind: LessonKind;
  readonly title: string;
  /** One sentence: what one can do afterwards. */
  readonly objective: string;
  /** Minutes. */
  readonly duration: number;
  readonly skills: readonly string[];
  /** The words of the notes that it is about. */
  readonly notes: string;
  readonly world: WorldSpec;
  readonly variants: Readonly<Record<string, readonly string[]>>;
  readonly sections: readonly Section[];
  readonly questions: readonly Question[];
  readonly checks: readonly CheckSpec[];
  readonly mistakes: readonly Mistake[];
  /** Markdown, three of them. */
  readonly hints: readonly string[];
  readonly answer?: AnswerKey;
  readonly takeaway: Takeaway;
  /** Its folder's files by path, for the world's files and the answers. */
  readonly folder: ReadonlyMap<string, Uint8Array>;
}

/** A lesson that can't be taken as it is: names the file and the line. */
export class LessonError extends Error {
  override readonly name = 'LessonError';

  constructor(
    readonly file: string,
    readonly line: number | undefined,
    readonly problem: string,
  ) {
    super(`${file}${line === undefined ? '' : `:${line}`}: ${problem}`);
  }
}
