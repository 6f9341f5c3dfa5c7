import { MILLISECOND } from '../../../core/clock.ts';
import { toBytes, toText } from '../../../core/bytes.ts';
import type { Process } from '../../../core/process.ts';
import { statusCode } from '../../../machine/system.ts';
import { CommandNotStarted } from '../backend.ts';
import type { BuildCommand, BuildRoot, CommandMount } from '../backend.ts';
import type { RunMount, RunOperation } from '../lower/vertex.ts';
import { quote } from '../parse/go-strings.ts';
import type { Component } from './cache.ts';
import { checksumOf } from './checksum.ts';
import { nameOf } from './copier.ts';
import type { ReportedStep } from './progress.ts';
import type { Snapshot } from './snapshot.ts';
import type { Solver } from './solver.ts';
import { MissingSource } from './step.ts';
import type { Step } from './step.ts';
import { pause } from './together.ts';

/** Making the container, and its layer afterwards. */
const SET_UP = 60 * MILLISECOND;
const COMMIT = 15 * MILLISECOND;

export function runStep(solver: Solver, operation: RunOperation, base: Snapshot): Step {
  return {
    components: () => [
      { name: 'command', value: JSON.stringify(operation.argv) },
      ...(operation.script ? [{ name: 'script', value: operation.script.data }] : []),
      ...[...operation.env].sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, value]): Component => ({ name: `variable ${name}`, value })),
      { name: 'folder', value: operation.cwd },
      { name: 'user', value: operation.user },
      { name: 'network', value: `${operation.network} ${operation.isPrivileged}` },
      ...operation.mounts.flatMap((mount, i) => mountComponents(solver, mount, i)),
    ],
    *perform(report) {
      const mounts = prepareMounts(solver, operation);
      const root = solver.backend.createRoot(base.layers);
      yield* pause(solver.backend.scheduler, SET_UP);
      yield* execute(solver, operation, root, mounts, report);
      yield* pause(solver.backend.scheduler, COMMIT);
      return root.layer();
    },
  };
}

/** What a mount shows counts, but not what caches, secrets and empty folders hold. */
function mountComponents(solver: Solver, mount: RunMount, index: number): readonly Component[] {
  const { type, at, source, id, isReadOnly, mode, uid, gid, sharing } = mount;
  const settings = { name: `mount ${index + 1}`, value: JSON.stringify([type, at, source, id, isReadOnly, mode ?? null, uid ?? null, gid ?? null, sharing]) };
  if (type !== 'bind') return [settings];
  const { files } = solver.rootOf(mount.root);
  const path = `/${source.replace(/^\/+/, '')}`;
  if (!files.exists(path)) throw new MissingSource(`failed to calculate checksum of ref ${solver.reference}: ${quote(path)}: not found`);
  return [settings, { name: `mounted files ${at}`, value: checksumOf(files, files.realpath(path)) }];
}

interface Prepared {
  readonly mounts: readonly CommandMount[];
  /** Secrets that are put into variables. */
  readonly variables: ReadonlyMap<string, string>;
}

function prepareMounts(solver: Solver, { mounts, script }: RunOperation): Prepared {
  const prepared: CommandMount[] = [];
  const variables = new Map<string, string>();
  if (script) prepared.push({ type: 'file', target: `/dev/pipes/${script.name}`, content: toBytes(script.data), mode: 0o755, uid: 0, gid: 0 });
  for (const mount of mounts) {
    switch (mount.type) {
      case 'bind':
        prepared.push({ type: 'bind', target: mount.at, root: solver.rootOf(mount.root), source: `/${mount.source.replace(/^\/+/, '')}`, isReadOnly: mount.isReadOnly });
        break;
      case 'cache':
        prepared.push(cacheMount(solver, mount));
        break;
      case 'tmpfs':
        prepared.push({ type: 'tmpfs', target: mount.at, ...(mount.size > 0 && { size: mount.size }) });
        break;
      case 'secret':
        addSecret(solver, mount, prepared, variables);
        break;
      case 'ssh':
        // There is no agent to forward to: a build that only offers to use one goes on without.
        if (mount.isRequired) throw new Error(`unset ssh forward key ${mount.id || 'default'}`);
    }
  }
  return { mounts: prepared, variables };
}

function cacheMount(solver: Solver, mount: RunMount): CommandMount {
  const id = mount.id || mount.at;
  const isPrivate = mount.sharing === 'private';
  const root = solver.backend.cacheMount(isPrivate ? `${id} private` : id);
  const path = `/${mount.source.replace(/^\/+/, '')}`;
  if (!root.files.exists(path)) root.files.mkdirAll(path);
  if (mount.mode !== undefined) root.files.chmod(path, mount.mode);
  if (mount.uid !== undefined || mount.gid !== undefined) root.files.chown(path, mount.uid ?? 0, mount.gid ?? 0);
  return { type: 'bind', target: mount.at, root, source: path, isReadOnly: mount.isReadOnly };
}

function addSecret(solver: Solver, mount: RunMount, prepared: CommandMount[], variables: Map<string, string>): void {
  const id = mount.id || mount.source || nameOf(mount.target);
  const content = solver.request.secrets.get(id);
  if (!content) {
    if (mount.isRequired) throw new Error(`secret ${id}: not found`);
    return;
  }
  if (mount.env !== undefined) variables.set(mount.env || id, toText(content));
  if (mount.env !== undefined && mount.target === '') return;
  const target = mount.target === '' ? `/run/secrets/${nameOf(id)}` : mount.at;
  prepared.push({ type: 'file', target, content, mode: mount.mode ?? 0o400, uid: mount.uid ?? 0, gid: mount.gid ?? 0 });
}

function* execute(solver: Solver, operation: RunOperation, root: BuildRoot, { mounts, variables }: Prepared, report: ReportedStep): Process<void> {
  const fail = (reason: string) => new Error(`process ${quote(operation.command)} did not complete successfully: ${reason}`);
  const onOutput = (stream: 'stdout' | 'stderr', bytes: Uint8Array) => report.log(stream === 'stdout' ? 1 : 2, bytes);
  try {
    const status = yield* solver.backend.run(root, command(solver, operation, mounts, variables, onOutput));
    const code = statusCode(status);
    if (code !== 0) throw fail(`exit code: ${code}`);
  } catch (error) {
    if (!(error instanceof CommandNotStarted)) throw error;
    // The runtime's complaint about the program is part of the output; what is wrong with the container is the reason.
    if (error.message.startsWith('unable to find user')) throw fail(error.message);
    report.log(2, toBytes(`${error.message}\n`));
    throw fail(`exit code: ${error.exitCode}`);
  }
}

function command(solver: Solver, operation: RunOperation, mounts: readonly CommandMount[], variables: ReadonlyMap<string, string>, onOutput: BuildCommand['onOutput']): BuildCommand {
  const { request } = solver;
  return {
    argv: operation.argv,
    env: new Map([...operation.proxies, ...operation.env, ...variables]),
    cwd: operation.cwd,
    user: operation.user,
    network: operation.network,
    mounts,
    extraHosts: request.extraHosts,
    hostname: 'buildkitsandbox',
    ...(request.shmSize !== undefined && { shmSize: request.shmSize }),
    ...(request.ulimits.size > 0 && { ulimits: request.ulimits }),
    ...(operation.isPrivileged && { isPrivileged: true }),
    onOutput,
  };
}
