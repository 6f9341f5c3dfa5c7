import * as v from 'valibot';
import type { Json } from '../../../docker/api/http.ts';
import type { CheckKind } from '../kind.ts';

/** Commands that were typed at the host's prompt and match a regular expression: `count`, and the last one's `status`, `line` and `output`. */
export const log: CheckKind<string> = {
  name: 'log',
  schema: v.string(),
  standard: { count: { gt: 0 } },
  *observe(probe, pattern) {
    const expression = new RegExp(pattern);
    const chosen = probe.log.filter((command) => expression.test(command.line));
    const last = chosen.at(-1);
    const statuses: Json = chosen.map((command) => command.status ?? null);
    return { count: chosen.length, statuses, ...(last ? { line: last.line, output: last.output, status: last.status ?? null } : {}) };
  },
  subject: (pattern) => `a command like /${pattern}/`,
};
