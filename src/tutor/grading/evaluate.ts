import type { Process } from '../../core/process.ts';
import type { Json } from '../../docker/api/http.ts';
import { checkKinds } from '../checks/index.ts';
import { describe, matches, show, valueAt } from '../checks/matcher.ts';
import type { Probe } from '../checks/probe.ts';
import type { CheckSpec, Condition, Lesson, Mistake, Observation } from '../lessons/lesson.ts';
import { toGrade } from './verdict.ts';
import type { Grade, Verdict } from './verdict.ts';

/** Where checks may look: the learner's own world, and a copy of it in which anything may be tried. */
export interface Places {
  readonly here: Probe;
  /** Made when first needed. Absent: checks that need one are left as they are (`skipped`). */
  readonly copy?: () => Probe;
}

/** Looks at what a condition names. */
type See = (observation: Observation) => Process<Json>;

interface Outcome {
  readonly holds: boolean;
  readonly expected: string;
  readonly found: string;
}

/** One evaluation: where it may look, and what was last seen in the copy, by what was looked at. */
interface Look extends Places {
  readonly seen: Map<string, Json>;
}

/** Thrown where a check needs a copy and there is none: it is neither passed nor failed. */
class NoCopy extends Error {}

/** Whether a condition (or a part of it) changes the world that it looks at. */
export function needsCopy(condition: Condition): boolean {
  if ('all' in condition) return condition.all.some(needsCopy);
  if ('any' in condition) return condition.any.some(needsCopy);
  if ('not' in condition) return needsCopy(condition.not);
  return checkKinds.get(condition.kind)?.needsCopy ?? false;
}

/**
 * Runs a lesson's checks in order. `reached` holds the sticky checks that were passed before; those that pass now are
 * added to it.
 */
export function* evaluate(lesson: Lesson, places: Places, reached: Set<string> = new Set()): Process<Grade> {
  const look: Look = { here: places.here, ...(places.copy ? { copy: places.copy } : {}), seen: new Map() };
  const verdicts: Verdict[] = [];
  const states = new Map<string, string>();
  let isGateShut = false;
  for (const check of lesson.checks) {
    const isSkipped = isGateShut || check.needs.some((id) => states.get(id) !== 'passed');
    const verdict = reached.has(check.id) ? passed(check) : isSkipped ? skipped(check) : yield* judge(check, look);
    verdicts.push(verdict);
    states.set(check.id, verdict.state);
    if (verdict.state === 'passed' && check.isSticky) reached.add(check.id);
    if (verdict.state === 'failed' && check.isGate) isGateShut = true;
  }
  const isDone = verdicts.every((verdict) => verdict.state === 'passed');
  return toGrade(verdicts, isDone ? undefined : yield* findMistake(lesson, look));
}

function* judge(check: CheckSpec, look: Look): Process<Verdict> {
  try {
    const outcome = yield* test(check.condition, (observation) => observeAnew(observation, look));
    if (outcome.holds) return passed(check);
    return {
      ...skipped(check),
      state: 'failed',
      expected: check.expected ?? outcome.expected,
      found: outcome.found,
      ...(check.why ? { why: check.why } : {}),
    };
  } catch (error) {
    if (error instanceof NoCopy) return skipped(check);
    throw error;
  }
}

function passed(check: CheckSpec): Verdict {
  return { check: check.id, title: check.title, state: 'passed', points: check.points, possible: check.points };
}

function skipped(check: CheckSpec): Verdict {
  return { check: check.id, title: check.title, state: 'skipped', points: 0, possible: check.points };
}

/**
 * The first mistake that is recognised. Mistakes explain what the checks saw, so what was looked at in the copy already
 * (built, run) is not tried again for each of them.
 */
function* findMistake(lesson: Lesson, look: Look): Process<Mistake | undefined> {
  for (const mistake of lesson.mistakes) {
    try {
      if ((yield* test(mistake.when, (observation) => recall(observation, look))).holds) return mistake;
    } catch (error) {
      if (!(error instanceof NoCopy)) throw error;
    }
  }
  return undefined;
}

function* test(condition: Condition, see: See): Process<Outcome> {
  if ('all' in condition) {
    for (const one of condition.all) {
      const outcome = yield* test(one, see);
      if (!outcome.holds) return outcome;
    }
    return { holds: true, expected: '', found: '' };
  }
  if ('any' in condition) {
    const outcomes: Outcome[] = [];
    for (const one of condition.any) {
      const outcome = yield* test(one, see);
      if (outcome.holds) return outcome;
      outcomes.push(outcome);
    }
    return { holds: false, expected: outcomes.map((one) => one.expected).join(', or '), found: outcomes[0]!.found };
  }
  if ('not' in condition) {
    const outcome = yield* test(condition.not, see);
    return { holds: !outcome.holds, expected: `not: ${outcome.expected}`, found: outcome.found };
  }
  return compare(condition, yield* see(condition));
}

function* recall(observation: Observation, look: Look): Process<Json> {
  return look.seen.get(keyOf(observation)) ?? (yield* observeAnew(observation, look));
}

function* observeAnew(observation: Observation, look: Look): Process<Json> {
  const kind = checkKinds.get(observation.kind)!;
  if (!kind.needsCopy) return yield* kind.observe(look.here, observation.spec);
  if (!look.copy) throw new NoCopy();
  const seen = yield* kind.observe(look.copy(), observation.spec);
  look.seen.set(keyOf(observation), seen);
  return seen;
}

function keyOf({ kind, spec }: Observation): string {
  return JSON.stringify([kind, spec]);
}

function compare({ kind: name, spec, expect }: Observation, seen: Json): Outcome {
  const kind = checkKinds.get(name)!;
  const { presupposes } = kind;
  const all = presupposes === undefined || presupposes in expect ? expect : { [presupposes]: true, ...expect };
  const failed = Object.entries(all).find(([path, matcher]) => !matches(valueAt(seen, path), matcher));
  const [path, matcher] = failed ?? Object.entries(expect)[0]!;
  const subject = kind.subject(spec as never);
  return {
    holds: failed === undefined,
    expected: `${path} of ${subject}: ${describe(matcher)}`,
    found: inWords(path, valueAt(seen, path), seen),
  };
}

function inWords(path: string, value: Json | undefined, seen: Json): string {
  if (path === 'exists' && !value) return 'it is not there';
  if (path === 'exit' && value !== 0) {
    const said = valueAt(seen, 'stderr') ?? valueAt(seen, 'output');
    const last = typeof said === 'string' ? said.trim().split('\n').at(-1) : undefined;
    return last ? `${show(value)}: ${last}` : show(value);
  }
  return show(value);
}
