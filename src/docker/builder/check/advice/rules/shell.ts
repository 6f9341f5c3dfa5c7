import type { Command } from '../../../../../machine/shell/ast.ts';
import type { AdviceRule, Report } from '../advice.ts';
import { readFlags } from '../arguments.ts';
import { runsOf } from '../facts.ts';
import type { DockerfileFacts, ScriptStep, StageFacts } from '../facts.ts';
import { baseName } from '../script.ts';
import type { Bashism, ScriptCommand } from '../script.ts';
import { textOf } from '../word.ts';

/** Says it once of each RUN that has such a command of one of these programs. */
function eachRunWith(facts: DockerfileFacts, names: readonly string[], report: Report, message: string, matches: (command: ScriptCommand) => boolean = () => true): void {
  const said = new Set<ScriptStep>();
  for (const { step, command } of names.flatMap((name) => facts.programs.get(name) ?? [])) {
    if (said.has(step) || !matches(command)) continue;
    said.add(step);
    report(step.lines, message.replace('%', command.program));
  }
}

const POINTLESS = ['ssh', 'vim', 'shutdown', 'service', 'ps', 'free', 'top', 'kill', 'mount', 'ifconfig', 'systemctl', 'reboot'];

const WGET_VALUES = new Set(['o', 'output-file', 'a', 'append-output', 'O', 'output-document', 'P', 'directory-prefix', 'U', 'user-agent', 'header', 't', 'T', 'tries', 'timeout', 'e']);
const WGET_QUIET = ['progress', 'q', 'quiet', 'nv', 'no-verbose', 'o', 'output-file', 'a', 'append-output'];

/** Which of bash's own things dash lacks; busybox's ash has more of them. */
const DASH_LACKS: Readonly<Record<Bashism, string>> = {
  '[[': '[[ … ]]', 'source': 'source', 'array': 'arrays', '<<<': '<<<', '&>': '&>', '<(…)': '<(…)', '((': '((…))', 'function': 'function', '$RANDOM': '$RANDOM',
  '{a,b}': '{a,b}', '==': '== between [ and ]', 'shopt': 'shopt', 'pushd': 'pushd and popd',
};
const ASH_HAS: readonly Bashism[] = ['[[', 'source', '&>', 'function', '$RANDOM', '=='];
const isBusybox = (base: string) => /alpine|busybox/.test(base);
const isSh = (shell: readonly string[]) => baseName(shell[0] ?? '') === 'sh';

/** `bash -o pipefail`, `bash -eo pipefail`; /bin/sh may not know of it. */
function setsPipefail(shell: readonly string[]): boolean {
  return !isSh(shell) && shell.some((arg, i) => arg === 'pipefail' && /^-\w*o$/.test(shell[i - 1] ?? ''));
}

const isSetting = ({ program, args }: ScriptCommand, option: RegExp, long: string) =>
  program === 'set' && args.some((arg, i) => option.test(arg) || (arg === long && /^-\w*o$/.test(args[i - 1] ?? '')));

function findPipes({ stages }: DockerfileFacts, report: Report): void {
  for (const { script, shell, lines } of runsOf(stages)) {
    if (!script.hasPipe || setsPipefail(shell)) continue;
    if (script.commands.some((command) => isSetting(command, /^$/, 'pipefail'))) continue;
    report(lines, 'only the last command of a pipe counts, so that a failure before it goes unnoticed: SHELL ["/bin/bash", "-o", "pipefail", "-c"]');
  }
}

/** Commands whose failure nobody minds. */
const HARMLESS = new Set(['', 'set', 'export', 'echo', 'printf', ':', 'true', 'unset', 'readonly', 'local', 'umask', 'trap', 'shopt', 'cat']);

function isHarmless(command: Command): boolean {
  if (command.kind === 'function') return true;
  if (command.kind === 'list') return command.items.every((item) => item.isBackground || isHarmless(item.command));
  if (command.kind !== 'simple') return false;
  const first = command.words[0];
  return first === undefined || HARMLESS.has(textOf(first));
}

function findUnchained({ stages }: DockerfileFacts, report: Report): void {
  for (const { script, shell, lines } of runsOf(stages)) {
    if (shell.slice(1).some((arg) => /^-\w*e/.test(arg) || arg === 'errexit')) continue;
    if (script.commands.some((command) => isSetting(command, /^-[a-z]*e/, 'errexit'))) continue;
    if (script.sequence.slice(0, -1).some((command) => !isHarmless(command))) report(lines, 'a command before the last may fail and the build goes on: join them with &&, or begin with set -e');
  }
}

const ENDS_WITH_RUN: ReadonlyMap<string, string> = new Map([
  ['export', 'variables end with this RUN: use ENV'], ['cd', 'the folder ends with this RUN: use WORKDIR'], ['source', 'what it sets ends with this RUN'],
  ['.', 'what it sets ends with this RUN'], ['alias', 'aliases end with this RUN'], ['umask', 'the mask ends with this RUN'], ['', 'variables end with this RUN: use ENV'],
]);

function findLost({ stages }: DockerfileFacts, report: Report): void {
  for (const { script, lines } of runsOf(stages)) {
    if (script.commands.length > 0 && script.commands.every(({ program }) => ENDS_WITH_RUN.has(program))) report(lines, ENDS_WITH_RUN.get(script.commands[0]!.program)!);
    else if (script.hasBackground) report(lines, 'what runs in the background ends with this RUN: start it with CMD');
  }
}

function findBashisms({ stages }: DockerfileFacts, report: Report): void {
  for (const { script, shell, stage, lines } of stages.flatMap(({ scripts }) => scripts)) {
    if (script.bashisms.size === 0 || !isSh(shell) || script.sequence.length === 0) continue;
    const lacking = [...script.bashisms].filter((word) => !(isBusybox(stage.root) && ASH_HAS.includes(word)));
    if (lacking.length > 0) report(lines, `/bin/sh may not know ${lacking.map((word) => DASH_LACKS[word]).join(', ')}: set SHELL ["/bin/bash", "-c"], or write it as sh has it`);
  }
}

function findBoth({ programs }: DockerfileFacts, report: Report): void {
  const wget = new Map([...(programs.get('wget') ?? [])].reverse().map(({ step }) => [step.stage, step]));
  const told = new Set<StageFacts>();
  for (const { step } of programs.get('curl') ?? []) {
    const other = wget.get(step.stage);
    if (!other || told.has(step.stage)) continue;
    told.add(step.stage);
    report(later(other, step).lines, 'wget and curl do the same: with one of them there is less to install');
  }
}

const later = (a: ScriptStep, b: ScriptStep) => (a.lines.start > b.lines.start ? a : b);

export const SHELL_RULES: readonly AdviceRule[] = [
  { name: 'shell-syntax', description: 'A script that the shell refuses', hadolint: [], find({ stages }, report) {
    for (const { script, lines } of stages.flatMap(({ scripts }) => scripts)) if (script.problem) report(lines, `the shell will refuse this: ${script.problem}`);
  } },
  { name: 'no-cd-in-run', description: 'WORKDIR changes the folder, for good', hadolint: ['DL3003'], find: (facts, report) =>
    eachRunWith(facts, ['cd'], report, 'cd holds until the end of this RUN only: WORKDIR says where the following steps work', ({ isInSubshell }) => !isInSubshell) },
  { name: 'no-sudo', description: 'RUN is root already, unless USER says otherwise', hadolint: ['DL3004'], find: (facts, report) =>
    eachRunWith(facts, ['sudo'], report, 'sudo has no use in a build: put USER root before, and USER with the other name behind') },
  { name: 'pointless-in-a-build', description: 'Programs for machines that people sit at', hadolint: ['DL3001'], find: (facts, report) =>
    eachRunWith(facts, POINTLESS, report, '% makes no sense in a build: nothing of it is left in the image') },
  { name: 'set-pipefail', description: 'A pipe succeeds when its last command does', hadolint: ['DL4006'], find: findPipes },
  { name: 'chain-with-and', description: 'A script goes on after a command that failed', hadolint: [], find: findUnchained },
  { name: 'ends-with-run', description: 'Only files are left of a RUN', hadolint: [], find: findLost },
  { name: 'bash-in-sh', description: "The shell form runs /bin/sh, which isn't always bash", hadolint: [], find: findBashisms },
  { name: 'shell-instruction', description: 'SHELL chooses the shell', hadolint: ['DL4005'], find: (facts, report) =>
    eachRunWith(facts, ['ln'], report, "don't put another shell in the place of /bin/sh: SHELL says which one runs your commands", ({ args }) => args.at(-1) === '/bin/sh') },
  { name: 'one-downloader', description: 'wget or curl, not both', hadolint: ['DL4001'], find: findBoth },
  { name: 'quiet-wget', description: "wget's progress bar fills the log", hadolint: ['DL3047'], find: (facts, report) =>
    eachRunWith(facts, ['wget'], report, 'its progress bar fills the log with thousands of lines: add -nv or -q', isLoud) },
  { name: 'useradd-high-uid', description: 'useradd writes a huge sparse file for high user ids', hadolint: ['DL3046'], find: (facts, report) =>
    eachRunWith(facts, ['useradd'], report, 'a high user id makes /var/log/lastlog huge in the layer: add --no-log-init', ({ args }) => isHuge(args)) },
];

function isLoud({ args }: ScriptCommand): boolean {
  const { flags } = readFlags(args, WGET_VALUES);
  return !WGET_QUIET.some((flag) => flags.has(flag));
}

function isHuge(args: readonly string[]): boolean {
  const { flags } = readFlags(args, new Set(['u', 'uid', 'g', 'gid', 'G', 'groups', 'd', 'home-dir', 's', 'shell', 'c', 'comment', 'b', 'e', 'f', 'K', 'k', 'p']));
  const id = flags.get('u')?.[0] ?? flags.get('uid')?.[0];
  return id !== undefined && Number(id) > 99_999 && !flags.has('l') && !flags.has('no-log-init');
}
