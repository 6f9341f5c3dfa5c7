import { checkDockerfile } from '../../docker/builder/check/index.ts';
import { RULES } from '../../docker/builder/check/rules.ts';
import type { Rule } from '../../docker/builder/check/rules.ts';
import { parseIgnoreFile } from '../../docker/builder/ignore/ignore-file.ts';
import { IgnoreMatcher } from '../../docker/builder/ignore/matcher.ts';
import { SuiteRun } from './suite-run.ts';
import type { SuiteResult } from './suite.ts';

interface Warned {
  readonly rule: string;
  readonly detail: string;
  readonly line: number;
  readonly url?: string;
  readonly description?: string;
}

/** `buildkit-lint.json`. */
export interface LintSuite {
  readonly rules: readonly { readonly Name: string; readonly Description: string; readonly URL: string; readonly Experimental: boolean; readonly format: string; readonly formatArgs: readonly string[] }[];
  readonly cases: readonly {
    readonly test: string;
    readonly dockerfile: string;
    readonly dockerignore?: string;
    readonly frontendAttrs?: Readonly<Record<string, string>>;
    readonly check: readonly Warned[];
    readonly buildErr?: string;
    /** `rule+detail+line` where the real linter was run on just this text and said the same. */
    readonly realAgrees: string | boolean;
    readonly real?: { readonly warnings: readonly Warned[] };
  }[];
  readonly ruleDocs: readonly { readonly id: string; readonly dockerfile: string; readonly realWarnings: readonly Warned[]; readonly realError: string | null }[];
}

export function runSuite(suite: LintSuite): SuiteResult {
  const run = new SuiteRun();
  for (const rule of suite.rules) {
    const expected = { description: rule.Description, url: rule.URL, isExperimental: rule.Experimental, message: rule.format };
    run.check(`rule ${rule.Name}`, expected, () => {
      const ours: Rule = RULES[rule.Name as keyof typeof RULES];
      return { description: ours.description, url: ours.url, isExperimental: ours.isExperimental ?? false, message: ours.message(...rule.formatArgs) };
    });
  }
  for (const { test, dockerfile, dockerignore, frontendAttrs = {}, check, realAgrees, real } of suite.cases) {
    // Without a .dockerignore the linter was really run: where a test's text and its expectation were paired wrongly, it is right.
    const expected = realAgrees !== 'rule+detail+line' && dockerignore === undefined && real ? real.warnings : check;
    run.check(`${test} ${dockerfile}`, sorted(expected), () => {
      const buildArgs = new Map(Object.entries(frontendAttrs).flatMap(([name, value]) => (name.startsWith('build-arg:') ? [[name.slice(10), value] as const] : [])));
      const ignore = dockerignore === undefined ? undefined : new IgnoreMatcher(parseIgnoreFile(dockerignore));
      const target = frontendAttrs['target'];
      return ours(checkDockerfile(dockerfile, { buildArgs, ...(ignore && { ignore }), ...(target !== undefined && { target }) }));
    });
  }
  for (const { id, dockerfile, realWarnings, realError } of suite.ruleDocs) {
    run.check(id, { warnings: sorted(realWarnings), error: realError }, () => {
      const found = checkDockerfile(dockerfile);
      return { warnings: ours(found), error: found.errors[0]?.message ?? null };
    });
  }
  return run.result;
}

function sorted(warnings: readonly Warned[]): readonly string[] {
  return warnings.map(({ rule, detail, line }) => `${rule} ${line} ${detail}`).sort();
}

function ours({ warnings }: ReturnType<typeof checkDockerfile>): readonly string[] {
  return sorted(warnings.map(({ rule, message, line }) => ({ rule, detail: message, line })));
}
