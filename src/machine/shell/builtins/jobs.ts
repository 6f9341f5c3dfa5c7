import type { Process } from '../../../core/process.ts';
import { SIGNALS } from '../../signals.ts';
import type { ExitCode } from '../../system.ts';
import type { Job } from '../execute/jobs.ts';
import { jobLine } from '../execute/job-text.ts';
import type { Shell } from '../execute/shell.ts';
import { complain } from './builtin.ts';
import type { Builtin } from './builtin.ts';

const jobs: Builtin = {
  name: 'jobs',
  *run(shell, args) {
    const letters = args.filter((arg) => arg.startsWith('-')).join('');
    const names = args.filter((arg) => !arg.startsWith('-'));
    shell.jobs.update();
    let wanted: readonly Job[] = shell.jobs.list;
    if (names.length > 0) {
      const found: Job[] = [];
      for (const name of names) {
        const job = yield* jobFor(shell, 'jobs', name);
        if (!job) return 1;
        found.push(job);
      }
      wanted = found;
    }
    for (const job of [...wanted]) {
      if (letters.includes('r') && job.state !== 'running') continue;
      if (letters.includes('s') && job.state !== 'stopped') continue;
      if (letters.includes('p')) yield* shell.print(`${job.group}\n`);
      else yield* shell.print(`${jobLine(shell, job, letters.includes('l') ? 'group' : 'none')}\n`);
      job.isTold = true;
      if (job.state === 'done') shell.jobs.remove(job);
    }
    return 0;
  },
};

function* jobFor(shell: Shell, name: string, spec: string | undefined): Process<Job | undefined> {
  const job = shell.jobs.find(spec ?? '%+');
  if (job && job !== 'ambiguous') return job;
  const shown = spec ?? 'current';
  if (shell.isBash) yield* complain(shell, name, job === 'ambiguous' ? `${shown}: ambiguous job spec` : `${shown}: no such job`);
  else yield* shell.report(spec === undefined ? 'No current job' : `No such job: ${shown}`);
  return undefined;
}

function* needsControl(shell: Shell, name: string): Process<boolean> {
  if (shell.jobs.isControlling) return true;
  yield* complain(shell, name, shell.isBash ? 'no job control' : `job ${shell.jobs.current ? '1' : '(null)'} not created under job control`);
  return false;
}

/** Lets a stopped job go on. */
function resume(shell: Shell, job: Job): void {
  job.state = 'running';
  job.isTold = true;
  shell.system.kill(-job.group, SIGNALS.SIGCONT);
}

function* runFg(shell: Shell, args: readonly string[]): Process<ExitCode> {
  if (!(yield* needsControl(shell, 'fg'))) return 1;
  const job = yield* jobFor(shell, 'fg', args[0]);
  if (!job) return shell.isBash ? 1 : 2;
  yield* shell.print(`${job.source}\n`);
  if (shell.system.terminal) shell.system.terminal.foreground = job.group;
  const isOver = job.processes.every(({ child }) => child.status);
  shell.jobs.remove(job);
  if (!isOver) resume(shell, job);
  return yield* shell.jobs.waitForeground(job.processes, job.source);
}

function* runBg(shell: Shell, args: readonly string[]): Process<ExitCode> {
  if (!(yield* needsControl(shell, 'bg'))) return 1;
  const specs = args.length > 0 ? args : [undefined];
  for (const spec of specs) {
    const job = yield* jobFor(shell, 'bg', spec);
    if (!job) return shell.isBash ? 1 : 2;
    if (job.state === 'running') {
      yield* complain(shell, 'bg', `job ${job.id} already in background`);
      continue;
    }
    resume(shell, job);
    shell.jobs.makeCurrent(job);
    yield* shell.print(shell.isBash ? `[${job.id}]${shell.jobs.mark(job)} ${job.source} &\n` : `[${job.id}] ${job.source}\n`);
  }
  return 0;
}

const disown: Builtin = {
  name: 'disown',
  dialects: ['bash'],
  *run(shell, args) {
    const letters = args.filter((arg) => arg.startsWith('-')).join('');
    const specs = args.filter((arg) => !arg.startsWith('-'));
    const wanted: Job[] = [];
    if (letters.includes('a')) wanted.push(...shell.jobs.list);
    else if (letters.includes('r')) wanted.push(...shell.jobs.list.filter((job) => job.state === 'running'));
    else {
      for (const spec of specs.length > 0 ? specs : [undefined]) {
        const byPid = spec !== undefined && /^\d+$/.test(spec) ? shell.jobs.list.find((job) => job.processes.some(({ child }) => child.pid === Number(spec))) : undefined;
        const job = byPid ?? (yield* jobFor(shell, 'disown', spec));
        if (!job) return 1;
        wanted.push(job);
      }
    }
    for (const job of wanted) {
      if (letters.includes('h')) job.isKept = true;
      else shell.jobs.remove(job);
    }
    return 0;
  },
};

const suspend: Builtin = {
  name: 'suspend',
  dialects: ['bash'],
  *run(shell) {
    if (shell.isLogin) {
      yield* complain(shell, 'suspend', 'cannot suspend a login shell');
      return 1;
    }
    shell.system.kill(shell.system.pid, SIGNALS.SIGSTOP);
    yield* shell.system.pay();
    return 0;
  },
};

export const jobBuiltins: readonly Builtin[] = [
  jobs,
  { name: 'fg', run: runFg },
  { name: 'bg', run: runBg },
  disown,
  suspend,
];
