import type { AdviceRule, Report } from '../advice.ts';
import { isMounted, stepsOf } from '../facts.ts';
import type { DockerfileFacts, ScriptStep } from '../facts.ts';
import { APK, APT, callsByRun, DNF, packagesOf, PIP, YARN, YUM, ZYPPER } from './managers.ts';
import type { Call, PackageManager } from './managers.ts';
import type { ScriptCommand } from '../script.ts';
import { settingOf } from './variables.ts';

/** A manager that leaves something behind where `paths` are. */
interface Leftover {
  readonly manager: PackageManager;
  readonly verbs: readonly string[];
  readonly paths: readonly string[];
  /** The words that clean up. */
  readonly cleaning: readonly string[];
  readonly advice: string;
}

const RPM_CACHES = ['/var/cache/dnf', '/var/cache/libdnf5', '/var/cache/yum'];
const RPM_VERBS = ['install', 'in', 'reinstall', 'rei', 'upgrade', 'up', 'update', 'upgrade-minimal', 'up-min', 'module install', 'groupinstall', 'group'];

const LEFTOVERS: readonly Leftover[] = [
  { manager: YUM, verbs: RPM_VERBS, paths: RPM_CACHES, cleaning: ['clean'], advice: 'yum leaves what it downloaded in the layer: end this RUN with yum clean all' },
  { manager: DNF, verbs: RPM_VERBS, paths: RPM_CACHES, cleaning: ['clean'], advice: 'dnf leaves what it downloaded in the layer: end this RUN with dnf clean all' },
  { manager: ZYPPER, verbs: ['install', 'in'], paths: ['/var/cache/zypp'], cleaning: ['clean', 'cc'], advice: 'zypper leaves what it downloaded in the layer: end this RUN with zypper clean' },
];

/** Something removes one of these folders, or what is in them, after the command at `at`. */
function isRemovedAfter({ script }: ScriptStep, at: number, paths: readonly string[]): boolean {
  return script.commands.some(({ program, args }, i) => i > at && (program === 'rm' || program === 'find') && args.some((arg) => paths.some((path) => arg === path || arg.startsWith(`${path}/`) || path.startsWith(`${arg}/`))));
}

function findLeftovers(facts: DockerfileFacts, { manager, verbs, paths, cleaning, advice }: Leftover, report: Report): void {
  for (const calls of callsByRun(facts, manager)) {
    const fetching = calls.findLast(({ verb, step }) => step.stage.isKept && verbs.includes(verb));
    if (!fetching) continue;
    const { step, at } = fetching;
    const isCleaned = calls.some((call) => call.at > at && call.program === fetching.program && cleaning.includes(call.verb));
    if (!isCleaned && !isRemovedAfter(step, at, paths) && !isMounted(step, ...paths)) report(step.lines, advice);
  }
}

function findAptLists(facts: DockerfileFacts, report: Report): void {
  // docker-clean tells apt to keep nothing.
  const keepsArchives = new Set((facts.programs.get('rm') ?? []).filter(({ args }) => args.some((arg) => arg.endsWith('/docker-clean'))).map(({ step }) => step.stage));
  for (const calls of callsByRun(facts, APT)) {
    const updating = calls.findLast(({ verb, step }) => verb === 'update' && step.stage.isKept);
    if (!updating) continue;
    const { step, at } = updating;
    if (!isMounted(step, '/var/lib/apt/lists') && !isRemovedAfter(step, at, ['/var/lib/apt/lists'])) {
      report(step.lines, 'the lists that apt-get update fetched stay in the layer: end this RUN with rm -rf /var/lib/apt/lists/*');
    } else if (keepsArchives.has(step.stage) && !isMounted(step, '/var/cache/apt') && !isRemovedAfter(step, at, ['/var/cache/apt', '/var/cache/apt/archives'])) {
      report(step.lines, 'without docker-clean, apt keeps the packages that it downloads: mount a cache on /var/cache/apt too');
    }
  }
}

function findApkCache(facts: DockerfileFacts, report: Report): void {
  for (const calls of callsByRun(facts, APK)) {
    const call = calls.findLast((each) => packagesOf(each, APK) && each.step.stage.isKept && !each.flags.has('no-cache'));
    if (!call || isMounted(call.step, '/var/cache/apk') || isRemovedAfter(call.step, call.at, ['/var/cache/apk'])) continue;
    report(call.step.lines, 'apk keeps its index in the layer: add --no-cache');
  }
}

const isOn = (value: string | undefined) => value !== undefined && /^(?:1|on|yes|true|y|t)$/i.test(value);

/** `export NAME=value`, `NAME=value command` and ENV. */
function valueFor({ step, command, at }: Call, name: string): string | undefined {
  const exported = step.script.commands.slice(0, at).findLast(({ program, args }) => program === 'export' && args.some((arg) => arg.startsWith(`${name}=`)));
  return command.assignments.get(name) ?? exported?.args.findLast((arg) => arg.startsWith(`${name}=`))?.slice(name.length + 1) ?? settingOf(step.stage, name);
}

function findPipCache(facts: DockerfileFacts, report: Report): void {
  for (const calls of callsByRun(facts, PIP)) {
    const call = calls.findLast((each) => packagesOf(each, PIP) && each.step.stage.isKept && !each.flags.has('no-cache-dir'));
    if (!call || isOn(valueFor(call, 'PIP_NO_CACHE_DIR'))) continue;
    if (call.step.mounts.some(({ target }) => /\.cache(?:\/pip)?\/?$/.test(target)) || isRemovedAfter(call.step, call.at, ['/root/.cache', '~/.cache', '$HOME/.cache'])) continue;
    report(call.step.lines, 'pip keeps what it downloads in the layer: add --no-cache-dir, or mount a cache on /root/.cache/pip');
  }
}

function findYarnCache(facts: DockerfileFacts, report: Report): void {
  for (const calls of callsByRun(facts, YARN)) {
    const call = calls.findLast((each) => each.step.stage.isKept && packagesOf(each, YARN));
    if (!call || isMounted(call.step, '/root/.cache/yarn', '/usr/local/share/.cache/yarn')) continue;
    const isCleaned = calls.some((other) => other.at > call.at && other.verb === 'cache' && other.operands[1] === 'clean');
    if (!isCleaned) report(call.step.lines, 'yarn keeps what it downloads in the layer: end this RUN with yarn cache clean');
  }
}

/** Programs that only tidy up; the words of those that do other things too. */
const TIDYING: Readonly<Record<string, readonly string[] | 'always'>> = {
  'rm': 'always',
  'apt-get': ['clean', 'autoclean', 'autoremove', 'purge', 'remove'],
  'apt': ['clean', 'autoclean', 'autoremove', 'purge', 'remove'],
  'yum': ['clean', 'remove', 'erase', 'autoremove'],
  'dnf': ['clean', 'remove', 'erase', 'autoremove'],
  'microdnf': ['clean', 'remove'],
  'apk': ['del'],
};

function isTidying({ program, args }: ScriptCommand): boolean {
  const verbs = Object.hasOwn(TIDYING, program) ? TIDYING[program]! : [];
  return verbs === 'always' || verbs.includes(args.find((arg) => !arg.startsWith('-')) ?? '');
}

export const CACHE_RULES: readonly AdviceRule[] = [
  {
    name: 'remove-package-lists',
    description: 'Remove what package managers leave behind, in the RUN that fetched it',
    hadolint: ['DL3009', 'DL3019', 'DL3032', 'DL3036', 'DL3040'],
    find(facts, report) {
      findAptLists(facts, report);
      findApkCache(facts, report);
      LEFTOVERS.forEach((leftover) => findLeftovers(facts, leftover, report));
    },
  },
  {
    name: 'no-download-cache',
    description: 'Keep the caches of pip and yarn out of the image',
    hadolint: ['DL3042', 'DL3060'],
    find(facts, report) {
      findPipCache(facts, report);
      findYarnCache(facts, report);
    },
  },
  {
    name: 'remove-in-same-layer',
    description: 'What a layer holds can only be hidden by later ones',
    hadolint: [],
    find({ stages }, report) {
      for (const { scripts } of stages.filter(({ isKept }) => isKept)) {
        scripts.forEach(({ instruction, lines, script: { commands } }, i) => {
          if (instruction.kind !== 'run' || i === 0 || commands.length === 0) return;
          if (commands.every(isTidying)) report(lines, 'hides files of earlier layers, and the image stays as big: remove them in the RUN that makes them');
        });
      }
    },
  },
  {
    name: 'no-debian-frontend-env',
    description: 'DEBIAN_FRONTEND is for the build, not for who uses the image',
    hadolint: [],
    find({ stages }, report) {
      for (const stage of stages.filter(({ isKept }) => isKept)) {
        for (const { pairs, lines } of stepsOf(stage, 'env')) {
          if (pairs.some(({ key }) => key === 'DEBIAN_FRONTEND')) report(lines, 'stays set in every container: write it before apt-get in RUN, or use ARG');
        }
      }
    },
  },
];
