import type { Micros } from '../../core/clock.ts';
import type { Json } from '../../docker/api/http.ts';
import type { EngineView } from '../../docker/engine/view.ts';
import type { CommandRecord } from '../../tutor/checks/probe.ts';
import type { Grade } from '../../tutor/grading/verdict.ts';
import type { ApiExchange } from '../../tutor/session/api-record.ts';
import type { Moment } from '../../tutor/session/session.ts';
import type { Lesson } from '../../tutor/lessons/lesson.ts';
import type { Journal } from '../../tutor/session/journal.ts';
import type { Kill, UsageSample } from './usage-sample.ts';

/** What the page asks of the worker that runs the world. */
export type Order =
  | { readonly type: 'start'; readonly lesson: Lesson | undefined; readonly journal: Journal; readonly columns: number; readonly rows: number }
  | { readonly type: 'open-terminal'; readonly columns: number; readonly rows: number }
  | { readonly type: 'close-terminal'; readonly terminal: number }
  | { readonly type: 'type'; readonly terminal: number; readonly data: string }
  | { readonly type: 'resize'; readonly terminal: number; readonly columns: number; readonly rows: number }
  | { readonly type: 'edit'; readonly path: string; readonly text: string | undefined }
  | { readonly type: 'answer'; readonly question: string; readonly value: number | readonly number[] | string }
  | { readonly type: 'undo' }
  | { readonly type: 'redo' }
  /** Back to what was before moment number `moment`. */
  | { readonly type: 'go-back'; readonly moment: number }
  /** To a future that was left by going back and doing something else. */
  | { readonly type: 'switch'; readonly branch: number }
  /** Virtual seconds per real second; 0 is a pause. */
  | { readonly type: 'pace'; readonly speed: number }
  /** Jumps ahead in virtual time by `micros`; no further than to the prompt, where that is all that is waited for. */
  | { readonly type: 'skip'; readonly micros: Micros; readonly untilPrompt: boolean }
  /** The page has drawn so many bytes of a terminal's output. */
  | { readonly type: 'drawn'; readonly terminal: number; readonly bytes: number }
  /** Types a line and Enter: at that terminal if it is at its prompt, else at one that is, else at a new one. */
  | { readonly type: 'run-line'; readonly terminal: number; readonly line: string }
  /** Whether what is used is to be told, frame by frame. */
  | { readonly type: 'watch-usage'; readonly isOn: boolean }
  | { readonly type: 'check' }
  /** Answered by `reply` with the same number. */
  | { readonly type: 'ask'; readonly number: number; readonly question: Question };

/** What may be asked about the world without changing it. */
export type Question =
  | { readonly kind: 'api'; readonly path: string }
  | { readonly kind: 'file'; readonly path: string }
  | { readonly kind: 'logs'; readonly container: string }
  /** Why a cgroup gets the CPU that it gets now. */
  | { readonly kind: 'cpu-reason'; readonly group: string }
  /** Tries a command in a copy of the world: what it prints and what would be different. Answered by a WhatIf or a Failed. */
  | { readonly kind: 'what-if'; readonly script: string }
  /** How the world was after moment number `moment`; -1 is the beginning. Answered by a LookBack or a Failed. */
  | { readonly kind: 'look-back'; readonly moment: number }
  /** What a build of a Dockerfile in the learner's folder would do now, were `text` its content. Answered by a BuildPlan or a Failed. */
  | { readonly kind: 'build-plan'; readonly path: string; readonly text: string }
  /** Names that FROM may be given: repositories of the simulated Docker Hub, or the tags of one. Answered by ImageNames or a Failed. */
  | { readonly kind: 'image-names'; readonly repository: string | undefined };

export interface ImageNames {
  readonly names: readonly string[];
}

export interface WhatIf {
  /** Undefined: it had not ended after two minutes of virtual time. */
  readonly status: number | undefined;
  readonly output: string;
  readonly before: EngineView;
  readonly after: EngineView;
  readonly filesBefore: readonly FileInfo[];
  readonly filesAfter: readonly FileInfo[];
}

export interface LookBack {
  /** Of the moment before it, to show what it changed. */
  readonly before: EngineView;
  readonly view: EngineView;
  readonly files: readonly FileInfo[];
  readonly now: Micros;
}

export interface Failed {
  readonly problem: string;
}

/** A future that was left: what was done last in it, and how much. */
export interface Branch {
  readonly last: string;
  readonly moments: number;
}

export interface FileInfo {
  /** Relative to the learner's folder. */
  readonly path: string;
  readonly type: 'file' | 'directory';
  readonly size: number;
  /** The first 256 KiB of a text file; absent for folders and for bytes that are no text. */
  readonly text?: string;
}

/** What the worker tells the page. */
export type News =
  /** A new world: after start, undo, redo. The page clears its terminals and opens as many as there are. */
  | { readonly type: 'started'; readonly terminals: readonly number[]; readonly canUndo: boolean; readonly canRedo: boolean }
  | { readonly type: 'ready' }
  | { readonly type: 'opened'; readonly terminal: number }
  | { readonly type: 'closed'; readonly terminal: number }
  | { readonly type: 'output'; readonly terminal: number; readonly bytes: Uint8Array }
  | { readonly type: 'view'; readonly view: EngineView; readonly now: Micros }
  /** Something is being done: how the world was before it. */
  | { readonly type: 'began'; readonly view: EngineView }
  | { readonly type: 'time'; readonly now: Micros; readonly isBusy: boolean }
  | { readonly type: 'log'; readonly log: readonly CommandRecord[]; readonly moments: readonly Moment[]; readonly branches: readonly Branch[]; readonly canUndo: boolean; readonly canRedo: boolean }
  | { readonly type: 'files'; readonly files: readonly FileInfo[] }
  | { readonly type: 'api'; readonly exchanges: readonly ApiExchange[] }
  | { readonly type: 'usage'; readonly sample: UsageSample }
  /** All processes that were killed for want of memory in this world. */
  | { readonly type: 'kills'; readonly kills: readonly Kill[] }
  | { readonly type: 'grade'; readonly grade: Grade }
  | { readonly type: 'journal'; readonly journal: Journal }
  | { readonly type: 'reply'; readonly number: number; readonly value: Json }
  /** Something that was asked for can't be done; the learner is told. */
  | { readonly type: 'problem'; readonly message: string }
  /** A defect of Drydock's. The world stands still; the journal is kept. */
  | { readonly type: 'crashed'; readonly message: string; readonly journal: Journal };
