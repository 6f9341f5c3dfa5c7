import type { Process } from '../../../../core/process.ts';
import { toBase64Url } from '../../../../core/base64.ts';
import { inputOf } from '../../../../core/stream.ts';
import { pullImage } from '../../../client/images.ts';
import { familiarReference, parseImageName, withDefaultTag } from '../../options/reference.ts';
import type { Reference } from '../../options/reference.ts';
import { showProgress } from '../../progress.ts';
import type { ProgressTarget } from '../../progress.ts';
import type { Session } from '../../session.ts';
import type { ConfigFile } from '../../config/config-file.ts';

/** Docker Hub's name in config.json. */
export const DOCKER_HUB = 'https://index.docker.io/v1/';

/** The header X-Registry-Auth for the registry of an image. */
export function authFor(config: ConfigFile, domain: string): string {
  const server = domain === 'docker.io' ? DOCKER_HUB : domain;
  const login = config.logins.get(server);
  if (!login) return toBase64Url('{}');
  return toBase64Url(JSON.stringify({ username: login.username, password: login.password, serveraddress: server }));
}

export function repositoryName({ domain, path }: Reference): string {
  return familiarReference({ domain, path });
}

/** Pulls an image that a container is to be made from. Without a target nothing is shown. */
export function* pullFor(session: Session, name: string, platform: string, target: ProgressTarget | undefined): Process<void> {
  const reference = withDefaultTag(parseImageName(name));
  const stream = yield* pullImage(session.client, {
    image: repositoryName(reference), tag: reference.digest ?? reference.tag ?? '', platform, auth: authFor(session.config, reference.domain),
  });
  const quiet: ProgressTarget = { *write() {}, columns: undefined };
  yield* showProgress(stream, target ?? quiet);
}

export { inputOf };
