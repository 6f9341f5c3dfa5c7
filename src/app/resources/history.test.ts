import { describe, expect, it } from 'vitest';
import { FIELDS } from '../worker/usage-sample.ts';
import type { Field, UsageSample } from '../worker/usage-sample.ts';
import { forecastMemory } from './forecast.ts';
import { CAPACITY, HOST, History } from './history.ts';

const MIB = 2 ** 20;
type Counts = Partial<Record<Field, number>>;

/** A reading at a second of virtual time. */
function sample(seconds: number, containers: Readonly<Record<string, Counts>>, host: Counts = {}): UsageSample {
  const rows = [host, ...Object.values(containers)];
  const values = new Float64Array(rows.flatMap((row) => FIELDS.map((field) => row[field] ?? 0)));
  return { at: seconds * 1e6, cores: 2, memory: 4096 * MIB, swap: 0, ids: Object.keys(containers), values };
}

function column(history: History, id: string, name: 'used' | 'memory' | 'throttled'): number[] {
  return Array.from({ length: history.length }, (_, row) => Number(history.columns(id)![name][history.at(row)]!.toFixed(3)));
}

describe('the history of what was used', () => {
  it('holds exact averages between two readings, however many were taken', () => {
    const history = new History();
    for (let i = 0; i <= 40; i++) history.add(sample(i / 10, { a: { cpu: i < 20 ? 0 : (i - 20) / 20, throttled: i / 20, wanted: 1 } }), 1);
    const used = column(history, 'a', 'used').map((rate, row) => (row === 0 ? 0 : rate * (history.time(row) - history.time(row - 1))));
    expect(used.reduce((sum, time) => sum + time, 0)).toBeCloseTo(1, 3);
    expect(history.latest('a')!.drawn).toMatchObject({ used: expect.closeTo(0.5, 9) as number, throttled: 0.5, waiting: 0 });
  });

  it('keeps a peak of memory that was over before the row was', () => {
    const history = new History();
    [1, 90, 2].forEach((memory, i) => history.add(sample(10 + i / 10, { a: { memory } }), 5));
    expect(Math.max(...column(history, 'a', 'memory'))).toBe(90);
  });

  it('leaves a gap where a container did not run, and begins anew when it is started again', () => {
    const history = new History();
    history.add(sample(1, { a: { cpu: 1 } }), 1);
    history.add(sample(2, { a: { cpu: 2 } }), 1);
    history.add(sample(3, {}), 1);
    history.add(sample(4, { a: { cpu: 0.25 } }), 1);
    history.add(sample(5, { a: { cpu: 1.25 } }), 1);
    expect(column(history, 'a', 'used')).toEqual([Number.NaN, 1, Number.NaN, Number.NaN, 1]);
  });

  it('forgets everything when time runs backwards: that is another world', () => {
    const history = new History();
    history.add(sample(100, { a: {} }), 1);
    history.add(sample(7, { b: {} }), 1);
    expect([history.length, history.columns('a'), history.now]).toEqual([1, undefined, 7]);
  });

  it('keeps the latest rows', () => {
    const history = new History();
    for (let i = 0; i < CAPACITY + 30; i++) history.add(sample(i, {}, { cpu: i }), 1);
    expect([history.length, history.time(0), history.now, history.rowAt(100)]).toEqual([CAPACITY, 30, CAPACITY + 29, 70]);
    expect(column(history, HOST, 'used').every((used) => used === 1)).toBe(true);
  });
});

describe('what comes of a leak', () => {
  const leaking = (limits: Counts, cache = 0) => {
    const history = new History();
    for (let i = 0; i < 20; i++) history.add(sample(i, { leak: { memory: (10 + 2 * i) * MIB + cache, cache, ...limits } }), 1);
    return history;
  };

  it('is told before it comes', () => {
    expect(forecastMemory(leaking({ memoryLimit: 96 * MIB, swapLimit: 96 * MIB }), 'leak', 0)).toEqual({ rate: 2 * MIB, seconds: 24, isSwapNext: false });
  });

  it('does not count cache, which is given up first', () => {
    expect(forecastMemory(leaking({ memoryLimit: 96 * MIB, swapLimit: 96 * MIB }, 8 * MIB), 'leak', 0)?.seconds).toBe(24);
  });

  it('is swap first, where there is some', () => {
    expect(forecastMemory(leaking({ memoryLimit: 96 * MIB, swapLimit: 192 * MIB }), 'leak', 1024 * MIB)?.isSwapNext).toBe(true);
  });

  it('is nothing without a limit, or without growth', () => {
    expect(forecastMemory(leaking({}), 'leak', 0)).toBeUndefined();
    const history = new History();
    for (let i = 0; i < 20; i++) history.add(sample(i, { calm: { memory: 10 * MIB, memoryLimit: 96 * MIB } }), 1);
    expect(forecastMemory(history, 'calm', 0)).toBeUndefined();
  });
});
