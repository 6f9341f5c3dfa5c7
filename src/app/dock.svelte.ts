import type { Micros } from '../core/clock.ts';
import type { Json } from '../docker/api/http.ts';
import type { EngineView } from '../docker/engine/view.ts';
import type { CommandRecord } from '../tutor/checks/probe.ts';
import type { Grade } from '../tutor/grading/verdict.ts';
import type { Moment } from '../tutor/session/session.ts';
import type { Lesson } from '../tutor/lessons/lesson.ts';
import type { Journal } from '../tutor/session/journal.ts';
import type { ApiExchange } from '../tutor/session/api-record.ts';
import type { Kill, UsageSample } from './worker/usage-sample.ts';
import type { Branch, Failed, FileInfo, LookBack, News, Order, Question, WhatIf } from './worker/protocol.ts';

/** Who shows a terminal: told of its output, and of the moment when a new world begins. */
export interface Screen {
  write(bytes: Uint8Array, drawn: () => void): void;
  clear(): void;
}

/** A moment that is looked back at. */
export interface Past extends LookBack {
  /** Its number, from 0; -1 is the beginning. */
  readonly moment: number;
}

/**
 * The page's side of the world that runs in the worker: what is known of it, and what may be asked of it. Holds views,
 * never the engine's own state.
 */
export class Dock {
  view = $state.raw<EngineView | undefined>();
  /** The view before the last command, to show what it changed. */
  viewBefore = $state.raw<EngineView | undefined>();
  now = $state.raw<Micros>(0);
  isReady = $state(false);
  isBusy = $state(false);
  terminals = $state.raw<readonly number[]>([]);
  log = $state.raw<readonly CommandRecord[]>([]);
  moments = $state.raw<readonly Moment[]>([]);
  branches = $state.raw<readonly Branch[]>([]);
  files = $state.raw<readonly FileInfo[]>([]);
  exchanges = $state.raw<readonly ApiExchange[]>([]);
  /** Processes that the kernel killed for want of memory, the oldest first. */
  kills = $state.raw<readonly Kill[]>([]);
  grade = $state.raw<Grade | undefined>();
  journal = $state.raw<Journal | undefined>();
  /** What is looked back at; the picture and the files are as of then, and nothing can be done. */
  past = $state.raw<Past | undefined>();
  /** A recording that is only watched: nothing reaches its world. */
  isReadOnly = $state(false);
  canUndo = $state(false);
  canRedo = $state(false);
  speed = $state(1);
  /** The terminal that the learner looks at. */
  shownTerminal = 0;
  problem = $state<string | undefined>();
  crash = $state.raw<{ readonly message: string; readonly journal: Journal } | undefined>();

  #worker: Worker | undefined;
  #screens = new Map<number, Screen>();
  #waiting = new Map<number, News[]>();
  #asked = new Map<number, (value: Json) => void>();
  #number = 0;
  #onUsage: ((sample: UsageSample) => void) | undefined;
  readonly #onJournal: (journal: Journal) => void;

  constructor(onJournal: (journal: Journal) => void) {
    this.#onJournal = onJournal;
  }

  /** Begins (or goes on with) a session; whatever ran before is ended. */
  start(lesson: Lesson | undefined, journal: Journal, size: { columns: number; rows: number }): void {
    this.#worker?.terminate();
    this.isReady = false;
    this.crash = undefined;
    this.problem = undefined;
    this.grade = undefined;
    this.view = undefined;
    this.viewBefore = undefined;
    this.past = undefined;
    this.#waiting.clear();
    this.#worker = new Worker(new URL('./worker/world.worker.ts', import.meta.url), { type: 'module' });
    this.#worker.onmessage = (event: MessageEvent<News>) => this.#hear(event.data);
    this.#worker.onerror = (event) => {
      if (this.journal) this.crash = { message: event.message, journal: this.journal };
    };
    this.#order({ type: 'start', lesson, journal, ...size });
    if (this.#onUsage) this.#order({ type: 'watch-usage', isOn: true });
  }

  stop(): void {
    this.#worker?.terminate();
    this.#worker = undefined;
    this.isReady = false;
  }

  type(terminal: number, data: string): void {
    if (this.isReadOnly) return;
    this.past = undefined;
    this.#order({ type: 'type', terminal, data });
  }

  resize(terminal: number, columns: number, rows: number): void {
    this.#order({ type: 'resize', terminal, columns, rows });
  }

  openTerminal(columns: number, rows: number): void {
    this.#order({ type: 'open-terminal', columns, rows });
  }

  closeTerminal(terminal: number): void {
    this.#order({ type: 'close-terminal', terminal });
  }

  /** The editor saved a file of the learner's folder; without a text it is deleted. */
  edit(path: string, text: string | undefined): void {
    if (!this.isReadOnly) this.#order({ type: 'edit', path, text });
  }

  answer(question: string, value: number | readonly number[] | string): void {
    if (!this.isReadOnly) this.#order({ type: 'answer', question, value });
  }

  undo(): void {
    this.#order({ type: 'undo' });
  }

  redo(): void {
    this.#order({ type: 'redo' });
  }

  /** Back to what was before a moment. */
  goBack(moment: number): void {
    this.#order({ type: 'go-back', moment });
  }

  /** To a future that was left. */
  switchTo(branch: number): void {
    this.#order({ type: 'switch', branch });
  }

  setSpeed(speed: number): void {
    this.speed = speed;
    this.#order({ type: 'pace', speed });
  }

  skip(micros: Micros): void {
    this.#order({ type: 'skip', micros, untilPrompt: false });
  }

  /** Lets the command that runs come to its end at once, as far as it only waits (at most ten minutes). */
  skipWait(): void {
    this.#order({ type: 'skip', micros: 600_000_000, untilPrompt: true });
  }

  /** Types a line and Enter at a terminal that is at its prompt: that one if it is, another, or a new one. */
  runLine(terminal: number, line: string): void {
    if (this.isReadOnly) return;
    this.past = undefined;
    this.#order({ type: 'run-line', terminal, line });
  }

  /** Tells what the host and its containers use, frame by frame. Returns how to stop. */
  watchUsage(listener: (sample: UsageSample) => void): () => void {
    this.#onUsage = listener;
    this.#order({ type: 'watch-usage', isOn: true });
    return () => {
      if (this.#onUsage !== listener) return;
      this.#onUsage = undefined;
      this.#order({ type: 'watch-usage', isOn: false });
    };
  }

  check(): void {
    this.#order({ type: 'check' });
  }

  /** Shows the picture and the files as they were after a moment; -1 is the beginning. */
  async lookBack(moment: number): Promise<void> {
    const answer = (await this.ask({ kind: 'look-back', moment })) as unknown as LookBack | Failed;
    if ('problem' in answer) this.problem = answer.problem;
    else this.past = { moment, ...answer };
  }

  /** What a script would print and change, tried in a copy of the world. */
  async whatIf(script: string): Promise<WhatIf | Failed> {
    return (await this.ask({ kind: 'what-if', script })) as unknown as WhatIf | Failed;
  }

  /** Asks about the world without changing it. */
  ask(question: Question): Promise<Json> {
    const number = ++this.#number;
    return new Promise((resolve) => {
      this.#asked.set(number, resolve);
      this.#order({ type: 'ask', number, question });
    });
  }

  /** Shows a terminal. What it has put out before it was shown is not lost. Returns how to stop. */
  show(terminal: number, screen: Screen): () => void {
    this.#screens.set(terminal, screen);
    const waiting = this.#waiting.get(terminal) ?? [];
    this.#waiting.delete(terminal);
    for (const news of waiting) this.#hear(news);
    return () => this.#screens.delete(terminal);
  }

  #order(order: Order): void {
    this.#worker?.postMessage(order);
  }

  #hear(news: News): void {
    switch (news.type) {
      case 'started':
        for (const screen of this.#screens.values()) screen.clear();
        this.viewBefore = undefined;
        this.past = undefined;
        this.terminals = news.terminals;
        this.canUndo = news.canUndo;
        this.canRedo = news.canRedo;
        return;
      case 'ready':
        this.isReady = true;
        return;
      case 'opened':
        this.terminals = [...this.terminals, news.terminal];
        return;
      case 'closed':
        this.terminals = this.terminals.filter((terminal) => terminal !== news.terminal);
        return;
      case 'output':
        return this.#show(news);
      case 'view':
        this.view = news.view;
        this.now = news.now;
        return;
      case 'began':
        this.viewBefore = news.view;
        return;
      case 'time':
        this.now = news.now;
        this.isBusy = news.isBusy;
        return;
      case 'log':
        this.log = news.log;
        this.moments = news.moments;
        this.branches = news.branches;
        this.canUndo = news.canUndo;
        this.canRedo = news.canRedo;
        return;
      case 'files':
        this.files = news.files;
        return;
      case 'api':
        this.exchanges = news.exchanges;
        return;
      case 'usage':
        return this.#onUsage?.(news.sample);
      case 'kills':
        this.kills = news.kills;
        return;
      case 'grade':
        this.grade = news.grade;
        return;
      case 'journal':
        this.journal = news.journal;
        this.#onJournal(news.journal);
        return;
      case 'reply':
        this.#asked.get(news.number)?.(news.value);
        this.#asked.delete(news.number);
        return;
      case 'problem':
        this.problem = news.message;
        return;
      case 'crashed':
        this.crash = news;
        return;
    }
  }

  #show(news: News & { type: 'output' }): void {
    const screen = this.#screens.get(news.terminal);
    if (!screen) {
      this.#waiting.set(news.terminal, [...(this.#waiting.get(news.terminal) ?? []), news]);
      return;
    }
    screen.write(news.bytes, () => this.#order({ type: 'drawn', terminal: news.terminal, bytes: news.bytes.length }));
  }
}
