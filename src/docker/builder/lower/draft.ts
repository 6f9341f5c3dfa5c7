import type { HealthCheck } from '../interpret/instruction.ts';
import type { History, ImageConfig, ImageDocument } from '../../registry/oci.ts';
import { formatPlatform } from './platform.ts';
import type { Platform } from './platform.ts';

export const HISTORY_COMMENT = 'buildkit.dockerfile.v0';

/** An image on its way: what its configuration blob will say. */
export class ImageDraft {
  architecture: string;
  os: string;
  variant: string;
  author: string | undefined;
  readonly env: Map<string, string>;
  exposedPorts: ReadonlySet<string>;
  volumes: ReadonlySet<string>;
  labels: ReadonlyMap<string, string> | undefined;
  entrypoint: readonly string[] | undefined;
  cmd: readonly string[] | undefined;
  shell: readonly string[];
  onBuild: readonly string[];
  workingDir: string;
  user: string;
  stopSignal: string;
  healthcheck: HealthCheck | undefined;
  isArgsEscaped: boolean;
  readonly history: History[];

  constructor(document: Pick<ImageDocument, 'architecture' | 'os' | 'variant' | 'author' | 'config' | 'history'>) {
    const config = document.config ?? {};
    this.architecture = document.architecture;
    this.os = document.os;
    this.variant = document.variant ?? '';
    this.author = document.author;
    this.env = new Map((config.Env ?? []).map(splitPair));
    this.exposedPorts = new Set(Object.keys(config.ExposedPorts ?? {}));
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
    this.history = [...(document.history ?? [])];
  }

  static empty({ os, architecture, variant }: Platform): ImageDraft {
    return new ImageDraft({ os, architecture, variant, config: { WorkingDir: '/' } });
  }

  clone(): ImageDraft {
    return new ImageDraft({
      os: this.os, architecture: this.architecture, variant: this.variant, config: this.config(), history: this.history,
      ...(this.author !== undefined && { author: this.author }),
    });
  }

  get platform(): string {
    return formatPlatform({ os: this.os, architecture: this.architecture, variant: this.variant });
  }

  /** Notes a step for `docker history`. */
  commit(createdBy: string, hasLayer: boolean): void {
    this.history.push({ created_by: createdBy, comment: HISTORY_COMMENT, ...(!hasLayer && { empty_layer: true }) });
  }

  config(): ImageConfig {
    const empties = (keys: ReadonlySet<string>) => Object.fromEntries([...keys].sort().map((key) => [key, {}]));
    return {
      ...(this.user && { User: this.user }),
      ...(this.exposedPorts.size > 0 && { ExposedPorts: empties(this.exposedPorts) }),
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
