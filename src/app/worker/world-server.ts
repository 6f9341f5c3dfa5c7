import type { Json } from '../../docker/api/http.ts';
import { Chunk } from '../../core/chunk.ts';
import { MustWaitOutside } from '../../core/process.ts';
import { evaluate } from '../../tutor/grading/evaluate.ts';
import { probeOf } from '../../tutor/grading/session-probe.ts';
import { toGrade } from '../../tutor/grading/verdict.ts';
import type { Grade, Verdict } from '../../tutor/grading/verdict.ts';
import type { Lesson } from '../../tutor/lessons/lesson.ts';
import type { Journal, SessionInput } from '../../tutor/session/journal.ts';
import { Session } from '../../tutor/session/session.ts';
import { answerQuestion } from './answer-question.ts';
import type { DirectQuestion } from './answer-question.ts';
import { listFolder } from './folder.ts';
import { Pacer } from './pacer.ts';
import type { ProbeNews, ProbeOrder } from './probe.worker.ts';
import type { Branch, News, Order, Question } from './protocol.ts';
import { UsageWatch } from './usage-watch.ts';
import { readLesson } from './read-lesson.ts';

type Post = (news: News, transfer?: Transferable[]) => void;

/** Output that the page has not drawn yet, bytes: past it the world waits. */
const UNDRAWN_LIMIT = 1 << 20;
/** The name of the worker in which copies of the world are made. */
export const COPY = 'drydock-copy';
/** Real time between two views, ms. */
const VIEW_PAUSE = 60;
const TIME_PAUSE = 250;
/** Virtual time, µs. */
const SKIP_STEP = 100_000;
const MOST_BRANCHES = 8;
/** Real time from the first prompt on the screen until the rest of the code is fetched, ms. */
const REST_PAUSE = 300;

/** The world in its worker: takes the page's orders between slices of virtual time, tells the page what is new. */
export class WorldServer {
  #session!: Session;
  #lesson: Lesson | undefined;
  /** As it is written: copies of the world choose its variants again. */
  #written: Lesson | undefined;
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
  #toldCommands = 0;
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
    if (this.#isBeginning) {
      this.#held.push(order);
      return;
    }
    try {
      this.#take(order);
    } catch (error) {
      this.#crash(error);
    }
  }

  #take(order: Order): void {
    switch (order.type) {
      case 'start':
        this.#written = order.lesson;
        this.#lesson = order.lesson && readLesson(order.lesson, order.journal.seed);
        return this.#begin(order.journal, order);
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
        return this.#fetchRest();
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

  /** Makes the world of a journal. Code that this needs and that isn't here yet is fetched first; then it is done from the start. */
  #begin(journal: Journal, size?: { readonly columns: number; readonly rows: number }): void {
    this.#isBeginning = true;
    const isNew = journal.inputs.every((input) => input.kind === 'pass');
    const again = async () => {
      // What is played at once needs most of it: one round trip instead of one after the other.
      if (!isNew) await Chunk.loadAll();
      for (;;) {
        try {
          return this.#play(journal, size);
        } catch (error) {
          if (!(error instanceof MustWaitOutside)) throw error;
          await error.over;
        }
      }
    };
    again().then(
      () => {
        this.#isBeginning = false;
        for (const order of this.#held.splice(0)) this.take(order);
        this.#loop();
      },
      (error: unknown) => this.#crash(error),
    );
  }

  #isFetching = false;

  /** Whatever a learner may run next is fetched when the first prompt has been drawn. Nothing depends on it: what failed is asked for when it is needed. */
  #fetchRest(): void {
    if (this.#isFetching) return;
    this.#isFetching = true;
    setTimeout(() => void Chunk.loadAll().catch(() => {}), REST_PAUSE);
  }

  /** What it put out so far is shown again. */
  #play(journal: Journal, size?: { readonly columns: number; readonly rows: number }): void {
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
  /** A world is being made: nothing is done to the old one any more. */
  #isBeginning = false;
  /** Orders that came meanwhile. */
  #held: Order[] = [];

  #loop(): void {
    if (this.#hasCrashed || this.#isBeginning) return;
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
    for (let input = this.#orders.shift(); input; input = this.#orders.shift()) {
      const before = new Set(this.#session.terminals.keys());
      const done = this.#session.momentCount;
      const view = this.#session.machine.view();
      // What a goal asks for may be there for no longer than until the next command.
      if (this.#hasChanged && beginsSomething(input)) {
        this.#hasChanged = false;
        this.#evaluate();
      }
      this.#session.input(input);
      if (this.#session.momentCount > done) this.post({ type: 'began', view });
      for (const terminal of this.#session.terminals.keys()) {
        if (before.has(terminal)) continue;
        this.post({ type: 'opened', terminal });
        if (this.#lineForNew !== undefined) this.#orders.push({ kind: 'type', terminal, data: this.#lineForNew });
        this.#lineForNew = undefined;
      }
      // What it sets off at this very moment is shown at once: a key is echoed in the same frame.
      this.#runThisMoment(20_000);
      if (input.kind === 'edit' || input.kind === 'answer') this.#tellCommand();
      if (!this.#pacer.isBetweenSlices) return;
    }
  }

  /** What is due now. Where it doesn't come to its end, that is left to the next turn, before anything else is done. */
  #runThisMoment(steps: number): void {
    const stopped = this.#session.run({ until: this.#session.now, steps, mayBlock: true });
    if (stopped === 'steps' || stopped === 'outside') this.#pacer.finishMoment();
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
    // A command that has begun is told at once; its output and all that comes of it when it has ended.
    if (this.#session.log.length !== this.#toldCommands) this.#tellLog();
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

  #tellLog(): void {
    const session = this.#session;
    this.#toldCommands = session.log.length;
    this.post({ type: 'log', log: [...session.log], moments: session.moments, branches: this.#branches.map((one) => one.branch), canUndo: session.undone() !== undefined, canRedo: this.#redo.length > 0 });
  }

  /** Something was done: a command ended, a file was saved, an answer given. */
  #tellCommand(): void {
    const session = this.#session;
    this.#tellLog();
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
    if (session.scheduler.isBlocked) {
      this.#hasChanged = true;
      return;
    }
    this.#isEvaluating = true;
    session.scheduler.start(evaluate(lesson, { here: probeOf(session) }, this.#reached), (outcome) => {
      this.#isEvaluating = false;
      if (outcome.kind === 'threw') this.#crash(outcome.error);
      if (outcome.kind === 'returned' && session === this.#session) this.post({ type: 'grade', grade: this.#withProbed(outcome.value) });
    });
    this.#runThisMoment(200_000);
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
    if (!lesson || !this.#written) return;
    clearTimeout(this.#probeTimer);
    const journal = this.#session.journal;
    this.#probeTimer = setTimeout(async () => {
      const { needsCopy } = await import('../../tutor/grading/evaluate.ts');
      const isNeeded = lesson.checks.some((check) => needsCopy(check.condition)) || lesson.mistakes.some((mistake) => needsCopy(mistake.when));
      if (!isNeeded) return;
      void this.#inCopy({ type: 'grade', number: 0, lesson: this.#written!, journal }).then((news) => {
        if (!('grade' in news) || this.#session.journal.inputs.length !== journal.inputs.length) return;
        this.#probed = new Map(news.grade.verdicts.map((verdict) => [verdict.check, verdict]));
        this.#probedMistake = news.grade.mistake;
        this.#evaluate();
      });
    }, 150);
  }

  #inCopy(order: ProbeOrder): Promise<ProbeNews> {
    if (!this.#probe) {
      this.#probe = new Worker(self.location.href, { type: 'module', name: COPY });
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
    const order = this.#orderFor(question);
    if (order) {
      void this.#inCopy(order).then((news) => reply(news as unknown as Json));
      return;
    }
    this.#session.scheduler.start(answerQuestion(this.#session, question as DirectQuestion), (outcome) => {
      reply(outcome.kind === 'returned' ? outcome.value : { problem: outcome.kind === 'threw' && outcome.error instanceof Error ? outcome.error.message : 'cancelled' });
    });
    this.#runThisMoment(200_000);
  }

  /** What is tried in a copy of the world; undefined where looking is enough. */
  #orderFor(question: Question): ProbeOrder | undefined {
    const session = this.#session;
    const common = { number: 0, lesson: this.#written, journal: session.journal };
    switch (question.kind) {
      case 'what-if':
        return { ...common, type: 'what-if', script: question.script };
      case 'build-plan':
        return { ...common, type: 'build-plan', path: question.path, text: question.text };
      case 'image-names':
        return { ...common, type: 'image-names', repository: question.repository };
      case 'look-back': {
        const before = session.before(Math.max(0, question.moment)) ?? session.journal;
        return { ...common, type: 'look-back', before, journal: session.before(question.moment + 1) ?? session.journal };
      }
      default:
        return undefined;
    }
  }

  #crash(error: unknown): void {
    this.#hasCrashed = true;
    const message = error instanceof Error ? (error.stack ?? error.message) : String(error);
    const journal = this.#session?.journal ?? { version: 1, lesson: '', seed: '', inputs: [] };
    this.post({ type: 'crashed', message, journal });
  }
}

function beginsSomething(input: SessionInput): boolean {
  return input.kind === 'edit' || input.kind === 'answer' || (input.kind === 'type' && input.data.includes('\r'));
}
