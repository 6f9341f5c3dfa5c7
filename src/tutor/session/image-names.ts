import { SECOND } from '../../core/clock.ts';
import type { Process } from '../../core/process.ts';
import { parseReference } from '../../docker/engine/images/reference.ts';
import type { Session } from './session.ts';

/**
 * Names of images as FROM takes them: the repositories of the simulated Docker Hub, the best known first, or the tags of one
 * of them. Asks the registry in the session's own virtual time: to be used on a copy (`playJournal`).
 */
export function imageNames(session: Session, repository?: string): readonly string[] {
  const { engine } = session.machine.world.main;
  let names: readonly string[] = [];
  function* ask(): Process<void> {
    // The daemon knows its registries from its first request on.
    yield* engine.handle({ method: 'GET', path: '/_ping', query: new Map(), headers: new Map() });
    const { registry } = engine.daemon;
    if (!registry) return;
    names = repository === undefined ? registry.search('').map(({ name }) => name) : yield* registry.tags(parseReference(repository));
  }
  session.scheduler.start(ask(), () => {});
  session.run({ until: session.now + 60 * SECOND });
  return names;
}
