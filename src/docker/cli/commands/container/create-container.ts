import type { Process } from '../../../../core/process.ts';
import { isSystemError } from '../../../../machine/errno.ts';
import type { CreateContainerRequest } from '../../../api/types/containers.ts';
import { DaemonError } from '../../../client/client.ts';
import { createContainer } from '../../../client/containers.ts';
import { CommandError, withHelp } from '../../errors.ts';
import { containerConfig } from '../../options/container-config.ts';
import { familiarReference, parseImageName, withDefaultTag } from '../../options/reference.ts';
import { canonicalIp } from '../../options/ip.ts';
import { surroundingsOf } from '../../options/surroundings.ts';
import { checkPlatform } from '../../options/platform.ts';
import type { Session } from '../../session.ts';
import { outputTarget } from '../../progress.ts';
import { pullFor } from '../image/pull-image.ts';

/** What the flags come to; what is wrong with them is said with a hint at --help. */
export function* readFlags(session: Session): Process<CreateContainerRequest> {
  const around = yield* surroundingsOf(session.system, session.flags);
  try {
    const pull = session.flags.text('pull');
    if (!['always', 'missing', 'never', ''].includes(pull)) throw new CommandError(`invalid pull option: '${pull}': must be one of "always", "missing" or "never"`);
    return withProxies(session, containerConfig(session.flags, session.args, around));
  } catch (error) {
    if (error instanceof CommandError) throw withHelp(error.message, session.path);
    throw error;
  }
}

/** Proxies of config.json are in the environment unless `-e` says otherwise. */
function withProxies({ config, host }: Session, request: CreateContainerRequest): CreateContainerRequest {
  const given = request.Env ?? [];
  const missing = [...config.proxyVariables(host)].filter(([name]) => !given.some((entry) => entry === name || entry.startsWith(`${name}=`)));
  return missing.length === 0 ? request : { ...request, Env: [...given, ...missing.map(([name, value]) => `${name}=${value}`)] };
}

/** Makes the container, and pulls its image first where `--pull` says so. Gives its id. */
export function* createFromFlags(session: Session, request: CreateContainerRequest): Process<string> {
  const { flags } = session;
  checkImageName(request.Image!);
  const idFile = flags.text('cidfile');
  if (idFile !== '') reserveIdFile(session, idFile);
  const pull = flags.text('pull');
  yield* warnAboutDns(session, request);
  checkPlatform(flags.text('platform'));
  const image = request.Image!;
  const target = flags.isOn('quiet') ? undefined : outputTarget(session, 2);
  if (pull === 'always') yield* pullFor(session, image, flags.text('platform'), target);
  const create = () => createContainer(session.client, request, flags.text('name'), flags.text('platform'));
  let response;
  try {
    response = yield* create();
  } catch (error) {
    // As in the real command, whatever was not found: it may be a volume's driver.
    const isMissing = error instanceof DaemonError && error.status === 404;
    if (!isMissing || pull !== 'missing') throw error;
    if (!flags.isOn('quiet')) yield* session.complain(`Unable to find image '${familiarReference(withDefaultTag(parseImageName(image)))}' locally\n`);
    yield* pullFor(session, image, flags.text('platform'), target);
    response = yield* create();
  }
  for (const warning of response.Warnings ?? []) yield* session.complain(`WARNING: ${warning}\n`);
  if (idFile !== '') session.system.files.write(idFile, response.Id);
  return response.Id;
}

function reserveIdFile(session: Session, path: string): void {
  const { files } = session.system;
  if (files.exists(path)) throw new CommandError(`container ID file found, make sure the other container isn't running or delete ${path}`);
  try {
    files.write(path, '');
  } catch (error) {
    if (!isSystemError(error)) throw error;
    throw new CommandError(`failed to create the container ID file: open ${path}: ${error.message.toLowerCase()}`);
  }
}

function* warnAboutDns(session: Session, request: CreateContainerRequest): Process<void> {
  for (const address of request.HostConfig?.Dns ?? []) {
    const ip = canonicalIp(address);
    if (ip === '::1' || ip?.startsWith('127.')) {
      yield* session.complain(`WARNING: Localhost DNS (${address}) may fail in containers.\n`);
      return;
    }
  }
}

/** A container id file that stayed empty goes away again. */
export function dropEmptyIdFile(session: Session): void {
  const path = session.flags.text('cidfile');
  if (path === '') return;
  const { files } = session.system;
  if (files.exists(path) && files.stat(path).size === 0) files.unlink(path);
}

/** An image's name that can't be one is refused before anything else. */
function checkImageName(image: string): void {
  if (/^[a-f0-9]{64}$/.test(image) || /^sha256:[a-f0-9]{64}$/.test(image)) return;
  parseImageName(image);
}
