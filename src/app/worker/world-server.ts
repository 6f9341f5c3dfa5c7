import type { Json } from '../../docker/api/http.ts';
import { evaluate, needsCopy } from '../../tutor/grading/evaluate.ts';
import { probeOf } from '../../tutor/grading/session-probe.ts';
import { toGrade } from '../../tutor/grading/verdict.ts';
import type { Grade, Verdict } from '../../tutor/grading/verdict.ts';
import type { Lesson } from '../../tutor/lessons/lesson.ts';
import type { Journal, SessionInput } from '../../tutor/session/journal.ts';
import { Session } from '../../tutor/session/session.ts';
import { answerQuestion } from './answer-question.ts';
import { listFolder } from './folder.ts';
import { Pacer } from './pacer.ts';
import type { ProbeNews, ProbeOrder } from './probe.worker.ts';
import type { Branch, LessonFiles, News, Order, Question } from './protocol.ts';
import { UsageWatch } from './usage-watch.ts';
import { readLesson } from './read-lesson.ts';

type Post = (news: News, transfer?: Transferable[]) => void;

/** Output that the page has not drawn yet, bytes: past it the world waits. */
const UNDRAWN_LIMIT = 1 << 20;
/** Real time between two views, ms. */
const VIEW_PAUSE = 60;
const TIME_PAUSE = 250;
/** Virtual time, µs. */
const SKIP_STEP = 100_000;
const MOST_BRANCHES = 8;

/** The world in its worker: takes the page's orders between slices of virtual time, tells the page what is new. */
export class WorldServer {
  #session!: Session;
  #lesson: Lesson | undefined;
  #files: LessonFiles | undefined;
  #pacer!: Pacer;
  #orders: SessionInput[] = [];
  #redo: Journal[] = [];
  /** Futures that were left by going back and doing something else, the latest first. */
  #branches: { readonly branch: Branch; readonly journal: Journal }[] = [];
  /** Where the journal that was gone back from ends, in words. */
  #leaving: Branch | undefined;
  /** Virtual time that is still to be skipped, µs. */
  #skipLeft = 0;
  #skipsToPrompt = false;
  #toldExchange = 0;
  #reached = new Set<string>();
  #probed: ReadonlyMap<string, Verdict> = new Map();
  #undrawn = 0;
  #hasChanged = true;
  #isEvaluating = false;
  #lastView: unknown;
  #lastViewAt = 0;
  #lastTimeAt = 0;
  #probe: Worker | undefined;
  #probeNumber = 0;
  #asked = new Map<number, (news: ProbeNews) => void>();
  #hasCrashed = false;
  #usage!: UsageWatch;
  #isUsageWatched = false;
  /** To be typed at the terminal that is opened next. */
  #lineForNew: string | undefined;
  readonly #channel = new MessageChannel();

  constructor(private readonly post: Post) {
    this.#channel.port1.onmessage = () => this.#loop();
  }

  take(order: Order): void {
    try {
      this.#take(order);
    } catch (error) {
      this.#crash(error);
    }
  }

  #take(order: Order): void {
    switch (order.type) {
      case 'start':
        this.#files = order.lesson;
        this.#lesson = order.lesson && readLesson(order.lesson, order.journal.seed);
        this.#begin(order.journal, order);
        return this.#loop();
      case 'type':
        return this.#queue({ kind: 'type', terminal: order.terminal, data: order.data });
      case 'resize':
        return this.#queue({ kind: 'resize', terminal: order.terminal, columns: order.columns, rows: order.rows });
      case 'open-terminal':
        return this.#queue({ kind: 'open', columns: order.columns, rows: order.rows });
      case 'close-terminal':
        return this.#queue({ kind: 'close', terminal: order.terminal });
      case 'edit':
        return this.#queue({ kind: 'edit', path: order.path, ...(order.text === undefined ? {} : { text: order.text }) });
      case 'answer':
        return this.#queue({ kind: 'answer', question: order.question, value: order.value });
      case 'undo':
        return this.#goTo(this.#session.undone(), true);
      case 'redo':
        return this.#goTo(this.#redo.pop(), false);
      case 'go-back':
        return this.#goTo(this.#session.before(order.moment), true);
      case 'switch':
        return this.#switch(order.branch);
      case 'pace':
        this.#pacer.speed = order.speed;
        return;
      case 'skip':
        this.#skipLeft = order.micros;
        this.#skipsToPrompt = order.untilPrompt;
        return;
      case 'drawn':
        this.#undrawn -= order.bytes;
        return;
      case 'run-line':
        return this.#runLine(order.terminal, order.line);
      case 'watch-usage':
        this.#isUsageWatched = order.isOn;
        return;
      case 'check':
        return this.#evaluate();
      case 'ask':
        return this.#answer(order.number, order.question);
    }
  }

  /** Makes the world of a journal; what it put out so far is shown again. */
  #begin(journal: Journal, size?: { readonly columns: number; readonly rows: number }): void {
    const speed = this.#pacer?.speed ?? 1;
    const outputs = new Map<number, Uint8Array[]>();
    this.#reached = new Set();
    this.#probed = new Map();
    this.#orders = [];
    this.#undrawn = 0;
    this.#lastView = undefined;
    const session = new Session(this.#lesson, journal, {
      output: (terminal, bytes) => outputs.set(terminal, [...(outputs.get(terminal) ?? []), bytes]),
    });
    this.#session = session;
    this.#usage = new UsageWatch(session, this.post);
    session.replay(journal.inputs);
    if (session.terminals.size === 0) session.input({ kind: 'open', columns: size?.columns ?? 80, rows: size?.rows ?? 24 });
    this.post({ type: 'started', terminals: [...session.terminals.keys()], canUndo: session.undone() !== undefined, canRedo: this.#redo.length > 0 });
    for (const [terminal, parts] of outputs) for (const bytes of parts) this.#show(terminal, bytes);
    session.watch({
      output: (terminal, bytes) => this.#show(terminal, bytes),
      commandEnded: () => this.#tellCommand(),
      closed: (terminal) => this.post({ type: 'closed', terminal }),
    });
    this.#pacer = new Pacer(session, () => performance.now());
    this.#pacer.speed = speed;
    this.#tellCommand();
    this.#usage.tellKills();
    this.post({ type: 'ready' });
  }

  /** Ctrl-U first: what stands half typed at the prompt is not run with it. */
  #runLine(preferred: number, line: string): void {
    const data = `\x15${line}\r`;
    const { terminals } = this.#session;
    const idle = [preferred, ...terminals.keys()].find((terminal) => terminals.get(terminal)?.tracker.isAtPrompt);
    if (idle !== undefined) return this.#queue({ kind: 'type', terminal: idle, data });
    this.#lineForNew = data;
    this.#queue({ kind: 'open', columns: 80, rows: 24 });
  }

  /** Undo, redo, go back: another journal, another world. */
  #goTo(journal: Journal | undefined, keepsRedo: boolean): void {
    if (!journal) return;
    if (keepsRedo) {
      if (this.#redo.length === 0) this.#leaving = this.#asBranch();
      this.#redo.push(this.#session.journal);
    }
    this.#skipLeft = 0;
    this.#begin(journal);
  }

  #asBranch(): Branch {
    const { moments } = this.#session;
    return { last: moments.at(-1)?.text ?? '', moments: moments.length };
  }

  /** Something else is done after going back: what was undone stays as a branch that one can return to. */
  #leave(): void {
    const journal = this.#redo[0];
    if (journal && this.#leaving) this.#branches = [{ branch: this.#leaving, journal }, ...this.#branches].slice(0, MOST_BRANCHES);
    this.#redo = [];
  }

  #switch(index: number): void {
    const chosen = this.#branches[index];
    if (!chosen) return;
    const here = { branch: this.#asBranch(), journal: this.#session.journal };
    this.#branches = [here, ...this.#branches.filter((one) => one !== chosen)];
    this.#redo = [];
    this.#begin(chosen.journal);
  }

  #queue(input: SessionInput): void {
    this.#orders.push(input);
    if (input.kind !== 'resize' && this.#redo.length > 0) this.#leave();
    this.#loop();
  }

  #isLooping = false;

  #loop(): void {
    if (this.#hasCrashed) return;
    try {
      this.#applyOrders();
      this.#skip();
      const isBehind = this.#pacer.turn(() => this.#undrawn < UNDRAWN_LIMIT);
      this.#applyOrders();
      this.#tell();
      this.#again(isBehind);
    } catch (error) {
      this.#crash(error);
    }
  }

  /** A skip is made in short steps, so that the page sees what happens on the way. */
  #skip(): void {
    if (this.#skipLeft <= 0) return;
    if (this.#skipsToPrompt && this.#session.isAtPrompt) {
      this.#skipLeft = 0;
      return;
    }
    const step = Math.min(this.#skipLeft, SKIP_STEP);
    this.#skipLeft -= step;
    this.#pacer.skip(step);
  }

  #again(isBehind: boolean): void {
    if (this.#isLooping) return;
    this.#isLooping = true;
    const next = () => {
      this.#isLooping = false;
      this.#loop();
    };
    if (isBehind) setTimeout(next, 0);
    else setTimeout(next, 12);
  }

  #applyOrders(): void {
    if (!this.#pacer.isBetweenSlices) return;
    for (const input of this.#orders.splice(0)) {
      const before = new Set(this.#session.terminals.keys());
      const done = this.#session.momentCount;
      const view = this.#session.machine.view();
      this.#session.input(input);
      if (this.#session.momentCount > done) this.post({ type: 'began', view });
      for (const terminal of this.#session.terminals.keys()) {
        if (before.has(terminal)) continue;
        this.post({ type: 'opened', terminal });
        if (this.#lineForNew !== undefined) this.#orders.push({ kind: 'type', terminal, data: this.#lineForNew });
        this.#lineForNew = undefined;
      }
      // What it sets off at this very moment is shown at once: a key is echoed in the same frame.
      this.#session.run({ until: this.#session.now, steps: 20_000 });
      if (input.kind === 'edit' || input.kind === 'answer') this.#tellCommand();
    }
  }

  #show(terminal: number, bytes: Uint8Array): void {
    const copy = bytes.slice();
    this.#undrawn += copy.length;
    this.post({ type: 'output', terminal, bytes: copy }, [copy.buffer]);
  }

  #tell(): void {
    const real = performance.now();
    this.#usage.tell(real, this.#isUsageWatched);
    if (real - this.#lastViewAt > VIEW_PAUSE) {
      this.#lastViewAt = real;
      const view = this.#session.machine.view();
      if (view !== this.#lastView) {
        this.#lastView = view;
        this.#hasChanged = true;
        this.post({ type: 'view', view, now: this.#session.now });
      }
    }
    const asked = this.#session.machine.exchanges.at(-1)?.number ?? 0;
    if (asked !== this.#toldExchange) {
      this.#toldExchange = asked;
      this.post({ type: 'api', exchanges: this.#session.machine.exchanges.slice(-200) });
    }
    if (real - this.#lastTimeAt > TIME_PAUSE) {
      this.#lastTimeAt = real;
      this.post({ type: 'time', now: this.#session.now, isBusy: !this.#session.isAtPrompt });
      if (this.#hasChanged && this.#pacer.isBetweenSlices) {
        this.#hasChanged = false;
        this.#evaluate();
      }
    }
  }

  /** Something was done: a command ended, a file was saved, an answer given. */
  #tellCommand(): void {
    const session = this.#session;
    this.post({ type: 'log', log: [...session.log], moments: session.moments, branches: this.#branches.map((one) => one.branch), canUndo: session.undone() !== undefined, canRedo: this.#redo.length > 0 });
    this.post({ type: 'files', files: listFolder(session.machine.files, session.folder) });
    this.post({ type: 'api', exchanges: session.machine.exchanges.slice(-200) });
    this.post({ type: 'journal', journal: session.journal });
    this.#hasChanged = true;
    this.#probeSoon();
  }

  #evaluate(): void {
    const lesson = this.#lesson;
    const session = this.#session;
    if (!lesson || this.#isEvaluating) return;
    this.#isEvaluating = true;
    session.scheduler.start(evaluate(lesson, { here: probeOf(session) }, this.#reached), (outcome) => {
      this.#isEvaluating = false;
      if (outcome.kind === 'threw') this.#crash(outcome.error);
      if (outcome.kind === 'returned' && session === this.#session) this.post({ type: 'grade', grade: this.#withProbed(outcome.value) });
    });
    session.run({ until: session.now, steps: 200_000 });
  }

  /** Checks that need a copy were judged elsewhere; the rest here. */
  #withProbed(grade: Grade): Grade {
    const verdicts = grade.verdicts.map((verdict) => (verdict.state === 'skipped' ? (this.#probed.get(verdict.check) ?? verdict) : verdict));
    return toGrade(verdicts, grade.mistake ?? this.#probedMistake);
  }

  #probedMistake: Grade['mistake'];
  #probeTimer: ReturnType<typeof setTimeout> | undefined;

  #probeSoon(): void {
    const lesson = this.#lesson;
    if (!lesson || !this.#files) return;
    const isNeeded = lesson.checks.some((check) => needsCopy(check.condition)) || lesson.mistakes.some((mistake) => needsCopy(mistake.when));
    if (!isNeeded) return;
    clearTimeout(this.#probeTimer);
    const journal = this.#session.journal;
    this.#probeTimer = setTimeout(() => {
      void this.#inCopy({ type: 'grade', number: 0, lesson: this.#files!, journal }).then((news) => {
        if (!('grade' in news) || this.#session.journal.inputs.length !== journal.inputs.length) return;
        this.#probed = new Map(news.grade.verdicts.map((verdict) => [verdict.check, verdict]));
        this.#probedMistake = news.grade.mistake;
        this.#evaluate();
      });
    }, 150);
  }

  #inCopy(order: ProbeOrder): Promise<ProbeNews> {
    if (!this.#probe) {
      this.#probe = new Worker(new URL('./probe.worker.ts', import.meta.url), { type: 'module' });
      this.#probe.onmessage = (event: MessageEvent<ProbeNews>) => {
        this.#asked.get(event.data.number)?.(event.data);
        this.#asked.delete(event.data.number);
      };
    }
    const number = ++this.#probeNumber;
    return new Promise((resolve) => {
      this.#asked.set(number, resolve);
      this.#probe!.postMessage({ ...order, number });
    });
  }

  #answer(number: number, question: Question): void {
    const reply = (value: Json) => this.post({ type: 'reply', number, value });
    if (question.kind === 'what-if') {
      void this.#inCopy({ type: 'what-if', number: 0, lesson: this.#files, journal: this.#session.journal, script: question.script }).then((news) => reply(news as unknown as Json));
      return;
    }
    if (question.kind === 'look-back') {
      const session = this.#session;
      const before = session.before(Math.max(0, question.moment)) ?? session.journal;
      const journal = session.before(question.moment + 1) ?? session.journal;
      void this.#inCopy({ type: 'look-back', number: 0, lesson: this.#files, before, journal }).then((news) => reply(news as unknown as Json));
      return;
    }
    this.#session.scheduler.start(answerQuestion(this.#session, question), (outcome) => {
      reply(outcome.kind === 'returned' ? outcome.value : { problem: outcome.kind === 'threw' && outcome.error instanceof Error ? outcome.error.message : 'cancelled' });
    });
    this.#session.run({ until: this.#session.now, steps: 200_000 });
  }

  #crash(error: unknown): void {
    this.#hasCrashed = true;
    const message = error instanceof Error ? (error.stack ?? error.message) : String(error);
    const journal = this.#session?.journal ?? { version: 1, lesson: '', seed: '', inputs: [] };
    this.post({ type: 'crashed', message, journal });
  }
}
