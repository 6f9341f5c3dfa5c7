import { invalidParameter, isApiError } from '../../api/errors.ts';
import type { HostConfig } from '../../api/types/containers.ts';
import type { Daemon } from '../daemon.ts';
import type { Container } from './container.ts';

/** `--link old:db` on the default bridge, as `/old:/own/db`. Throws when the other container is not there. */
export function resolveLinks(daemon: Daemon, name: string, hostConfig: HostConfig): readonly string[] | null {
  if (!hostConfig.Links) return null;
  return hostConfig.Links.map((link) => {
    const [target, alias] = parseLink(link);
    const container = findLinked(daemon, target);
    if (container.hostConfig.NetworkMode === 'host') throw invalidParameter('conflicting options: host type networking can\'t be used with links. This would result in undefined behavior');
    return `/${container.name}:/${name}/${alias}`;
  });
}

function findLinked(daemon: Daemon, target: string): Container {
  try {
    return daemon.containers.find(target);
  } catch (error) {
    if (isApiError(error)) throw invalidParameter(`could not get container for ${target}: ${error.message}`);
    throw error;
  }
}

/** `name`, `name:alias` or the kept form `/name:/own/alias`. */
export function parseLink(link: string): [target: string, alias: string] {
  if (link === '') throw invalidParameter(`empty string specified for links`);
  const parts = link.split(':');
  if (parts.length > 2) throw invalidParameter(`bad format for links: ${link}`);
  const target = parts[0]!;
  if (parts.length === 1) return [target, target.replace(/^\//, '')];
  const alias = parts[1]!;
  return [target, alias.startsWith('/') ? alias.slice(alias.lastIndexOf('/') + 1) : alias];
}
