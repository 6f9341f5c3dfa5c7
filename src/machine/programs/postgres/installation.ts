import type { System } from '../../system.ts';

/** The version of what is installed: `16.9 (Debian 16.9-1.pgdg120+1)`. */
export function installedVersion({ files, env }: System): string {
  const version = [`/usr/lib/postgresql/${env.get('PG_MAJOR') ?? '16'}/share/VERSION`, '/usr/local/share/VERSION'].filter((path) => files.exists(path)).map((path) => files.readText(path).trim())[0] ?? '16.9';
  return files.exists('/etc/debian_version') ? `${version} (Debian ${version}-1.pgdg120+1)` : version;
}
