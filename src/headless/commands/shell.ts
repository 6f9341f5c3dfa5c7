import { SECOND } from '../../core/clock.ts';
import { LEARNER, createWorld } from '../../docker/world.ts';
import { Machine } from '../../tutor/session/machine.ts';
import type { HeadlessCommand } from '../command.ts';

/** Virtual time follows real time in steps of so many milliseconds. */
const TICK = 10;

export const shell: HeadlessCommand = {
  name: 'shell',
  usage: 'shell',
  about: 'the terminal of a fresh world, here',
  help: "Ctrl-D or 'exit' leaves. Nothing of it is kept.",
  async run() {
    const { stdin, stdout } = process;
    const world = createWorld({ seed: String(process.pid), user: 'learner' });
    let isOver = false;
    const machine = new Machine(world);
    const size = { columns: stdout.columns ?? 80, rows: stdout.rows ?? 24 };
    const session = machine.shell(size, LEARNER.home, (bytes) => void stdout.write(bytes), () => (isOver = true));
    if (stdin.isTTY) stdin.setRawMode(true);
    stdin.on('data', (bytes: Buffer) => session.type(new Uint8Array(bytes)));
    stdin.on('end', () => session.type(new Uint8Array([4])));
    stdout.on('resize', () => session.terminal.resize({ columns: stdout.columns, rows: stdout.rows }));
    const { scheduler } = world;
    const begin = performance.now();
    const origin = scheduler.clock.now();
    while (!isOver) {
      const due = origin + Math.floor(((performance.now() - begin) * SECOND) / 1000);
      scheduler.run({ until: Math.max(due, scheduler.clock.now()), steps: 50_000, isOver: () => isOver });
      await new Promise((resolve) => setTimeout(resolve, TICK));
    }
    if (stdin.isTTY) stdin.setRawMode(false);
    stdin.pause();
    return 0;
  },
};
