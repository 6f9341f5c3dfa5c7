import * as v from 'valibot';
import type { CheckKind } from '../kind.ts';

/** The last command typed, if it matches: `shown` is what the terminal showed for it. For mistakes that are told once, when they happen. */
export const output: CheckKind<string> = {
  name: 'last_command',
  schema: v.string(),
  presupposes: 'typed',
  standard: { typed: true },
  *observe(probe, pattern) {
    const last = probe.log.at(-1);
    if (!last || !new RegExp(pattern).test(last.line)) return { typed: false };
    return { typed: true, line: last.line, shown: last.output, status: last.status ?? null };
  },
  subject: () => 'the last command',
};
