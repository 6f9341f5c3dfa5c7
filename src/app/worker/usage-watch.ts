import { explainOom } from '../../machine/resources/explain/explain-oom.ts';
import type { Session } from '../../tutor/session/session.ts';
import type { News } from './protocol.ts';
import { containerOfGroup, sampleUsage } from './usage-sample.ts';
import type { Kill } from './usage-sample.ts';

/** Real time between two samples, ms: one for each frame that is drawn. */
const PAUSE = 15;

/** Tells the page what is used while it looks, and whom the kernel kills from the beginning: a replay's kills are history too. */
export class UsageWatch {
  readonly #kills: Kill[] = [];
  #isNew = false;
  #lastAt = 0;
  #lastTime = 0;

  constructor(
    private readonly session: Session,
    private readonly post: (news: News, transfer?: Transferable[]) => void,
  ) {
    const { host } = session.machine.world.main;
    host.resources.onOom((event) => {
      const container = containerOfGroup(event.victimGroup);
      const commands = Object.fromEntries(event.candidates.map(({ pid }) => [pid, host.processes.get(pid)?.argv.join(' ') ?? '']));
      this.#kills.push({ at: event.at, why: explainOom(event), commands, ...(container === undefined ? {} : { container }) });
      this.#isNew = true;
    });
  }

  /** All kills so far. */
  tellKills(): void {
    this.#isNew = false;
    this.post({ type: 'kills', kills: [...this.#kills] });
  }

  /** What is used now, if time went on since the last time. `real` is real time in ms. */
  tell(real: number, isWatched: boolean): void {
    if (this.#isNew) this.tellKills();
    if (!isWatched || real - this.#lastAt < PAUSE || this.session.now === this.#lastTime) return;
    this.#lastAt = real;
    this.#lastTime = this.session.now;
    const { machine } = this.session;
    const sample = sampleUsage(machine.world.main.host.resources, machine.view().containers, this.session.now);
    this.post({ type: 'usage', sample }, [sample.values.buffer as ArrayBuffer]);
  }
}
