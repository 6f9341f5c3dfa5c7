import { NotSimulated } from '../../../core/errors.ts';
import { CommandError } from '../errors.ts';
import { parseHost } from '../options/host.ts';
import type { ConfigFile } from './config-file.ts';
import { DEFAULT_HOST } from './contexts.ts';
import type { ContextStore } from './contexts.ts';

export interface Endpoint {
  /** The name of the context in use. */
  readonly context: string;
  /** The daemon's address. Throws when the context isn't there: only commands that need the daemon ask. */
  host(): string;
}

/** Where the daemon is: -H, then --context, then DOCKER_HOST, then DOCKER_CONTEXT, then the context in use. */
export function resolveEndpoint(hosts: readonly string[], context: string, env: ReadonlyMap<string, string>, config: ConfigFile, contexts: ContextStore): Endpoint {
  if (hosts.length > 1) throw new CommandError('Failed to initialize: unable to resolve docker endpoint: Specify only one -H');
  if (hosts.length === 1 && context !== '') throw new CommandError('conflicting options: cannot specify both --host and --context');
  if (hosts.length === 1) return { context: 'default', host: () => resolved(hosts[0]!) };
  const name = context || (env.get('DOCKER_HOST') ? 'default' : env.get('DOCKER_CONTEXT') || config.currentContext || 'default');
  if (name === 'default') return { context: 'default', host: () => (env.get('DOCKER_HOST') ? resolved(env.get('DOCKER_HOST')!) : DEFAULT_HOST) };
  return {
    context: name,
    host() {
      const found = contexts.get(name);
      if (!found) throw new CommandError(`Failed to initialize: unable to resolve docker endpoint: context "${name}": context not found: open ${contexts.storage(name).metadata}/meta.json: no such file or directory`);
      return found.host;
    },
  };
}

function resolved(text: string): string {
  try {
    const host = parseHost(text);
    if (host === 'fd://') throw new CommandError('Failed to initialize: unable to parse docker host `fd://`');
    if (host.startsWith('npipe:')) throw new CommandError('Failed to initialize: protocol not available');
    if (host.startsWith('ssh:')) throw new NotSimulated('a daemon over ssh');
    return host;
  } catch (error) {
    if (error instanceof CommandError && !error.message.startsWith('Failed')) throw new CommandError(`Failed to initialize: unable to resolve docker endpoint: ${error.message}`);
    throw error;
  }
}
