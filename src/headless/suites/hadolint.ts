import { adviseDockerfile, ADVICE_RULES } from '../../docker/builder/check/advice/index.ts';
import { checkDockerfile } from '../../docker/builder/check/index.ts';
import type { Checked } from '../../docker/builder/check/index.ts';
import { SuiteRun } from './suite-run.ts';
import type { SuiteResult } from './suite.ts';

interface Case {
  readonly rule: string;
  readonly dockerfile: string;
  /** Every RUN stands in ONBUILD. */
  readonly onbuild: boolean;
  readonly fires: boolean;
  /** `def`, or settings that are hadolint's own. */
  readonly config: string;
}

/** Rules of hadolint whose matter BuildKit itself checks. */
const BUILDKIT_CHECKS: Readonly<Record<string, (checked: Checked) => boolean>> = {
  DL3000: warns('WorkdirRelativePath'),
  DL3011: fails(/invalid containerPort|invalid port|Invalid range/i),
  DL3012: warns('MultipleInstructionsDisallowed'),
  DL3023: fails(/circular dependency|cannot copy from stage/),
  DL3024: warns('DuplicateStageName'),
  DL3025: warns('JSONArgsRecommended'),
  DL3029: warns('FromPlatformFlagConstDisallowed'),
  DL3043: fails(/isn't allowed as an ONBUILD trigger|Chaining ONBUILD/),
  DL3061: fails(/no build stage in current context/),
  DL3063: warns('ReservedStageName'),
  DL3064: warns('SecretsUsedInArgOrEnv'),
  DL3065: warns('RedundantTargetPlatform'),
  DL4000: warns('MaintainerDeprecated'),
  DL4003: warns('MultipleInstructionsDisallowed'),
  DL4004: warns('MultipleInstructionsDisallowed'),
};

function warns(rule: string): (checked: Checked) => boolean {
  return ({ warnings }) => warnings.some((warning) => warning.rule === rule);
}

function fails(message: RegExp): (checked: Checked) => boolean {
  return ({ errors }) => errors.some((error) => message.test(error.message));
}

/** The rules that ours cover; a case with settings of hadolint's own is none of ours. */
export function runSuite({ cases }: { readonly cases: readonly Case[] }): SuiteResult {
  const run = new SuiteRun();
  for (const { rule, dockerfile, onbuild, fires, config } of cases) {
    if (config !== 'def') continue;
    const rules = ADVICE_RULES.filter(({ hadolint }) => hadolint.includes(rule));
    const text = `${onbuild ? dockerfile.replace(/^RUN /gm, 'ONBUILD RUN ') : dockerfile}\n`;
    const label = `${rule}${onbuild ? ' ONBUILD' : ''} ${JSON.stringify(dockerfile)}`;
    const buildkit = BUILDKIT_CHECKS[rule];
    if (rules.length > 0) run.check(label, fires, () => adviseDockerfile(text, { rules }).length > 0);
    else if (buildkit) run.check(label, fires, () => buildkit(checkDockerfile(rule === 'DL3061' ? text : inAStage(text))));
  }
  return run.result;
}

/** BuildKit takes no instruction but ARG before FROM, which many cases leave out. */
function inAStage(text: string): string {
  return /^FROM /m.test(text) && /^(?:\s*#.*\n|\s*\n|ARG .*\n)*FROM /.test(text) ? text : `FROM scratch\n${text}`;
}
