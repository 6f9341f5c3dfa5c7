import { describe, expect, test } from 'vitest';
import { Chunk } from './chunk.ts';
import { VirtualClock } from './clock.ts';
import { MustWaitOutside, Scheduler, turn, until } from './process.ts';
import type { Process } from './process.ts';

/** Three processes of which one uses code that is fetched; what happens, in order, and how many steps it takes. */
function story(chunk: Chunk<string>) {
  const scheduler = new Scheduler(new VirtualClock(0));
  const happened: string[] = [];
  const { clock } = scheduler;
  const note = (what: string) => happened.push(`${clock.now()} ${what}`);
  function* other(name: string): Process<void> {
    note(`${name} begins`);
    yield turn;
    note(`${name} goes on`);
    yield until(clock, 5);
    note(`${name} ends`);
  }
  function* user(): Process<void> {
    note('user begins');
    note(`user has ${yield* chunk.get()}`);
    yield turn;
    note('user ends');
  }
  scheduler.start(other('a'));
  scheduler.start(user());
  scheduler.start(other('b'));
  return { scheduler, happened };
}

describe('code that is fetched', () => {
  test('what happens is the same whether it was here already or not', async () => {
    const here = new Chunk(() => Promise.resolve('code'));
    await here.load();
    const atOnce = story(here);
    expect(atOnce.scheduler.run()).toBe('idle');

    let arrive!: (code: string) => void;
    const late = story(new Chunk(() => new Promise<string>((resolve) => (arrive = resolve))));
    expect(late.scheduler.run({ mayBlock: true })).toBe('outside');
    expect(late.scheduler.run({ until: 100, mayBlock: true })).toBe('outside');
    expect(late.happened).toEqual(['0 a begins', '0 user begins']);
    arrive('code');
    await new Promise((resolve) => setTimeout(resolve));
    expect(late.scheduler.run({ mayBlock: true })).toBe('idle');
    expect(late.happened).toEqual(atOnce.happened);
    expect(late.scheduler.steps).toBe(atOnce.scheduler.steps);
  });

  test('a run that may not stop half-way says what it needs first', async () => {
    const chunk = new Chunk(() => Promise.resolve('code'));
    expect(() => story(chunk).scheduler.run()).toThrow(MustWaitOutside);
    expect(() => chunk.now()).toThrow(MustWaitOutside);
    await chunk.load();
    expect(chunk.now()).toBe('code');
  });

  test('what failed to come is thrown where it is needed, and can be fetched again', async () => {
    let tries = 0;
    const chunk = new Chunk(() => (++tries === 1 ? Promise.reject(new Error('no connection')) : Promise.resolve('code')));
    const { scheduler } = story(chunk);
    scheduler.run({ mayBlock: true });
    await new Promise((resolve) => setTimeout(resolve));
    expect(() => scheduler.run({ mayBlock: true })).toThrow('no connection');
    await chunk.load();
    expect(chunk.now()).toBe('code');
  });
});
