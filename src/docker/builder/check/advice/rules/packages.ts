import type { AdviceRule, Report } from '../advice.ts';
import type { Arguments } from '../arguments.ts';
import { isMounted } from '../facts.ts';
import type { DockerfileFacts } from '../facts.ts';
import { APK, APT, callsOf, DNF, GEM, GO, NPM, packagesOf, PIP, PIPX, YUM, ZYPPER } from './managers.ts';
import type { PackageManager } from './managers.ts';
import { variablesAt } from './variables.ts';

const has = ({ flags }: Arguments, ...names: readonly string[]) => names.some((name) => flags.has(name));
const saysYes = (call: Arguments) => has(call, 'y', 'yes', 'assume-yes', 'assumeyes', 'n', 'non-interactive', 'no-confirm');
/** apt's `-qq` and `-q=2` mean yes. */
const isVeryQuiet = ({ flags }: Arguments) => {
  const quiet = [...(flags.get('q') ?? []), ...(flags.get('quiet') ?? [])];
  return quiet.length >= 2 || quiet.includes('2');
};

function findUnpinned(facts: DockerfileFacts, manager: PackageManager, report: Report): void {
  for (const call of callsOf(facts, manager)) {
    const expand = variablesAt(call.step);
    const loose = (packagesOf(call, manager) ?? []).filter((name) => {
      const expanded = expand(name);
      // What a variable that is not known here holds can't be judged.
      return !expanded.includes('$') && !manager.isPinned(expanded, call);
    });
    if (loose.length > 0) report(call.step.lines, `no version of ${list(loose)} is named: write ${manager.pinned}`);
  }
}

function list(names: readonly string[]): string {
  return names.length > 3 ? `${names.slice(0, 3).join(', ')} and ${names.length - 3} more` : names.join(', ');
}

const REPOSITORIES: readonly PackageManager[] = [APT, APK, YUM, DNF, ZYPPER];
const LANGUAGES: readonly PackageManager[] = [PIP, PIPX, NPM, GEM, GO];

export const PACKAGE_RULES: readonly AdviceRule[] = [
  {
    name: 'pin-system-packages',
    description: "Name the versions of the distribution's packages",
    hadolint: ['DL3008', 'DL3018', 'DL3033', 'DL3037', 'DL3041'],
    find: (facts, report) => REPOSITORIES.forEach((manager) => findUnpinned(facts, manager, report)),
  },
  {
    name: 'pin-language-packages',
    description: 'Name the versions of libraries and tools',
    hadolint: ['DL3013', 'DL3016', 'DL3028', 'DL3062'],
    find: (facts, report) => LANGUAGES.forEach((manager) => findUnpinned(facts, manager, report)),
  },
  {
    name: 'install-without-asking',
    description: 'Nobody is there to answer questions during a build',
    hadolint: ['DL3014', 'DL3030', 'DL3034', 'DL3038'],
    find(facts, report) {
      for (const manager of [APT, YUM, DNF, ZYPPER]) {
        for (const call of callsOf(facts, manager)) {
          if (!packagesOf(call, manager) || saysYes(call) || (manager === APT && isVeryQuiet(call))) continue;
          report(call.step.lines, `${call.program} asks before it installs, and a build can't answer: add -y`);
        }
      }
    },
  },
  {
    name: 'no-recommends',
    description: 'apt installs what packages recommend, too, unless told not to',
    hadolint: ['DL3015'],
    find(facts, report) {
      for (const call of callsOf(facts, APT)) {
        if (!packagesOf(call, APT) || call.program === 'aptitude' || has(call, 'no-install-recommends')) continue;
        const options = [...(call.flags.get('o') ?? []), ...(call.flags.get('option') ?? [])];
        if (!options.some((option) => /^APT::Install-Recommends=(?:false|0|no|off)$/i.test(option))) {
          report(call.step.lines, 'installs what the packages recommend as well: add --no-install-recommends');
        }
      }
    },
  },
  {
    name: 'apt-get-for-scripts',
    description: 'apt is for people, apt-get for scripts',
    hadolint: ['DL3027'],
    find(facts, report) {
      for (const { step, program } of callsOf(facts, APT)) {
        if (program === 'apt') report(step.lines, "apt's options and output may change between releases: use apt-get");
      }
    },
  },
  {
    name: 'update-with-install',
    description: 'Update and install in one RUN',
    hadolint: [],
    find(facts, report) {
      const calls = callsOf(facts, APT);
      const installing = new Set(calls.filter((call) => call.verb !== 'update').map(({ step }) => step));
      for (const call of calls) {
        if (call.verb !== 'update' || installing.has(call.step) || isMounted(call.step, '/var/lib/apt/lists')) continue;
        report(call.step.lines, 'the lists come from the cache when a later RUN installs something new, and are old by then: update and install in one RUN');
      }
    },
  },
  {
    name: 'no-dist-upgrade',
    description: "A base image's release is chosen with FROM",
    hadolint: ['DL3035'],
    find(facts, report) {
      for (const manager of [APT, ZYPPER]) {
        for (const { verb, step, program } of callsOf(facts, manager)) {
          if (['dist-upgrade', 'full-upgrade', 'dup'].includes(verb)) report(step.lines, `${program} ${verb} may turn the base image into another: take a newer base image`);
        }
      }
    },
  },
];
