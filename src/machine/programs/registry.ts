import type { Process } from '../../core/process.ts';
import { isSystemError } from '../errno.ts';
import type { ExitCode, Program, System } from '../system.ts';
import { Service } from './registry/service.ts';
import { readSettings } from './registry/settings.ts';
import { formatMoment, momentOf } from './support/calendar.ts';
import { serveHttp } from './support/http-server.ts';

/** The registry (https://distribution.github.io/distribution/): `registry serve CONFIG`. */
export const program: Program = {
  name: 'registry',
  *main(system) {
    const [, action, path] = system.argv;
    if (action === '--version' || action === '-v') {
      yield* system.print('registry github.com/distribution/distribution/v3 3.0.0\n');
      return 0;
    }
    if (action !== 'serve') {
      yield* system.complain(action === undefined ? 'Usage:\n  registry [flags]\n  registry [command]\n' : `drydock: registry ${action} is not simulated\n`);
      return 1;
    }
    return yield* serve(system, path ?? '');
  },
};

function* serve(system: System, path: string): Process<ExitCode> {
  let configuration: string;
  try {
    configuration = system.files.readText(path);
  } catch (error) {
    if (!isSystemError(error)) throw error;
    yield* system.complain(`configuration error: open ${path}: ${error.message.toLowerCase()}\n`);
    return 1;
  }
  const settings = readSettings(system, configuration);
  if ('refused' in settings) {
    yield* system.complain(`drydock: ${settings.refused} of registry is not simulated\n`);
    return 1;
  }
  const listener = system.network.listen({ host: '0.0.0.0', port: settings.port });
  yield* system.complain(`time="${formatMoment('%Y-%m-%dT%H:%M:%SZ', momentOf(system.now()))}" level=info msg="listening on [::]:${listener.address.port}" go.version=go1.23.7 instance.id=${system.entropy.hex(32)} service=registry version=3.0.0\n`);
  const service = new Service(system, settings);
  yield* serveHttp(system, listener, { handle: (request) => service.handle(request) });
  return 0;
}
