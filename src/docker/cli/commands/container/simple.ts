import {
  killContainer, pauseContainer, removeContainer, renameContainer, restartContainer, stopContainer, unpauseContainer, updateContainer, waitContainer,
} from '../../../client/containers.ts';
import { DaemonError } from '../../../client/client.ts';
import { atLeast, exactly } from '../../command.ts';
import type { Command } from '../../command.ts';
import { CommandError } from '../../errors.ts';
import { bool, bytes, decimal, int, string, swap, uint16 } from '../../flags/kinds.ts';
import type { Flag } from '../../flags/flag.ts';
import { parseRestartPolicy } from '../../options/container-config.ts';
import { endWith, forEachName, isFailure, oneByOne } from '../../parallel.ts';
import type { Session } from '../../session.ts';

/** The commands that do one thing to each container that is named. */

const MANY = 'CONTAINER [CONTAINER...]';
const SIGNAL_NAMES = ['SIGTERM', 'SIGKILL', 'SIGINT', 'SIGHUP', 'SIGQUIT', 'SIGUSR1', 'SIGUSR2'];

const stopFlags: readonly Flag[] = [
  string('s,signal', 'Signal to send', { choices: SIGNAL_NAMES }),
  int('time', 'Seconds to wait before it is killed', { isHidden: true, deprecated: 'use --timeout instead', into: 'timeout' }),
  int('t,timeout', 'Seconds to wait before it is killed'),
];

function stopOptions({ flags }: Session): { readonly signal: string; readonly timeout?: number } {
  return { signal: flags.text('signal'), ...(flags.isGiven('timeout') ? { timeout: flags.number('timeout') } : {}) };
}

const names = (verb: string, ...others: readonly string[]) => [`docker container ${verb}`, ...others, `docker ${verb}`];

export const stop: Command = {
  path: 'docker container stop', names: names('stop'), usage: `[OPTIONS] ${MANY}`, about: 'Stop running containers', arguments: atLeast(1),
  flags: stopFlags, completes: 'running containers',
  run: (session) => forEachName(session, session.args, (name) => stopContainer(session.client, name, stopOptions(session))),
};

export const restart: Command = {
  path: 'docker container restart', names: names('restart'), usage: `[OPTIONS] ${MANY}`, about: 'Stop containers and start them again', arguments: atLeast(1),
  flags: stopFlags, completes: 'containers',
  run: (session) =>
    oneByOne(session, session.args, function* (name) {
      yield* restartContainer(session.client, name, stopOptions(session));
      yield* session.print(`${name}\n`);
    }),
};

export const kill: Command = {
  path: 'docker container kill', names: names('kill'), usage: `[OPTIONS] ${MANY}`, about: 'Send a signal to containers, SIGKILL unless told', arguments: atLeast(1),
  flags: [string('s,signal', 'Signal to send', { choices: SIGNAL_NAMES })], completes: 'running containers',
  run: (session) => forEachName(session, session.args, (name) => killContainer(session.client, name, session.flags.text('signal'))),
};

export const pause: Command = {
  path: 'docker container pause', names: names('pause'), usage: MANY, about: 'Freeze containers',
  details: 'Freeze every process of one or more containers', arguments: atLeast(1), completes: 'running containers',
  run: (session) => forEachName(session, session.args, (name) => pauseContainer(session.client, name)),
};

export const unpause: Command = {
  path: 'docker container unpause', names: names('unpause'), usage: MANY, about: 'Let frozen containers run on',
  details: 'Let the frozen processes of one or more containers run on', arguments: atLeast(1), completes: 'running containers',
  run: (session) => forEachName(session, session.args, (name) => unpauseContainer(session.client, name)),
};

export const rm: Command = {
  path: 'docker container rm', names: names('rm', 'docker container remove'), usage: `[OPTIONS] ${MANY}`, about: 'Remove containers',
  arguments: atLeast(1), completes: 'containers',
  flags: [
    bool('f,force', 'Remove it even while it runs (with SIGKILL)'),
    bool('l,link', 'Remove this link, not a container'),
    bool('v,volumes', 'Remove its anonymous volumes as well'),
  ],
  *run(session) {
    const { flags, client } = session;
    const options = { force: flags.isOn('force'), volumes: flags.isOn('volumes'), link: flags.isOn('link') };
    const gone = new Set<string>();
    const removed = new Set<string>();
    const status = yield* collect(session, function* (name) {
      const path = name.replace(/^\/+/, '');
      if (path === '') throw new CommandError('container name cannot be empty');
      try {
        yield* removeContainer(client, path, options);
        removed.add(name);
      } catch (error) {
        // What isn't there any more is as good as removed for --force; it is said all the same.
        if (!options.force || !(error instanceof DaemonError) || error.status !== 404) throw error;
        gone.add(error.message);
      }
    }, removed, gone);
    return status;
  },
};

/** In parallel, printing names that worked; what `--force` forgives is complained about without failing. */
function* collect(session: Session, body: (name: string) => ReturnType<NonNullable<Command['run']>> | Generator<never, void, void> | ReturnType<typeof removeContainer>, removed: ReadonlySet<string>, forgiven: ReadonlySet<string>): ReturnType<NonNullable<Command['run']>> {
  const errors: string[] = [];
  const tasks = session.args.map((name) => {
    const run = function* (): ReturnType<typeof removeContainer> {
      try {
        yield* body(name);
      } catch (error) {
        if (!isFailure(error)) throw error;
        errors.push(error.message);
      }
    };
    return session.system.startThread(run());
  });
  for (const [i, task] of tasks.entries()) {
    while (!task.isDone) yield* task.ended.wait();
    if (removed.has(session.args[i]!)) yield* session.print(`${session.args[i]}\n`);
  }
  for (const message of forgiven) yield* session.complain(`${message}\n`);
  return yield* endWith(session, errors);
}

export const rename: Command = {
  path: 'docker container rename', names: names('rename'), usage: 'CONTAINER NEW_NAME', about: 'Rename a container', arguments: exactly(2),
  completes: ['containers'],
  *run(session) {
    const [from, to] = session.args.map((name) => name.trim()) as [string, string];
    if (from === '' || to === '') throw new CommandError('Error: Neither old nor new names may be empty');
    try {
      yield* renameContainer(session.client, from, to);
    } catch (error) {
      if (!isFailure(error)) throw error;
      throw new CommandError(`${error.message}${error.message.startsWith('drydock: ') ? '' : `\nError: failed to rename container named ${from}`}`);
    }
    return 0;
  },
};

export const wait: Command = {
  path: 'docker container wait', names: names('wait'), usage: MANY, about: 'Wait until containers have stopped, and print their exit codes', arguments: atLeast(1), completes: 'running containers',
  run: (session) =>
    oneByOne(session, session.args, function* (name) {
      const status = yield* waitContainer(session.client, name, '');
      yield* session.print(`${status.StatusCode}\n`);
    }),
};

export const update: Command = {
  path: 'docker container update', names: names('update'), usage: `[OPTIONS] ${MANY}`, about: 'Change the limits of containers',
  details: 'Change the limits of one or more containers', arguments: atLeast(1), completes: 'containers',
  flags: [
    uint16('blkio-weight', 'Share of block I/O against others, from 10 to 1000; 0 turns it off', { shownDefault: '0' }),
    int('cpu-period', 'Length of a period of the CFS scheduler, in microseconds'),
    int('cpu-quota', 'CPU time in such a period, in microseconds'),
    int('cpu-rt-period', 'Length of a real-time period, in microseconds', { isRefused: true }),
    int('cpu-rt-runtime', 'Real-time CPU time in such a period, in microseconds', { isRefused: true }),
    int('c,cpu-shares', 'Share of the CPU against other containers'),
    decimal('cpus', 'How many CPUs it may use'),
    string('cpuset-cpus', 'Which CPUs it may use (0-3, 0,1)'),
    string('cpuset-mems', 'Which memory nodes it may use (0-3, 0,1)'),
    bytes('kernel-memory', 'Limit on kernel memory (no kernel has it any more)', { isHidden: true }),
    bytes('m,memory', 'Limit on memory'),
    bytes('memory-reservation', 'Memory to come down to when the host runs short'),
    swap('memory-swap', 'Limit on memory and swap together; -1 is no limit'),
    int('pids-limit', 'How many processes it may have; -1 is no limit'),
    string('restart', 'What to do when the container exits', { choices: ['no', 'always', 'unless-stopped', 'on-failure'] }),
  ],
  *run(session) {
    const { flags, client } = session;
    if (flags.given.length === 0) throw new CommandError('you must provide one or more flags when using this command');
    const request = {
      BlkioWeight: flags.number('blkio-weight'), CpusetCpus: flags.text('cpuset-cpus'), CpusetMems: flags.text('cpuset-mems'), CpuShares: flags.number('cpu-shares'),
      Memory: flags.number('memory'), MemoryReservation: flags.number('memory-reservation'), MemorySwap: flags.number('memory-swap'),
      CpuPeriod: flags.number('cpu-period'), CpuQuota: flags.number('cpu-quota'), CpuRealtimePeriod: 0, CpuRealtimeRuntime: 0, NanoCpus: flags.number('cpus'),
      // 0 is what the flag is when it is not given, and is not sent.
      ...(flags.number('pids-limit') === 0 ? {} : { PidsLimit: flags.number('pids-limit') }),
      RestartPolicy: parseRestartPolicy(flags.text('restart')),
    };
    const warnings: string[] = [];
    const errors: string[] = [];
    for (const name of session.args) {
      try {
        const response = yield* updateContainer(client, name, request);
        yield* session.print(`${name}\n`);
        warnings.push(...(response.Warnings ?? []));
      } catch (error) {
        if (!isFailure(error)) throw error;
        errors.push(error.message);
      }
    }
    if (warnings.length > 0) yield* session.print(`${warnings.join('\n')}\n`);
    return yield* endWith(session, errors);
  },
};
