import type { Container } from './container.ts';

export const DEFAULT_PATH = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

/** What the first process of a container finds in its environment: Docker's own, links, the configuration's; `extra` on top. */
export function environmentOf(container: Container, home: string, links: readonly string[], extra: readonly string[] = [], isTty = container.config.Tty): Map<string, string> {
  const env = new Map<string, string>([['PATH', DEFAULT_PATH], ['HOSTNAME', container.config.Hostname]]);
  if (container.config.Domainname !== '') env.set('HOSTNAME', container.config.Hostname);
  if (isTty) env.set('TERM', 'xterm');
  for (const entry of [...links, ...(container.config.Env ?? []), ...extra]) {
    const equals = entry.indexOf('=');
    if (equals < 0) env.delete(entry);
    else env.set(entry.slice(0, equals), entry.slice(equals + 1));
  }
  if (!env.has('HOME')) env.set('HOME', home);
  return env;
}
