import type { ContainerView } from '../../docker/engine/view.ts';
import type { Dock } from '../dock.svelte.ts';
import { containerOfGroup } from '../worker/usage-sample.ts';
import type { Kill, UsageSample } from '../worker/usage-sample.ts';
import { forecastMemory } from './forecast.ts';
import type { MemoryForecast } from './forecast.ts';
import { HOST, History } from './history.ts';
import type { Latest } from './history.ts';
import { updateCommand } from './limit-command.ts';
import type { Adjustable } from './limit-command.ts';
import type { Span } from './paint.ts';

/** Real time between two updates of numbers and words, ms: charts move with every frame, what is read does not. */
const READING_PACE = 300;
/** Virtual seconds in sight when time runs as the clock does, and how many rows they are made of. */
const WINDOW = 60;
const ROWS = 600;
/** Numbers that are read are averages over such a part of the window. */
const READING_PART = 30;
const RATES = ['used', 'throttled', 'waiting', 'read', 'written'] as const;
/** Of the width, what is left for what is expected. */
const FUTURE = 0.15;

/** What the charts of the resources view show, and the frames in which they are drawn. */
export class Board {
  readonly history = new History();
  /** Counts up whenever words and numbers are to be read anew. */
  tick = $state(0);
  /** How many have a history: changes far more rarely than what is read. */
  known = $state(0);
  /** What was typed at the terminal last, to say so. */
  typed = $state('');
  hostMemory = $state(0);
  hostSwap = 0;
  readonly #draws = new Set<() => void>();
  #frame = 0;
  #readAt = 0;
  #isStale = true;
  #colours = new Map<string, string>();

  constructor(readonly dock: Dock) {}

  /** Listens and draws until the function that is returned is called. */
  begin(): () => void {
    const stop = this.dock.watchUsage((sample) => this.#take(sample));
    const loop = () => {
      this.#frame = requestAnimationFrame(loop);
      if (!this.#isStale) return;
      this.#isStale = false;
      for (const draw of this.#draws) draw();
    };
    loop();
    return () => {
      stop();
      cancelAnimationFrame(this.#frame);
    };
  }

  /** Calls `draw` in each frame in which there is something new; returns how to stop. */
  onFrame(draw: () => void): () => void {
    this.#draws.add(draw);
    this.redraw();
    return () => this.#draws.delete(draw);
  }

  redraw(): void {
    this.#isStale = true;
  }

  /** Colours are read again: the theme has changed. */
  recolour(): void {
    this.#colours.clear();
    this.redraw();
  }

  colour = (token: string): string => {
    let colour = this.#colours.get(token);
    if (colour === undefined) this.#colours.set(token, (colour = getComputedStyle(document.documentElement).getPropertyValue(token).trim()));
    return colour;
  };

  /** Faster time shows more of it; at first, no more than there is (or a sixth of it). */
  get span(): Span {
    const { history, window } = this;
    const { now } = history;
    const known = history.length > 0 ? now - history.time(0) : 0;
    const shown = Math.min(window, Math.max(window / 6, known));
    return { from: now - shown, now, to: now + (shown * FUTURE) / (1 - FUTURE) };
  }

  get window(): number {
    const speed = this.dock.speed === 0 ? this.#lastSpeed : this.dock.speed;
    return WINDOW * speed ** (speed < 1 ? 0.5 : 1);
  }

  /** The kernel's latest counts, and averages over long enough to be read. */
  latest(id: string): Latest | undefined {
    void this.tick;
    const latest = this.history.latest(id);
    if (!latest) return undefined;
    const drawn = { ...latest.drawn };
    for (const name of RATES) drawn[name] = this.history.average(id, name, this.window / READING_PART);
    return { counts: latest.counts, drawn };
  }

  forecast(id: string): MemoryForecast | undefined {
    void this.tick;
    return forecastMemory(this.history, id, this.hostSwap);
  }

  kills(id: string): readonly Kill[] {
    return this.dock.kills.filter(({ container }) => (id === HOST ? true : container === id));
  }

  /** The name of whom a cgroup belongs to; undefined for groups that are no container. */
  nameOfGroup(group: string): string | undefined {
    const id = containerOfGroup(group);
    return id === undefined ? undefined : this.container(id)?.name;
  }

  container(id: string): ContainerView | undefined {
    return this.dock.view?.containers.find((container) => container.id === id);
  }

  /** Types the `docker update` that sets a limit. */
  setLimit(what: Adjustable, value: number, id: string): void {
    const [container, latest] = [this.container(id), this.history.latest(id)];
    if (!container || !latest) return;
    this.typed = updateCommand(what, value, container.name, latest.counts);
    this.dock.runLine(this.dock.shownTerminal, this.typed);
  }

  #lastSpeed = 1;

  #take(sample: UsageSample): void {
    if (this.dock.speed > 0) this.#lastSpeed = this.dock.speed;
    this.history.add(sample, this.window / ROWS);
    this.hostMemory = sample.memory;
    this.hostSwap = sample.swap;
    this.#isStale = true;
    const real = performance.now();
    if (real - this.#readAt < READING_PACE) return;
    this.#readAt = real;
    this.history.keep(new Set(this.dock.view?.containers.map(({ id }) => id)));
    this.known = this.history.size;
    this.tick++;
  }
}
