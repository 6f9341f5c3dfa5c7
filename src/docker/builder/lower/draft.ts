import type { HealthCheck } from '../interpret/instruction.ts';
import type { History, ImageConfig, ImageDocument } from '../../registry/oci.ts';
import { PortSet } from './expose.ts';
import { formatPlatform } from './platform.ts';
import type { Platform } from './platform.ts';

export const HISTORY_COMMENT = 'buildkit.dockerfile.v0';

/** A history is shared by the stages that stand on one another. */
interface Committed {
  readonly entry: History;
  readonly before: Committed | undefined;
}

/** An image on its way: what its configuration blob will say. */
export class ImageDraft {
  architecture: string;
  os: string;
  variant: string;
  author: string | undefined;
  readonly env: Map<string, string>;
  #exposedPorts: PortSet | undefined;
  readonly volumes: Set<string>;
  labels: Map<string, string> | undefined;
  entrypoint: readonly string[] | undefined;
  cmd: readonly string[] | undefined;
  shell: readonly string[];
  onBuild: readonly string[];
  workingDir: string;
  user: string;
  stopSignal: string;
  healthcheck: HealthCheck | undefined;
  isArgsEscaped: boolean;
  #history: Committed | undefined;

  constructor(document: Pick<ImageDocument, 'architecture' | 'os' | 'variant' | 'author' | 'config' | 'history'>) {
    const config = document.config ?? {};
    this.architecture = document.architecture;
    this.os = document.os;
    this.variant = document.variant ?? '';
    this.author = document.author;
    this.env = new Map((config.Env ?? []).map(splitPair));
    const ports = Object.keys(config.ExposedPorts ?? {});
    this.#exposedPorts = ports.length > 0 ? new PortSet(ports) : undefined;
    this.volumes = new Set(Object.keys(config.Volumes ?? {}));
    this.labels = config.Labels && new Map(Object.entries(config.Labels));
    this.entrypoint = config.Entrypoint;
    this.cmd = config.Cmd;
    this.shell = config.Shell ?? [];
    this.onBuild = config.OnBuild ?? [];
    this.workingDir = config.WorkingDir ?? '';
    this.user = config.User ?? '';
    this.stopSignal = config.StopSignal ?? '';
    this.healthcheck = config.Healthcheck;
    this.isArgsEscaped = config.ArgsEscaped ?? false;
    this.history = document.history ?? [];
  }

  static empty({ os, architecture, variant }: Platform): ImageDraft {
    return new ImageDraft({ os, architecture, variant, config: { WorkingDir: '/' } });
  }

  clone(): ImageDraft {
    const copy = new ImageDraft({
      os: this.os, architecture: this.architecture, variant: this.variant, config: this.config(), ...(this.author !== undefined && { author: this.author }),
    });
    copy.#history = this.#history;
    return copy;
  }

  get exposedPorts(): PortSet {
    return (this.#exposedPorts ??= new PortSet());
  }

  /** The oldest first. */
  get history(): readonly History[] {
    const entries: History[] = [];
    for (let last = this.#history; last; last = last.before) entries.push(last.entry);
    return entries.reverse();
  }

  set history(entries: readonly History[]) {
    this.#history = entries.reduce<Committed | undefined>((before, entry) => ({ entry, before }), undefined);
  }

  /** The newest. */
  get lastHistory(): History | undefined {
    return this.#history?.entry;
  }

  /** Takes the newest away. */
  popHistory(): History | undefined {
    const last = this.#history;
    this.#history = last?.before;
    return last?.entry;
  }

  pushHistory(entry: History): void {
    this.#history = { entry, before: this.#history };
  }

  get platform(): string {
    return formatPlatform({ os: this.os, architecture: this.architecture, variant: this.variant });
  }

  /** Notes a step for `docker history`. */
  commit(createdBy: string, hasLayer: boolean): void {
    this.pushHistory(hasLayer ? { created_by: createdBy, comment: HISTORY_COMMENT } : { created_by: createdBy, comment: HISTORY_COMMENT, empty_layer: true });
  }

  config(): ImageConfig {
    const empties = (keys: Iterable<string>) => Object.fromEntries([...keys].sort().map((key) => [key, {}]));
    return {
      ...(this.user && { User: this.user }),
      ...(this.#exposedPorts && { ExposedPorts: empties(this.#exposedPorts.keys()) }),
      ...(this.env.size > 0 && { Env: [...this.env].map(([name, value]) => `${name}=${value}`) }),
      ...(this.entrypoint && { Entrypoint: this.entrypoint }),
      ...(this.cmd && { Cmd: this.cmd }),
      ...(this.volumes.size > 0 && { Volumes: empties(this.volumes) }),
      ...(this.workingDir && { WorkingDir: this.workingDir }),
      ...(this.labels && this.labels.size > 0 && { Labels: Object.fromEntries([...this.labels].sort(([a], [b]) => (a < b ? -1 : 1))) }),
      ...(this.stopSignal && { StopSignal: this.stopSignal }),
      ...(this.healthcheck && { Healthcheck: this.healthcheck }),
      ...(this.onBuild.length > 0 && { OnBuild: this.onBuild }),
      ...(this.shell.length > 0 && { Shell: this.shell }),
      ...(this.isArgsEscaped && { ArgsEscaped: true }),
    };
  }
}

function splitPair(text: string): readonly [string, string] {
  const equals = text.indexOf('=');
  return equals < 0 ? [text, ''] : [text.slice(0, equals), text.slice(equals + 1)];
}
