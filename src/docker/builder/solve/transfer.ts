import { MILLISECOND } from '../../../core/clock.ts';
import { toBytes } from '../../../core/bytes.ts';
import { sha256Hex } from '../../../core/digest.ts';
import type { Process } from '../../../core/process.ts';
import type { Files } from '../../../machine/files/files.ts';
import type { LayerEntry } from '../../../machine/files/layer.ts';
import { layerFromEntries } from '../../../machine/files/layer.ts';
import { extractInto } from '../../../machine/files/tar/archive.ts';
import type { BuildRoot } from '../backend.ts';
import { IgnoreMatcher } from '../ignore/matcher.ts';
import type { TransferAction, TransferOperation } from '../lower/vertex.ts';
import { ownerOf } from './accounts.ts';
import { archiveEntries } from './archive.ts';
import type { Component } from './cache.ts';
import { checksumOf } from './checksum.ts';
import { Copier, follow, nameOf } from './copier.ts';
import type { Snapshot } from './snapshot.ts';
import type { Solver } from './solver.ts';
import { MissingSource } from './step.ts';
import type { Step } from './step.ts';
import { pause } from './together.ts';
import { resolveWildcards } from './wildcards.ts';

const BEGIN = 10 * MILLISECOND;
/** Bytes a microsecond. */
const COPY_RATE = 400;

/** COPY and ADD. */
export function transferStep(solver: Solver, operation: TransferOperation, base: Snapshot): Step {
  return {
    components: () => operation.actions.flatMap((action, i) => componentsOf(solver, action, i)),
    *perform() {
      // A linked layer is made without looking at what it comes to lie on.
      const root = solver.backend.createRoot(operation.isLinked ? [] : base.layers);
      const accounts = operation.isLinked ? solver.backend.createRoot(base.layers) : root;
      for (const action of operation.actions) yield* perform(solver, action, root, accounts.files);
      return root.layer();
    },
  };
}

function componentsOf(solver: Solver, action: TransferAction, index: number): readonly Component[] {
  const options = JSON.stringify([action.destination, action.chown, action.chmod, action.exclude, action.include ?? null, action.unpacks]);
  const settings = { name: index === 0 ? 'destination or flags' : `destination or flags of source ${index + 1}`, value: options };
  if (action.from.kind === 'inline') return [settings, { name: `document ${action.from.name}`, value: sha256Hex(action.from.data) }];
  const { files } = solver.rootOf(action.from.root);
  const keeps = filterOf(action);
  for (const required of action.required) checkThere(solver, files, required);
  const found = resolveWildcards(files, action.source);
  const paths = found.map((path): Component => {
    checkThere(solver, files, path);
    return { name: `file ${path.slice(1) || '.'}`, value: `${nameOf(path)} ${checksumOf(files, files.realpath(path), keeps)}` };
  });
  return [settings, { name: 'source', value: found.length === 1 ? '' : action.source }, ...paths];
}

function checkThere(solver: Solver, files: Files, path: string): void {
  if (!files.exists(path)) throw new MissingSource(`failed to calculate checksum of ref ${solver.reference}: ${JSON.stringify(path)}: not found`);
}

function* perform(solver: Solver, action: TransferAction, root: BuildRoot, accounts: Files): Process<void> {
  const owner = action.chown === '' ? undefined : ownerOf(accounts, action.chown);
  const from = action.from.kind === 'inline' ? inlineRoot(solver, action.from) : solver.rootOf(action.from.root).files;
  yield* pause(solver.backend.scheduler, BEGIN);
  const before = root.fileSystem.upperSize;
  const copier = new Copier(from, root.files, { owner, mode: action.chmod, keeps: filterOf(action), isSelective: action.include !== undefined });
  for (const source of action.from.kind === 'inline' ? [action.source] : resolveWildcards(from, action.source)) {
    const archive = action.unpacks ? archiveEntries(from, source) : undefined;
    if (archive) unpack(root, archive, action, copier, owner);
    else copier.copy(source, action.destination);
  }
  yield* pause(solver.backend.scheduler, Math.floor(Math.max(0, root.fileSystem.upperSize - before) / COPY_RATE));
}

function unpack(root: BuildRoot, entries: readonly LayerEntry[], action: TransferAction, copier: Copier, owner: { uid: number; gid: number } | undefined): void {
  copier.makeFolders(action.destination);
  extractInto(root.files, entries, follow(root.files, action.destination), owner ? { owner } : {});
}

/** A here-document as a folder with that file. */
function inlineRoot(solver: Solver, { name, data }: { readonly name: string; readonly data: string }): Files {
  const entry: LayerEntry = { path: name, type: 'file', mode: 0o644, uid: 0, gid: 0, modified: Math.floor(solver.backend.scheduler.clock.now() / 1_000_000), content: toBytes(data) };
  return solver.backend.createRoot([layerFromEntries([entry])]).files;
}

/** --exclude and --parents. */
function filterOf({ exclude, include }: TransferAction): (path: string, isFolder: boolean) => boolean {
  const excluded = exclude.length > 0 ? new IgnoreMatcher(exclude) : undefined;
  const included = include ? new IgnoreMatcher(include) : undefined;
  if (!excluded && !included) return () => true;
  return (path) => !(excluded?.matchesOrParentMatches(path) ?? false) && (included?.matchesOrParentMatches(path) ?? true);
}

