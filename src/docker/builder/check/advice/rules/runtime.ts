import type { InstructionOf } from '../../../interpret/instruction.ts';
import type { AdviceRule, Report } from '../advice.ts';
import { lineage, runsOf, stepsOf, unquoted } from '../facts.ts';
import type { DockerfileFacts, ScriptStep } from '../facts.ts';
import { baseName } from '../script.ts';

/** The USER that counts in the image, if the Dockerfile has any. */
function finalUser({ last }: DockerfileFacts): InstructionOf<'user'> | undefined {
  for (const stage of lineage(last)) {
    const user = stepsOf(stage, 'user').at(-1);
    if (user) return user;
  }
  return undefined;
}

function findRoot(facts: DockerfileFacts, report: Report): void {
  const user = finalUser(facts);
  if (user && /^(?:root|0)(?::|$)/.test(unquoted(user.user))) report(user.lines, 'containers run as root: end with a USER that is not');
}

/** Images that come with a user of their own. */
const HAS_USER = /nonroot|unprivileged|rootless|chainguard|distroless/;

function findNoUser(facts: DockerfileFacts, report: Report): void {
  const { last } = facts;
  if (!last || finalUser(facts) || HAS_USER.test(last.root)) return;
  const start = lineage(last).flatMap((stage) => stepsOf(stage, 'cmd', 'entrypoint').slice(-1))[0];
  if (start) report(start.lines, 'nothing says that this runs as anyone but root: add a user, and USER before this');
}

/** What starts a container of the image: the last ENTRYPOINT and the last CMD. */
function startOf({ last }: DockerfileFacts): { readonly entrypoint: ScriptStep | undefined; readonly cmd: ScriptStep | undefined } {
  const scripts = lineage(last).flatMap((stage) => [...stage.scripts].reverse());
  return {
    entrypoint: scripts.find(({ instruction }) => instruction.kind === 'entrypoint'),
    cmd: scripts.find(({ instruction }) => instruction.kind === 'cmd'),
  };
}

function findSeveral(facts: DockerfileFacts, report: Report): void {
  for (const step of Object.values(startOf(facts))) {
    if (!step) continue;
    const { script, lines } = step;
    if (script.hasBackground) report(lines, 'several processes in one container: nobody notices when the one in the background ends. One container for each');
    else if (script.commands.some(({ program }) => program === 'service' || program === 'supervisord' || program === 'systemctl')) {
      report(lines, 'a service manager in a container hides what fails from Docker: start the program itself, one in each container');
    }
  }
}

function findIgnoredCmd(facts: DockerfileFacts, report: Report): void {
  const { entrypoint, cmd } = startOf(facts);
  if (entrypoint?.instruction.isShellForm && cmd) report(cmd.lines, 'is never used: an ENTRYPOINT in shell form takes no arguments. Write ENTRYPOINT as a JSON array');
}

const VARIABLE = /\$(?:(\w+)|\{(\w+))/g;

function findSelfReferences({ stages }: DockerfileFacts, report: Report): void {
  for (const stage of stages) {
    for (const { pairs, lines } of stepsOf(stage, 'env')) {
      const earlier = new Set<string>();
      for (const { key, value } of pairs) {
        const used = [...value.matchAll(VARIABLE)].map(([, bare, braced]) => bare ?? braced!).find((name) => earlier.has(name));
        if (used !== undefined) {
          report(lines, `$${used} is still what it was before this ENV: set ${key} in another ENV`);
          break;
        }
        earlier.add(key);
      }
    }
  }
}

const SECRET_FILE = /^(?:\.env(?:\..+)?|\.npmrc|\.netrc|\.pypirc|\.htpasswd|id_(?:rsa|dsa|ecdsa|ed25519)|credentials(?:\.json)?|.+\.(?:pem|key|pfx|p12|kdbx))$/;
const EXAMPLE = /example|sample|template|dist$|\.pub$/;
const CREDENTIALS = /\b[a-z][a-z+.-]*:\/\/[^\s/:@$]+:[^\s/@$]+@|authorization:\s*(?:bearer|basic)\s+[\w+/=.-]{8,}/i;

function findSecrets({ stages }: DockerfileFacts, report: Report): void {
  for (const stage of stages) {
    for (const { sources, lines } of stepsOf(stage, 'copy', 'add')) {
      const secret = sources.map((source) => baseName(unquoted(source))).find((name) => SECRET_FILE.test(name) && !EXAMPLE.test(name));
      if (secret !== undefined) report(lines, `${secret} looks secret, and whoever has the image can read it: mount it, with RUN --mount=type=secret, or when the container starts`);
    }
  }
  for (const { script, lines } of runsOf(stages)) {
    if (script.commands.some(({ args }) => args.some((arg) => arg.length < 10_000 && CREDENTIALS.test(arg)))) report(lines, "a password in a command is in the image's history: use RUN --mount=type=secret");
  }
}

const RESERVED_LABELS = /^(?:com\.docker|io\.docker|org\.dockerproject)\./;
const LABEL = /^[a-z](?:[.-]?[a-z0-9])*$/;

function findLabels({ stages }: DockerfileFacts, report: Report): void {
  for (const stage of stages) {
    for (const { pairs, lines } of stepsOf(stage, 'label')) {
      for (const key of pairs.map((pair) => unquoted(pair.key))) {
        if (RESERVED_LABELS.test(key)) report(lines, `${key}: this namespace is Docker's own`);
        else if (!LABEL.test(key)) report(lines, `${key}: label keys are made of small letters, digits, and single dots and dashes between them`);
      }
    }
  }
}

/** One command, and the same mounts as another: they could be one layer. */
function findConsecutive({ stages }: DockerfileFacts, report: Report): void {
  for (const { steps, scripts } of stages) {
    const runs = new Map(scripts.map((step) => [step.instruction, step]));
    for (const [i, step] of steps.entries()) {
      const before = steps[i - 1];
      if (step.kind !== 'run' || before?.kind !== 'run') continue;
      if ([step, before].every((run) => isSingle(runs.get(run))) && flagsOf(step) === flagsOf(before)) report(step.lines, 'makes a layer of its own right after another: join the two with &&');
    }
  }
}

function isSingle(step: ScriptStep | undefined): boolean {
  const [first, ...others] = step?.script.sequence ?? [];
  return others.length === 0 && first?.kind !== 'and-or';
}

function flagsOf({ mounts, network, security }: InstructionOf<'run'>): string {
  return JSON.stringify([mounts, network, security]);
}

export const RUNTIME_RULES: readonly AdviceRule[] = [
  { name: 'not-root-at-the-end', description: 'Containers run as the last USER', hadolint: ['DL3002'], find: findRoot },
  { name: 'set-a-user', description: "Without USER, containers run as the base image's user, mostly root", hadolint: [], find: findNoUser },
  { name: 'one-process', description: 'One process in each container', hadolint: [], find: findSeveral },
  { name: 'entrypoint-takes-cmd', description: 'ENTRYPOINT in shell form ignores CMD', hadolint: [], find: findIgnoredCmd },
  { name: 'env-sets-at-once', description: 'An ENV sees variables as they were before it', hadolint: ['DL3044'], find: findSelfReferences },
  { name: 'no-secrets-in-layers', description: 'What is copied or written in a command stays in the image', hadolint: [], find: findSecrets },
  { name: 'label-keys', description: 'Keys of labels follow rules', hadolint: ['DL3048'], find: findLabels },
  { name: 'join-runs', description: 'Each RUN makes a layer', hadolint: ['DL3059'], find: findConsecutive },
];
