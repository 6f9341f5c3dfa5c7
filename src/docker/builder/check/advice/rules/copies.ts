import type { CopyInstruction, Transfer } from '../../../interpret/instruction.ts';
import type { AdviceRule, Report } from '../advice.ts';
import { readFlags } from '../arguments.ts';
import { lineage, stepsOf, trimSlash, unquoted } from '../facts.ts';
import type { DockerfileFacts, StageFacts } from '../facts.ts';
import { baseName } from '../script.ts';
import type { ScriptCommand } from '../script.ts';

const ARCHIVE = /\.(?:tar|tar\.\w+|gz|bz2|xz|zst|lz|lzma|t[gbx]z|tbz2?|tb2|tlz|tZ|Z)$/;
const isRemote = (source: string) => /^(?:https?|git|ssh):|^git@|\.git(?:#|$)/.test(source);
const isContext = (source: string) => /^(?:\.\/?|\.\/\.|\*|\/)$/.test(unquoted(source));

/** A path that means nothing without a WORKDIR. */
function isRelative(path: string): boolean {
  const bare = unquoted(path);
  return !/^(?:[/\\$]|[A-Za-z]:)/.test(bare);
}

function findAdds({ stages }: DockerfileFacts, report: Report): void {
  for (const stage of stages) {
    for (const { sources, lines } of stepsOf(stage, 'add')) {
      const plain = sources.map(unquoted).filter((source) => !ARCHIVE.test(source) && !isRemote(source) && !source.includes('$'));
      if (plain.length > 0) report(lines, `COPY is enough for ${plain[0]!}: ADD would unpack an archive or fetch an address, too`);
    }
  }
}

const isUnpacking = ({ program, args }: ScriptCommand) =>
  program === 'tar' && (/^-?\w*x/.test(args[0] ?? '') || args.some((arg) => /^-\w*x\w*$/.test(arg) || arg === '--extract' || arg === '--get'));

function findUnpacked({ stages }: DockerfileFacts, report: Report): void {
  for (const { steps, scripts } of stages) {
    const archives = new Map<string, CopyInstruction>();
    for (const step of steps) {
      if (step.kind !== 'copy' || step.from !== '') continue;
      for (const source of step.sources.map(unquoted)) {
        if (!ARCHIVE.test(source)) continue;
        archives.set(baseName(source), step);
        archives.set(baseName(step.destination.replace(/["']/g, '')), step);
      }
    }
    if (archives.size === 0) continue;
    const found = new Set<CopyInstruction>();
    for (const { script } of scripts) {
      for (const { args } of script.commands.filter(isUnpacking)) for (const arg of args) if (archives.has(baseName(arg))) found.add(archives.get(baseName(arg))!);
    }
    for (const { lines, sources } of found) report(lines, `ADD copies ${sources[0]!} and unpacks it in one step, and the archive is in no layer`);
  }
}

function findUnknownStages({ stages }: DockerfileFacts, report: Report): void {
  const names = new Set<string>();
  for (const stage of stages) {
    for (const { from, lines } of stepsOf(stage, 'copy')) {
      if (from === '' || from.includes('$') || /[:@/]/.test(from) || names.has(from.toLowerCase())) continue;
      if (/^\d+$/.test(from) && Number(from) < stage.index) continue;
      report(lines, `no earlier stage is called ${from}: it is taken for an image of this name, or a --build-context`);
    }
    if (stage.from && stage.from.name !== '') names.add(stage.from.name);
  }
}

function findRelative({ stages }: DockerfileFacts, report: Report): void {
  const hasFolder = new Set<StageFacts>();
  for (const stage of stages) {
    if (lineage(stage.parent).some((each) => hasFolder.has(each))) hasFolder.add(stage);
    for (const step of stage.steps) {
      if (step.kind === 'workdir') hasFolder.add(stage);
      else if ((step.kind === 'copy' || step.kind === 'add') && !hasFolder.has(stage) && isRelative(step.destination)) {
        report(step.lines, `where ${step.destination} is depends on the base image: set a WORKDIR before, or write the whole path`);
      }
    }
  }
}

/** Installs what a list of dependencies names: worth a layer of its own that changes in the source don't touch. */
function installsDependencies({ program, args }: ScriptCommand): boolean {
  const words = readFlags(args).operands;
  const verb = words[0] ?? '';
  switch (program) {
    case 'npm':
    case 'pnpm': return ['install', 'i', 'ci'].includes(verb) && words.length === 1;
    case 'yarn': return words.length === 0 || (verb === 'install' && words.length === 1);
    case 'bundle':
    case 'composer':
    case 'poetry': return verb === 'install';
    case 'go': return verb === 'mod' && words[1] === 'download';
    case 'apt-get': return words.includes('install');
    case 'apk': return words.includes('add');
    case 'mvn': return words.includes('dependency:go-offline');
    default: return /^pip[\d.]*$/.test(program) && verb === 'install' && args.some((arg) => /^(?:-r|--requirement)/.test(arg));
  }
}

function findOrder({ stages }: DockerfileFacts, report: Report): void {
  for (const { steps, scripts } of stages) {
    const whole = steps.find((step) => (step.kind === 'copy' || step.kind === 'add') && (step.kind === 'add' || step.from === '') && step.sources.some(isContext));
    if (!whole) continue;
    const installs = scripts.filter(({ instruction, script }) => instruction.kind === 'run' && script.commands.some(installsDependencies));
    const after = installs.find(({ lines }) => lines.start > whole.lines.start);
    // Who has installed before has thought of it.
    if (!after || installs.some(({ lines, script }) => lines.start < whole.lines.start && script.commands.some(({ program }) => after.script.commands.some((command) => command.program === program)))) continue;
    report(whole.lines, `every change in the context runs line ${after.lines.start} again: copy what it needs first, install, then copy the rest`);
  }
}

function findWholeContext({ stages, lacksIgnoreFile }: DockerfileFacts, report: Report): void {
  if (!lacksIgnoreFile) return;
  for (const stage of stages) {
    const copy = stepsOf(stage, 'copy', 'add').find((step) => (step.kind === 'add' || step.from === '') && step.sources.some(isContext));
    if (copy) return report(copy.lines, 'copies everything in the folder, .git and node_modules too: say in .dockerignore what is to stay out');
  }
}

const absolute = (folder: string, path: string) => trimSlash(path.startsWith('/') ? path : path === '.' || path === './' ? folder : `${trimSlash(folder)}/${path.replace(/^\.\//, '')}`);

/** COPY, and a RUN that changes the owner of all of it: the layer has everything a second time. */
function findChanged({ stages }: DockerfileFacts, report: Report): void {
  for (const { steps, scripts, isKept } of stages) {
    if (!isKept) continue;
    const copied = new Set<string>();
    const runs = new Map(scripts.map((step) => [step.instruction, step.script]));
    let folder = '/';
    for (const step of steps) {
      if (step.kind === 'workdir') folder = absolute(folder, unquoted(step.path));
      else if (step.kind === 'copy' || step.kind === 'add') copied.add(targetOf(step, folder));
      else if (step.kind === 'run') {
        const command = runs.get(step)?.commands.find(({ program, args }) => (program === 'chown' || program === 'chmod') && args.some((arg) => /^-\w*R|^--recursive$/.test(arg)) && args.some((arg) => copied.has(absolute(folder, arg))));
        if (command) report(step.lines, `${command.program} copies the files into another layer: use COPY --${command.program}`);
      }
    }
  }
}

function targetOf({ destination }: Transfer, folder: string): string {
  return absolute(folder, unquoted(destination));
}

export const COPY_RULES: readonly AdviceRule[] = [
  { name: 'copy-not-add', description: 'ADD does more than copy', hadolint: ['DL3020'], find: findAdds },
  { name: 'add-for-archives', description: 'ADD unpacks tar archives of the context', hadolint: ['DL3010'], find: findUnpacked },
  { name: 'copy-from-a-stage', description: 'COPY --from names an earlier stage', hadolint: ['DL3022'], find: findUnknownStages },
  { name: 'copy-to-a-known-folder', description: 'A relative destination needs a WORKDIR', hadolint: ['DL3045'], find: findRelative },
  {
    name: 'copy-not-everything', description: 'Copy what you need from a stage, not all of it', hadolint: ['DL3067'],
    find({ stages }, report) {
      for (const stage of stages) {
        for (const { from, sources, destination, lines } of stepsOf(stage, 'copy')) {
          if (from !== '' && unquoted(destination) === '/' && sources.some((source) => unquoted(source) === '/')) report(lines, `brings the whole file system of ${from} along: copy what is needed`);
        }
      }
    },
  },
  {
    name: 'copy-several-into-a-folder', description: 'The destination of several files is a folder', hadolint: ['DL3021'],
    find({ stages }, report) {
      for (const stage of stages) {
        for (const { sources, contents, destination, lines } of stepsOf(stage, 'copy')) {
          const to = unquoted(destination);
          if (sources.length + contents.length > 1 && !/\/$|^\.\.?$|\$/.test(to)) report(lines, `if there is no folder ${to}, each file replaces the one before under this name: write ${to}/`);
        }
      }
    },
  },
  { name: 'order-for-the-cache', description: 'What changes often comes last', hadolint: [], find: findOrder },
  { name: 'dockerignore', description: 'A .dockerignore keeps things out of the context', hadolint: [], find: findWholeContext },
  { name: 'copy-with-owner', description: 'COPY sets owner and mode as it copies', hadolint: [], find: findChanged },
];
