import { NotSimulated } from '../../core/errors.ts';
import type { Micros } from '../../core/clock.ts';
import type { Process } from '../../core/process.ts';
import type { ExitCode, Program, System } from '../../machine/system.ts';

/** A service of the host as systemd knows it: the Docker engine is the only one. */
export interface Service {
  readonly description: string;
  readonly isActive: () => boolean;
  /** Virtual time of the last start or stop. */
  readonly since: () => Micros;
  start(): Process<void>;
  stop(): Process<void>;
}

const QUIET_VERBS = ['enable', 'disable'] as const;
const NEEDS_ROOT: ReadonlySet<string> = new Set(['start', 'stop', 'restart', ...QUIET_VERBS]);
const VERBS: ReadonlySet<string> = new Set([...NEEDS_ROOT, 'status', 'is-active', 'is-enabled']);

/** `systemctl VERB docker`, for the services of the host. `service docker VERB` is the same in the old order. */
export function createSystemctl(find: (unit: string) => Service | undefined): Program[] {
  return [
    { name: 'systemctl', main: (system) => run(system, find, system.argv.slice(1).filter((word) => !['--now', '--no-pager', '-q', '--quiet'].includes(word))) },
    { name: 'service', main: (system) => run(system, find, [system.argv[2] ?? 'status', system.argv[1] ?? '']) },
  ];
}

function* run(system: System, find: (unit: string) => Service | undefined, [verb = '', name]: readonly string[]): Process<ExitCode> {
  if (verb.startsWith('-') || verb === '' || verb === 'list-units') throw new NotSimulated(`systemctl ${verb}`.trim());
  if (!VERBS.has(verb)) {
    yield* system.complain(`Unknown command verb ${verb}.\n`);
    return 1;
  }
  if (name === undefined) {
    yield* system.complain('Too few arguments.\n');
    return 1;
  }
  const unit = name.replace(/\.service$/, '');
  const service = find(unit);
  if (!service) {
    const words = verb === 'status' ? `Unit ${unit}.service could not be found.` : `Failed to ${verb} ${unit}.service: Unit ${unit}.service not found.`;
    yield* system.complain(`${words}\n`);
    return verb === 'status' ? 4 : 5;
  }
  if (NEEDS_ROOT.has(verb) && system.credentials.uid !== 0) {
    yield* system.complain(`Failed to ${verb} ${unit}.service: Interactive authentication required.\nSee system logs and 'systemctl status ${unit}.service' for details.\n`);
    return 4;
  }
  return yield* act(system, verb, unit, service);
}

function* act(system: System, verb: string, unit: string, service: Service): Process<ExitCode> {
  switch (verb) {
    case 'is-active':
      yield* system.print(service.isActive() ? 'active\n' : 'inactive\n');
      return service.isActive() ? 0 : 3;
    case 'is-enabled':
      yield* system.print('enabled\n');
      return 0;
    case 'status':
      yield* system.print(statusText(system, unit, service));
      return service.isActive() ? 0 : 3;
    case 'enable':
      return 0;
    case 'disable':
      throw new NotSimulated('systemctl disable');
    default:
      if (verb !== 'start') yield* service.stop();
      if (verb !== 'stop') yield* service.start();
      return 0;
  }
}

function statusText(system: System, unit: string, service: Service): string {
  const since = new Date(service.since() / 1000).toISOString().replace('T', ' ').slice(0, 19);
  const seconds = Math.floor((system.now() - service.since()) / 1_000_000);
  const state = service.isActive() ? 'active (running)' : 'inactive (dead)';
  const ago = seconds < 60 ? `${seconds}s` : `${Math.floor(seconds / 60)}min ${seconds % 60}s`;
  return [
    `${service.isActive() ? '●' : '○'} ${unit}.service - ${service.description}`,
    `     Loaded: loaded (/lib/systemd/system/${unit}.service; enabled; preset: enabled)`,
    `     Active: ${state} since ${since} UTC; ${ago} ago`,
    'TriggeredBy: ● docker.socket',
    '       Docs: https://docs.docker.com',
    '',
  ].join('\n');
}
