import * as v from 'valibot';
import type { CheckKind } from '../kind.ts';
import { quote } from '../quote.ts';

interface ExecSpec {
  readonly container: string;
  readonly command: string;
}

/** A shell line in a running container: `exit`, `stdout`, `stderr`. */
export const exec: CheckKind<ExecSpec> = {
  name: 'exec',
  needsCopy: true,
  schema: v.strictObject({ container: v.string(), command: v.string() }),
  standard: { exit: 0 },
  *observe(probe, { container, command }) {
    const { status, stdout, stderr } = yield* probe.shell(`docker exec ${quote(container)} sh -c ${quote(command)}`);
    return { exit: status, stdout, stderr };
  },
  subject: ({ container, command }) => `"${command}" in ${container}`,
};
