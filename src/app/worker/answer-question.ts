import type { Process } from '../../core/process.ts';
import type { Json } from '../../docker/api/http.ts';
import { probeOf } from '../../tutor/grading/session-probe.ts';
import type { Session } from '../../tutor/session/session.ts';
import { explainCpu } from '../../machine/resources/explain/explain-cpu.ts';
import { asText } from '../../tutor/session/prepare.ts';
import type { Question } from './protocol.ts';

/** What looking at the world answers, without a copy of it. */
export type DirectQuestion = Exclude<Question, { kind: 'what-if' | 'look-back' | 'build-plan' | 'image-names' }>;

/** Looks at the world for the page. Changes nothing. */
export function* answerQuestion(session: Session, question: DirectQuestion): Process<Json> {
  const probe = probeOf(session);
  switch (question.kind) {
    case 'api': {
      const { status, body } = yield* probe.api('GET', question.path);
      return { status, body };
    }
    case 'file':
      return asText(probe.files.read(question.path)) ?? null;
    case 'cpu-reason': {
      const { resources } = session.machine.world.main.host;
      return resources.hasGroup(question.group) ? (explainCpu(resources.cpuFacts(question.group)) as unknown as Json) : null;
    }
    case 'logs': {
      const { status, body } = yield* probe.api('GET', `/containers/${encodeURIComponent(question.container)}/logs?stdout=1&stderr=1&tail=200`);
      return { status, body };
    }
  }
}
