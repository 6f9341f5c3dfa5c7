import { isInput } from '../../src/docker/api/http.ts';
import { toText } from '../../src/core/bytes.ts';
import type { Benchmark } from './benchmark.ts';
import { elapsed } from './measure.ts';
import { complete, newWorld } from './worlds.ts';

const EVENTS = 10_000;

export const EVENT_STREAM: readonly Benchmark[] = [
  {
    name: '10,000 events to a subscriber of the API, each',
    target: '≤ 20 µs, none lost',
    run() {
      const world = newWorld();
      const { engine } = world.main;
      const { body } = complete(world, engine.handle({ method: 'GET', path: '/events', query: new Map(), headers: new Map() }));
      if (!isInput(body)) throw new Error('the events are no stream');
      const read: Uint8Array[] = [];
      let lines = 0;
      world.scheduler.start((function* () {
        for (;;) {
          const chunk = yield* body.read(65_536);
          if (chunk.length === 0) return;
          read.push(chunk);
          for (const byte of chunk) if (byte === 10) lines++;
        }
      })());
      const time = elapsed(() => {
        for (let i = 0; i < EVENTS; i++) {
          engine.daemon.events.log('volume', 'create', `v${i}`, { driver: 'local' });
          if (i % 100 === 99) world.scheduler.run({ until: world.clock.now() + 1000 });
        }
        world.scheduler.run({ until: world.clock.now() + 1e6, isOver: () => lines === EVENTS });
      });
      const ids = read.map(toText).join('').trim().split('\n').map((line) => (JSON.parse(line) as { Actor: { ID: string } }).Actor.ID);
      if (ids.length !== EVENTS || ids.some((id, i) => id !== `v${i}`)) throw new Error(`of ${EVENTS} events ${ids.length} arrived, or in another order`);
      return `${((time / EVENTS) * 1000).toFixed(1)} µs, ${EVENTS - lines} lost`;
    },
  },
];
