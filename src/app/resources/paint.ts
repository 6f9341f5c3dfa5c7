import { CAPACITY } from './history.ts';
import type { Columns, Drawn, History } from './history.ts';

/** A layer of a chart: an area, or a line. Areas of one stack lie on each other. */
export interface Layer {
  readonly value: Drawn;
  readonly as: 'area' | 'line' | 'hatched';
  /** A colour token: `--container`. */
  readonly colour: string;
  readonly soft?: string;
}

/** A limit: a dashed line over time, where it is above 0. */
export interface LimitLine {
  readonly value: Drawn;
  readonly colour: string;
}

export interface ChartKind {
  readonly layers: readonly Layer[];
  /** Lie on each other from the first on; otherwise each stands on the ground. */
  readonly isStacked: boolean;
  readonly limits: readonly LimitLine[];
  /** The scale reaches at least so far. */
  readonly least: number;
}

export const CPU: ChartKind = {
  layers: [
    { value: 'used', as: 'area', colour: '--container', soft: '--container-soft' },
    { value: 'throttled', as: 'hatched', colour: '--warn', soft: '--warn-soft' },
    { value: 'waiting', as: 'hatched', colour: '--line-strong', soft: '--raised' },
  ],
  isStacked: true, limits: [{ value: 'cpuLimit', colour: '--bad' }], least: 0.1,
};
export const MEMORY: ChartKind = {
  layers: [{ value: 'memory', as: 'area', colour: '--image', soft: '--image-soft' }, { value: 'cache', as: 'area', colour: '--network', soft: '--network-soft' }],
  isStacked: false, limits: [{ value: 'memoryLimit', colour: '--bad' }, { value: 'reservation', colour: '--warn' }], least: 8 * 2 ** 20,
};
export const IO: ChartKind = {
  layers: [{ value: 'read', as: 'line', colour: '--network' }, { value: 'written', as: 'line', colour: '--volume' }],
  isStacked: false, limits: [], least: 2 ** 20,
};

/** Time on the x axis, virtual seconds; what lies right of `now` is what is expected. */
export interface Span {
  readonly from: number;
  readonly now: number;
  readonly to: number;
}

export interface Mark {
  /** Virtual seconds. */
  readonly at: number;
  readonly colour: string;
}

export interface Picture {
  readonly kind: ChartKind;
  readonly history: History;
  readonly columns: Columns;
  readonly span: Span;
  /** The value at the top. */
  readonly top: number;
  readonly marks: readonly Mark[];
  /** From now on: to `value` at `at`. */
  readonly forecast?: { readonly at: number; readonly value: number };
  /** What a limit is being dragged to. */
  readonly tentative?: number;
}

/** CSS pixels. */
export interface Area {
  readonly width: number;
  readonly height: number;
}

type Colours = (token: string) => string;

/** Used by one drawing at a time, so that sixty frames a second leave no garbage. CSS pixels; sums in the chart's unit. */
const SCRATCH = { xs: new Float64Array(CAPACITY), ys: new Float64Array(CAPACITY), grounds: new Float64Array(CAPACITY), sums: new Float64Array(CAPACITY) };

/** The scale's top: everything in sight and a little more, limits too unless they are far above all that is used. */
export function topOf(kind: ChartKind, history: History, columns: Columns, from: number): number {
  let most = 0;
  let limit = 0;
  for (let row = history.rowAt(from); row < history.length; row++) {
    const at = history.at(row);
    let sum = 0;
    for (const { value } of kind.layers) {
      const reached = columns[value][at]!;
      if (Number.isNaN(reached)) continue;
      // What waits fills the rest of a core, and no more: a long queue would make all else flat.
      if (value === 'waiting') sum += Math.max(0, Math.min(reached, 1 - sum));
      else sum = kind.isStacked ? sum + reached : Math.max(sum, reached);
    }
    if (sum > most) most = sum;
    for (const { value } of kind.limits) if (columns[value][at]! > limit) limit = columns[value][at]!;
  }
  const wanted = Math.max(most * 1.15, kind.least);
  return limit > 0 && limit < wanted * 20 ? Math.max(wanted, limit * 1.3) : wanted;
}

/** Draws a chart. At most one step a pixel, whatever is kept. */
export function paint(context: CanvasRenderingContext2D, picture: Picture, area: Area, colours: Colours): void {
  context.clearRect(0, 0, area.width, area.height);
  const x = (time: number) => ((time - picture.span.from) / (picture.span.to - picture.span.from)) * area.width;
  const y = (value: number) => area.height - 1 - (value / picture.top) * (area.height - 2);
  paintGrid(context, picture, area, x, colours);
  const rows = visibleRows(picture, area.width);
  const { kind, history, columns } = picture;
  const { xs, ys, grounds, sums } = SCRATCH;
  rows.forEach((row, i) => {
    xs[i] = x(history.time(row));
    sums[i] = 0;
  });
  for (const layer of kind.layers) {
    const column = columns[layer.value];
    rows.forEach((row, i) => {
      const below = kind.isStacked ? sums[i]! : 0;
      const value = below + column[history.at(row)]!;
      grounds[i] = y(below);
      ys[i] = y(value);
      sums[i] = Number.isNaN(value) ? 0 : value;
    });
    paintLayer(context, layer, rows.length, colours);
  }
  paintLimits(context, picture, rows, x, y, colours);
  paintForecast(context, picture, x, y, colours);
  paintMarks(context, picture, area, x, colours);
}

/** Rows in sight, the last of each pixel. */
function visibleRows({ history, span }: Picture, width: number): number[] {
  const rows: number[] = [];
  const scale = width / (span.to - span.from);
  let pixel = -1;
  for (let row = Math.max(0, history.rowAt(span.from) - 1); row < history.length; row++) {
    const here = Math.floor((history.time(row) - span.from) * scale);
    if (here === pixel) rows[rows.length - 1] = row;
    else rows.push(row);
    pixel = here;
  }
  return rows;
}

function paintGrid(context: CanvasRenderingContext2D, { span }: Picture, area: Area, x: (time: number) => number, colours: Colours): void {
  context.fillStyle = colours('--raised');
  context.fillRect(x(span.now), 0, area.width - x(span.now), area.height);
  context.fillStyle = colours('--line');
  for (const part of [0.25, 0.5, 0.75]) context.fillRect(0, Math.round(area.height * part), area.width, 0.5);
  context.fillRect(0, area.height - 1, area.width, 1);
}

function paintLayer(context: CanvasRenderingContext2D, layer: Layer, count: number, colours: Colours): void {
  const { xs, ys, grounds } = SCRATCH;
  // Stretches without a gap: NaN is where nothing ran.
  for (let first = 0; first < count; first++) {
    if (Number.isNaN(ys[first]!)) continue;
    let last = first;
    while (last + 1 < count && !Number.isNaN(ys[last + 1]!)) last++;
    if (layer.as !== 'line') {
      context.beginPath();
      for (let i = first; i <= last; i++) context.lineTo(xs[i]!, ys[i]!);
      for (let i = last; i >= first; i--) context.lineTo(xs[i]!, grounds[i]!);
      context.fillStyle = colours(layer.soft ?? layer.colour);
      context.fill();
    }
    if (layer.as !== 'hatched') {
      context.beginPath();
      for (let i = first; i <= last; i++) context.lineTo(xs[i]!, ys[i]!);
      context.strokeStyle = colours(layer.colour);
      context.lineWidth = 1.5;
      context.stroke();
    }
    first = last;
  }
}

function paintLimits(context: CanvasRenderingContext2D, { kind, history, columns, top, span, tentative }: Picture, rows: readonly number[], x: (time: number) => number, y: (value: number) => number, colours: Colours): void {
  context.setLineDash([5, 4]);
  context.lineWidth = 1.4;
  for (const { value, colour } of kind.limits) {
    context.strokeStyle = colours(colour);
    context.beginPath();
    let before = 0;
    for (const row of rows) {
      const limit = columns[value][history.at(row)]!;
      const isShown = limit > 0 && limit <= top;
      if (isShown && before > 0) context.lineTo(x(history.time(row)), y(before));
      if (isShown) context[before > 0 ? 'lineTo' : 'moveTo'](x(history.time(row)), y(limit));
      before = isShown ? limit : 0;
    }
    if (before > 0) context.lineTo(x(span.to), y(before));
    context.stroke();
  }
  if (tentative !== undefined) {
    context.strokeStyle = colours('--accent');
    context.setLineDash([]);
    context.beginPath();
    context.moveTo(0, y(tentative));
    context.lineTo(x(span.to), y(tentative));
    context.stroke();
  }
  context.setLineDash([]);
}

function paintForecast(context: CanvasRenderingContext2D, { kind, history, columns, span, forecast }: Picture, x: (time: number) => number, y: (value: number) => number, colours: Colours): void {
  if (!forecast) return;
  const from = columns[kind.layers[0]!.value][history.at(history.length - 1)]!;
  context.strokeStyle = colours('--bad');
  context.setLineDash([2, 3]);
  context.beginPath();
  context.moveTo(x(span.now), y(from));
  context.lineTo(x(forecast.at), y(forecast.value));
  context.stroke();
  context.setLineDash([]);
}

function paintMarks(context: CanvasRenderingContext2D, { marks, span }: Picture, area: Area, x: (time: number) => number, colours: Colours): void {
  for (const { at, colour } of marks) {
    if (at < span.from) continue;
    context.fillStyle = colours(colour);
    context.fillRect(x(at) - 0.75, 0, 1.5, area.height);
    context.beginPath();
    context.moveTo(x(at) - 5, 0);
    context.lineTo(x(at) + 5, 0);
    context.lineTo(x(at), 7);
    context.fill();
  }
}
