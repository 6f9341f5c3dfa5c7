import type { Process } from '../../core/process.ts';
import { SystemError } from '../errno.ts';
import type { OpenFile } from '../files/open-file.ts';
import type { ExitCode, SpawnOptions, System } from '../system.ts';
import type { ProcessGroup } from './job-control.ts';
import { EXEC_COST, FORK_COST, RESIDENT, RESIDENT_FORK } from './kernel.ts';
import { KernelProcess } from './kernel-process.ts';
import type { ProcessState } from './process-state.ts';
import { loadProgram } from './program-image.ts';
import { PseudoTerminal } from './pseudo-terminal.ts';
import { applySetId, startMain } from './runner.ts';

/** fork and exec in one. Throws as `System.spawn`. */
export function spawnProcess(parent: KernelProcess, argv: readonly string[], options: SpawnOptions): KernelProcess {
  parent.checkProcessLimit();
  const { kernel } = parent;
  const env = options.env ?? parent.env;
  const image = loadProgram({ files: parent.files, programs: kernel.programs, platform: kernel.facts.platform }, argv, env.get('PATH'), options.file);
  const state = inherited(parent, options, options.descriptors ?? standardDescriptors(parent));
  const child = new KernelProcess(kernel, owning(state, env));
  enter(child, state, options);
  applySetId(child, image);
  child.charge(EXEC_COST);
  startMain(child, image);
  kernel.resources.allocate(child.cgroup, child.pid, RESIDENT);
  return child;
}

/** A copy of the process that goes on in `main`. */
export function forkProcess(parent: KernelProcess, main: (system: System) => Process<ExitCode>, options: SpawnOptions): KernelProcess {
  parent.checkProcessLimit();
  const state = inherited(parent, options, options.descriptors ?? parent.descriptors.entries());
  const child = new KernelProcess(parent.kernel, owning(state, options.env ?? parent.env));
  enter(child, state, options);
  startMain(child, { main, argv: parent.argv, command: parent.command });
  parent.kernel.resources.allocate(child.cgroup, child.pid, RESIDENT_FORK);
  return child;
}

/** With an environment of its own. */
function owning(state: ProcessState, env: ReadonlyMap<string, string>): ProcessState {
  return Object.assign({}, state, { env: new Map(env), isEnvOwn: true, actions: ignoredIn(state) });
}

function enter(child: KernelProcess, state: ProcessState, options: SpawnOptions): void {
  child.enter(state);
  if (options.group === 'new' && !options.session) child.newGroup(child.group.session);
  const { session } = child.group;
  if (options.terminal instanceof PseudoTerminal && options.session === 'new') session.take(options.terminal, child.group);
  if (options.isForeground && session.terminal) session.terminal.foregroundGroup = child.group;
  child.charge(FORK_COST);
  child.parent?.charge(FORK_COST);
}

function inherited(parent: KernelProcess, options: SpawnOptions, descriptors: ReadonlyMap<number, OpenFile>): ProcessState {
  const group = options.session === 'new' ? undefined : groupFor(parent, options.group);
  return {
    parent,
    namespaces: parent.namespaces,
    env: parent.env,
    cwd: options.cwd ?? parent.cwd,
    credentials: options.credentials ?? parent.credentials,
    umask: parent.umask,
    cgroup: parent.cgroup,
    descriptors,
    oomScoreAdjust: parent.resourceUse.oomScoreAdjust,
    isNoNewPrivileges: parent.isNoNewPrivileges,
    ...(group ? { group } : {}),
    ...(parent.actions ? { actions: parent.actions } : {}),
    ...(parent.capabilities ? { capabilities: parent.capabilities } : {}),
    ...(parent.limits ? { limits: parent.limits } : {}),
  };
}

/** Throws EPERM for a group that is not there, or is of another session. */
function groupFor(parent: KernelProcess, wanted: SpawnOptions['group']): ProcessGroup {
  if (typeof wanted !== 'number') return parent.group;
  const group = parent.space.groups.get(wanted);
  if (!group || group.session !== parent.group.session) throw new SystemError('EPERM');
  return group;
}

function standardDescriptors(parent: KernelProcess): ReadonlyMap<number, OpenFile> {
  const standard = new Map<number, OpenFile>();
  for (const fd of [0, 1, 2]) {
    const file = parent.descriptors.get(fd);
    if (file) standard.set(fd, file);
  }
  return standard;
}

/** Handlers are code of the program that is left; what was ignored stays ignored. */
function ignoredIn(state: ProcessState): ReadonlyMap<number, 'ignore'> {
  const ignored = new Map<number, 'ignore'>();
  for (const [signal, action] of state.actions ?? []) if (action === 'ignore') ignored.set(signal, action);
  return ignored;
}
