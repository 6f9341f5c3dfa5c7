import type { AddInstruction, CopyInstruction } from '../interpret/instruction.ts';
import { clean } from '../ignore/matcher.ts';
import { DockerfileError } from '../parse/node.ts';
import { isFileMode } from './file-mode.ts';
import { upperKeyword } from './lowering.ts';
import type { Lowering } from './lowering.ts';
import { cleanPath, hasWildcards, resolveDestination } from './paths.ts';
import { fileNameOf, isGitSource, isHttpSource } from './remote.ts';
import type { Command, StageState } from './stage.ts';
import type { Output, TransferAction } from './vertex.ts';

/** COPY or ADD with its variables filled in. */
interface Expanded {
  readonly sources: readonly string[];
  readonly contents: readonly { readonly path: string; readonly data: string }[];
  readonly destination: string;
  readonly chown: string;
  readonly chmod: string;
}

export function lowerCopy(lowering: Lowering, state: StageState, instruction: CopyInstruction, command: Command): void {
  const source = command.sources[0];
  if (source && !source.isDispatched) {
    throw new DockerfileError(`cannot copy from stage "${instruction.from}", it needs to be defined before current stage "${state.label}"`);
  }
  const expanded = expand(lowering, state, instruction);
  const root = source ? source.output : undefined;
  lower(lowering, state, instruction, expanded, source ? () => root : () => lowering.context(), source === undefined);
}

export function lowerAdd(lowering: Lowering, state: StageState, instruction: AddInstruction): void {
  const checksum = lowering.expand(state, instruction.checksum, instruction);
  const expanded = expand(lowering, state, instruction);
  if (checksum !== '') {
    if (expanded.sources.length !== 1) throw new DockerfileError("checksum can't be specified for multiple sources");
    const source = expanded.sources[0]!;
    if (!isHttpSource(source) && !isGitSource(source)) throw new DockerfileError('checksum requires HTTP(S) or Git sources');
  }
  lower(lowering, state, instruction, expanded, () => lowering.context(), true, checksum);
}

function expand(lowering: Lowering, state: StageState, instruction: AddInstruction | CopyInstruction): Expanded {
  const fill = (text: string) => lowering.expand(state, text, instruction);
  const chown = fill(instruction.chown);
  const chmod = fill(instruction.chmod);
  const sources = instruction.sources.map(fill);
  const destination = fill(instruction.destination);
  const contents = instruction.contents.map(({ path, data, isExpanded }) => ({ path, data: isExpanded ? lowering.expandRaw(state, data, instruction) : data }));
  return { sources, contents, destination, chown, chmod };
}

function lower(
  lowering: Lowering,
  state: StageState,
  instruction: AddInstruction | CopyInstruction,
  expanded: Expanded,
  from: () => Output,
  isFromContext: boolean,
  checksum = '',
): void {
  const { sources, contents, chown, chmod } = expanded;
  if (chmod !== '' && !isFileMode(chmod)) throw new DockerfileError(`invalid chmod parameter: '${chmod}'. it should be octal string and between 0 and 07777`);
  lowering.spend(state.folder.length);
  const common = { destination: resolveDestination(state.folder, expanded.destination), chown, chmod, exclude: instruction.exclude };
  const name = lowering.stepName(state, upperKeyword(lowering.tryExpand(lowering.lexer, instruction.code, state.env)));
  const actions: TransferAction[] = [];
  for (const source of sources) {
    const remote = remoteSource(lowering, state, instruction, source, checksum, name);
    if (remote) {
      actions.push({ ...common, from: { kind: 'files', root: remote.root }, source: remote.path, unpacks: false, include: undefined, required: [], isFetched: true });
      continue;
    }
    if (isFromContext) checkNotIgnored(lowering, instruction, source);
    actions.push({ ...common, ...localSource(instruction, source), from: { kind: 'files', root: from() }, unpacks: instruction.kind === 'add', isFetched: false });
  }
  for (const { path, data } of contents) {
    actions.push({ ...common, from: { kind: 'inline', name: path, data }, source: `/${path}`, unpacks: false, include: undefined, required: [], isFetched: false });
  }
  state.output = lowering.vertex(name, { kind: 'transfer', root: state.output, actions, isLinked: instruction.isLinked }, state, instruction.lines);
  state.image.commit(`${historyText(instruction, expanded)} # buildkit`, true);
}

function localSource(instruction: AddInstruction | CopyInstruction, source: string): Pick<TransferAction, 'source' | 'include' | 'required'> {
  if (instruction.kind === 'add' || !instruction.hasParents) return { source: cleanPath(source), include: undefined, required: [] };
  // `/./` says from where on the folders are kept.
  const pivot = source.indexOf('/./');
  const base = pivot < 0 ? '/' : cleanPath(source.slice(0, pivot));
  const pattern = cleanPath(pivot < 0 ? source : source.slice(pivot + 3));
  const isExact = !hasWildcards(base) && !hasWildcards(pattern);
  return { source: base, include: [pattern.slice(1)], required: isExact ? [cleanPath(`${base}/${pattern}`)] : [] };
}

function remoteSource(
  lowering: Lowering,
  state: StageState,
  instruction: AddInstruction | CopyInstruction,
  source: string,
  checksum: string,
  name: string,
): { readonly root: Output; readonly path: string } | undefined {
  if (isGitSource(source)) {
    if (instruction.kind === 'copy') throw new DockerfileError("source can't be a git ref for COPY");
    const operation = { kind: 'git', url: source, checksum, keepsFolder: instruction.keepsGitFolder } as const;
    return { root: lowering.vertex(name, operation, state, instruction.lines), path: '/' };
  }
  if (!isHttpSource(source)) return undefined;
  if (instruction.kind === 'copy') throw new DockerfileError("source can't be a URL for COPY");
  const fileName = fileNameOf(source);
  return { root: lowering.vertex(name, { kind: 'http', url: source, fileName, checksum }, state, instruction.lines), path: `/${fileName}` };
}

/** Says nothing where `!` patterns are, which can't be judged without looking at the files. */
function checkNotIgnored(lowering: Lowering, instruction: AddInstruction | CopyInstruction, source: string): void {
  const { ignore } = lowering.options;
  if (!ignore || ignore.hasExceptions) return;
  const path = clean(source);
  if (path === '.' || path === '/') return;
  if (ignore.matchesOrParentMatches(path)) lowering.linter.report('CopyIgnoredFile', [instruction.kind === 'add' ? 'Add' : 'Copy', path], instruction.lines);
}

function historyText(instruction: AddInstruction | CopyInstruction, { sources, contents, destination, chown, chmod }: Expanded): string {
  return [
    instruction.kind.toUpperCase(),
    ...(instruction.kind === 'copy' && instruction.hasParents ? ['--parents'] : []),
    ...(chown !== '' ? [`--chown=${chown}`] : []),
    ...(chmod !== '' ? [`--chmod=${chmod}`] : []),
    ...sources,
    ...contents.map(({ path }) => `<<${path}`),
    destination,
  ].join(' ');
}
