import type { Files } from '../../files/files.ts';

/** An entry of /var/lib/dpkg/status. */
export interface StatusEntry {
  readonly name: string;
  readonly version: string;
  readonly architecture: string;
  readonly text: string;
  /** Its files are gone, its configuration is not: `rc`. */
  readonly isRemoved: boolean;
}

const STATUS = '/var/lib/dpkg/status';

export function readStatus(files: Files): Map<string, StatusEntry> {
  const entries = new Map<string, StatusEntry>();
  if (!files.exists(STATUS)) return entries;
  for (const text of files.readText(STATUS).split('\n\n')) {
    const field = (name: string) => new RegExp(`^${name}: (.*)$`, 'm').exec(text)?.[1];
    const name = field('Package');
    if (name === undefined) continue;
    entries.set(name, { name, version: field('Version') ?? '', architecture: field('Architecture') ?? '', text: text.trim(), isRemoved: field('Status')?.endsWith('config-files') ?? false });
  }
  return entries;
}

export function writeStatus(files: Files, entries: ReadonlyMap<string, StatusEntry>): void {
  const sorted = [...entries.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
  files.write(STATUS, sorted.map(({ text }) => `${text}\n`).join('\n'));
}

/** Which packages came only because others need them. */
export function readAutomatic(files: Files): Set<string> {
  const path = '/var/lib/apt/extended_states';
  if (!files.exists(path)) return new Set();
  return new Set([...files.readText(path).matchAll(/^Package: (\S+)\n(?:.*\n)*?Auto-Installed: 1$/gm)].map(([, name]) => name!));
}

export function writeAutomatic(files: Files, names: ReadonlySet<string>, architecture: string): void {
  files.write('/var/lib/apt/extended_states', [...names].sort().map((name) => `Package: ${name}\nArchitecture: ${architecture}\nAuto-Installed: 1\n`).join('\n'));
}

/** `bookworm`, `noble`. */
export function releaseOf(files: Files): string {
  try {
    return /^VERSION_CODENAME=(\S+)$/m.exec(files.readText('/etc/os-release'))?.[1] ?? 'bookworm';
  } catch {
    return 'bookworm';
  }
}
