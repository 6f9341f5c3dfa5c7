import type { System } from '../../system.ts';

/** What a registry is told by its file and by its environment, which has the last word. */
export interface Settings {
  readonly port: number;
  readonly root: string;
  readonly allowsDeletes: boolean;
  /** Basic authentication. */
  readonly auth: { readonly realm: string; readonly path: string } | undefined;
}

/** Settings that change nothing that can be seen here. */
const WITHOUT_EFFECT = new Set(['REGISTRY_HTTP_SECRET', 'REGISTRY_LOG_LEVEL', 'REGISTRY_LOG_FORMATTER', 'REGISTRY_STORAGE_CACHE_BLOBDESCRIPTOR', 'REGISTRY_VERSION']);
const HONOURED = new Set([
  'REGISTRY_HTTP_ADDR', 'REGISTRY_STORAGE', 'REGISTRY_STORAGE_DELETE_ENABLED', 'REGISTRY_STORAGE_FILESYSTEM_ROOTDIRECTORY',
  'REGISTRY_AUTH', 'REGISTRY_AUTH_HTPASSWD_REALM', 'REGISTRY_AUTH_HTPASSWD_PATH',
]);

/** Undefined for a setting that is not simulated: its name is given instead. */
export function readSettings(system: System, configuration: string): Settings | { readonly refused: string } {
  const { env } = system;
  const refused = [...env.keys()].find((name) => name.startsWith('REGISTRY_') && !HONOURED.has(name) && !WITHOUT_EFFECT.has(name));
  if (refused !== undefined) return { refused };
  const storage = env.get('REGISTRY_STORAGE') ?? 'filesystem';
  if (storage !== 'filesystem') return { refused: `REGISTRY_STORAGE=${storage}` };
  const scheme = env.get('REGISTRY_AUTH') ?? (/^auth:/m.test(configuration) ? 'htpasswd' : undefined);
  if (scheme !== undefined && scheme !== 'htpasswd') return { refused: `REGISTRY_AUTH=${scheme}` };
  const address = env.get('REGISTRY_HTTP_ADDR') ?? valueOf(configuration, 'addr') ?? ':5000';
  return {
    port: Number(address.split(':').at(-1)),
    root: `${env.get('REGISTRY_STORAGE_FILESYSTEM_ROOTDIRECTORY') ?? valueOf(configuration, 'rootdirectory') ?? '/var/lib/registry'}/docker/registry/v2`,
    allowsDeletes: (env.get('REGISTRY_STORAGE_DELETE_ENABLED') ?? /delete:\s*\{?\s*enabled:\s*(\w+)/.exec(configuration)?.[1]) === 'true',
    auth: scheme === undefined ? undefined : {
      realm: env.get('REGISTRY_AUTH_HTPASSWD_REALM') ?? valueOf(configuration, 'realm') ?? '',
      path: env.get('REGISTRY_AUTH_HTPASSWD_PATH') ?? valueOf(configuration, 'path') ?? '',
    },
  };
}

/** A scalar of the file by the last part of its name: those that matter here have names of their own. */
function valueOf(configuration: string, name: string): string | undefined {
  return new RegExp(`(?:^|[\\s{])${name}:\\s*['"]?([^\\s,'"}]+)`, 'm').exec(configuration)?.[1];
}
