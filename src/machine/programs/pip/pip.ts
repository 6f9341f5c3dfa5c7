import type { Process } from '../../../core/process.ts';
import type { System } from '../../system.ts';
import type { Installation } from '../python/start.ts';
import { formatMoment, momentOf } from '../support/calendar.ts';
import { installedIn, versionIn } from './installed.ts';
import type { Installed } from './installed.ts';
import type { Words } from './words.ts';

/** One run of pip: where it runs, and what it was told. */
export class Pip {
  constructor(
    readonly system: System,
    readonly installation: Installation,
    readonly words: Words = { operands: [], flags: new Set(), values: new Map() },
  ) {}

  *print(text: string): Process<void> {
    yield* this.system.print(text);
  }

  /** What --quiet hides. */
  *say(text: string): Process<void> {
    if (!this.has('-q', '--quiet', '-qq')) yield* this.system.print(text);
  }

  /** Whether one of these flags was given. */
  has(...names: readonly string[]): boolean {
    return names.some((name) => this.words.flags.has(name));
  }

  /** All values that were given for these options. */
  values(...names: readonly string[]): readonly string[] {
    return names.flatMap((name) => this.words.values.get(name) ?? []);
  }

  ownVersion(): string {
    return versionIn(this.system.files, this.folders(), 'pip') ?? '23.0.1';
  }

  installed(): ReadonlyMap<string, Installed> {
    return installedIn(this.system.files, this.folders());
  }

  /** Where packages may be installed: the last folder is the user's own. */
  folders(): readonly string[] {
    const home = this.system.env.get('HOME') ?? '/root';
    return [...this.installation.sitePackages, `${home}/.local/lib/python${this.installation.minor}/site-packages`];
  }

  /** Today: what the index holds depends on it. */
  date(): string {
    return formatMoment('%Y-%m-%d', momentOf(this.system.now()));
  }

  /** 12 of Python 3.12. */
  minor(): number {
    return Number(this.installation.minor.split('.')[1]);
  }
}
