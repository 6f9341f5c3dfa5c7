import { describe, expect, it } from 'vitest';
import { SECOND } from '../../core/clock.ts';
import { toText } from '../../core/bytes.ts';
import { explainCpu } from '../../machine/resources/explain/explain-cpu.ts';
import { Session } from './session.ts';

/** The laboratory with a terminal, and all that is shown on it. */
function openLaboratory() {
  const shown: string[] = [];
  const session = new Session(undefined, { lesson: 'sandbox-resources', seed: 'lab' }, { output: (_, bytes) => shown.push(toText(bytes)) });
  session.input({ kind: 'open', columns: 100, rows: 40 });
  session.settle(10 * SECOND);
  return { session, shown: () => shown.join('') };
}

describe('the laboratory', () => {
  it('has two that compete, one that its quota holds back, and one that is killed again and again', () => {
    const { session } = openLaboratory();
    session.run({ until: session.now + 60 * SECOND });
    const { resources } = session.machine.world.main.host;
    const containers = new Map(session.machine.view().containers.map((container) => [container.name, container]));
    const why = (name: string) => explainCpu(resources.cpuFacts(containers.get(name)!.cgroup));
    expect(why('gold')).toMatchObject({ rate: expect.closeTo(2 / 3, 3) as number, reason: { kind: 'weight', weight: 1024, weights: 1536 } });
    expect(why('silver')).toMatchObject({ rate: expect.closeTo(1 / 3, 3) as number });
    expect(resources.usage(containers.get('web')!.cgroup)).toMatchObject({ periods: expect.any(Number) as number });
    expect(resources.usage(containers.get('web')!.cgroup).throttledPeriods).toBeGreaterThan(400);
    expect(containers.get('leak')).toMatchObject({ restartCount: 1, state: 'running' });
  });

  it('has an autoscaler in twenty lines of shell: docker stats to look, docker update to act', () => {
    const { session, shown } = openLaboratory();
    session.input({ kind: 'type', terminal: 0, data: 'bash autoscale.sh\r' });
    session.run({ until: session.now + 30 * SECOND });
    expect(shown().match(/web uses.* now/g)).toEqual(['web uses 20%, and may use 40% now', 'web uses 40%, and may use 60% now']);
    const web = session.machine.view().containers.find(({ name }) => name === 'web')!;
    expect(web.cpuLimit).toBe(0.6);
  });
});
