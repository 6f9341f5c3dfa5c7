import * as v from 'valibot';
import type { Json } from '../../../docker/api/http.ts';
import type { CheckKind } from '../kind.ts';
import { checkDockerfile } from '../../../docker/builder/check/index.ts';

interface LintSpec {
  readonly file: string;
  /** The rules that count; all when none is named. */
  readonly rules: readonly string[];
}

/** Build checks of a Dockerfile: `warnings` (names of the rules, those asked for) and `errors`. Advice and style: give it few points or none. */
export const lint: CheckKind<LintSpec> = {
  name: 'lint',
  schema: v.union([
    v.pipe(v.array(v.string()), v.transform((rules): LintSpec => ({ file: 'Dockerfile', rules }))),
    v.strictObject({ file: v.optional(v.string(), 'Dockerfile'), rules: v.optional(v.array(v.string()), []) }),
  ]),
  standard: { warnings: { empty: true }, errors: { empty: true } },
  *observe(probe, { file, rules }) {
    const path = `${probe.folder}/${file}`;
    if (!probe.files.exists(path)) return { warnings: [], errors: [`there is no ${file}`] };
    const found = checkDockerfile(probe.files.readText(path));
    const warnings = found.warnings.map((warning) => warning.rule).filter((rule) => rules.length === 0 || rules.includes(rule));
    return { warnings: warnings as Json, errors: found.errors.map((error) => error.message) as Json };
  },
  subject: ({ file }) => `the build checks of ${file}`,
};
