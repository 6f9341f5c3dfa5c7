import { SECOND } from '../../core/clock.ts';
import type { Micros } from '../../core/clock.ts';
import { Collector } from '../../core/stream.ts';
import type { StepDecision } from '../../docker/api/routes/build.ts';
import type { Session } from './session.ts';

/** What a build would do if it were started now. */
export interface BuildPlan {
  /** The steps that it came to, in the order in which they were decided. */
  readonly steps: readonly StepDecision[];
  /** The last line of what it printed, where it fails. */
  readonly problem?: string;
}

/** Virtual time that the build gets, µs, and steps of the scheduler: a RUN that never ends ends here. */
const LIMIT: Micros = 1_800 * SECOND;
const STEPS = 20_000_000;

/**
 * Builds a Dockerfile of the learner's folder as `docker build` would at this moment, with `text` as its content, and says
 * what was decided about each step. Changes the session's world: to be used on a copy (`playJournal`).
 */
export function planBuild(session: Session, path: string, text: string): BuildPlan {
  const { machine, folder } = session;
  machine.editFile(`${folder}/${path}`, text);
  const slash = path.lastIndexOf('/');
  const context = slash < 0 ? folder : `${folder}/${path.slice(0, slash)}`;
  const [stdout, stderr] = [new Collector(), new Collector()];
  const build = machine.world.startScript('', { argv: ['docker', 'build', '--quiet', '--file', path.slice(slash + 1), '.'], cwd: context, stdout, stderr });
  session.run({ until: session.now + LIMIT, steps: STEPS, isOver: () => build.status !== undefined });
  const steps = machine.world.main.engine.daemon.builder?.lastDecisions() ?? [];
  if (build.status?.code === 0) return { steps };
  const last = stderr.text().trimEnd().split('\n').at(-1) ?? '';
  return { steps, problem: build.status === undefined ? 'The build had not ended after half an hour of its time.' : last };
}
