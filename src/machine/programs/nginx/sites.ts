import { ConfigurationError } from './configuration.ts';
import type { Directive } from './configuration.ts';

/** What a request to one place of a server meets: directives of http, server and location, the innermost first. */
export class Scope {
  constructor(
    readonly levels: readonly (readonly Directive[])[],
    readonly location: Location | undefined,
    readonly site: Site,
  ) {}

  /** The nearest directive of a name. */
  one(name: string): Directive | undefined {
    for (const level of this.levels) {
      const found = level.findLast((each) => each.name === name);
      if (found) return found;
    }
    return undefined;
  }

  value(name: string): string | undefined {
    return this.one(name)?.args[0];
  }

  /** All directives of a name at the nearest level that has any. */
  all(name: string): readonly Directive[] {
    for (const level of this.levels) {
      const found = level.filter((each) => each.name === name);
      if (found.length > 0) return found;
    }
    return [];
  }

  /** Of the location itself, else of the server: rewriting is not inherited. */
  own(name: string): readonly Directive[] {
    return (this.levels[0] ?? []).filter((each) => each.name === name);
  }
}

export interface Location {
  readonly modifier: '' | '=' | '^~' | '~' | '~*' | '@';
  readonly path: string;
  readonly pattern?: RegExp;
  readonly directives: readonly Directive[];
}

/** A server block. */
export interface Site {
  readonly listens: readonly Listen[];
  readonly names: readonly string[];
  readonly directives: readonly Directive[];
  readonly locations: readonly Location[];
}

export interface Listen {
  readonly host: string;
  readonly port: number;
  readonly isDefault: boolean;
}

export interface Upstream {
  readonly name: string;
  readonly servers: readonly { readonly address: string; readonly weight: number; readonly isDown: boolean; readonly isBackup: boolean }[];
}

export interface Configuration {
  readonly main: readonly Directive[];
  readonly http: readonly Directive[];
  readonly sites: readonly Site[];
  readonly upstreams: ReadonlyMap<string, Upstream>;
  /** Content types by extension. */
  readonly types: ReadonlyMap<string, string>;
  readonly logFormats: ReadonlyMap<string, string>;
}

const COMBINED = '$remote_addr - $remote_user [$time_local] "$request" $status $body_bytes_sent "$http_referer" "$http_user_agent"';

export function toConfiguration(main: readonly Directive[]): Configuration {
  const http = main.find(({ name }) => name === 'http')?.block ?? [];
  if (!main.some(({ name }) => name === 'events')) throw new ConfigurationError('no "events" section in configuration');
  const types = new Map<string, string>();
  for (const { block } of http.filter(({ name }) => name === 'types')) for (const { name, args } of block ?? []) for (const extension of args) types.set(extension, name);
  return {
    main,
    http,
    types,
    sites: http.filter(({ name }) => name === 'server').map(toSite),
    upstreams: new Map(http.filter(({ name }) => name === 'upstream').map((each) => [each.args[0]!, toUpstream(each)])),
    logFormats: new Map([['combined', COMBINED], ...http.filter(({ name }) => name === 'log_format').map(({ args }) => [args[0]!, args.slice(1).filter((arg) => !arg.startsWith('escape=')).join('')] as const)]),
  };
}

function toSite({ block = [] }: Directive): Site {
  const listens = block.filter(({ name }) => name === 'listen').map(toListen);
  return {
    listens: listens.length > 0 ? listens : [{ host: '0.0.0.0', port: 80, isDefault: false }],
    names: block.filter(({ name }) => name === 'server_name').flatMap(({ args }) => args),
    directives: block,
    locations: block.filter(({ name }) => name === 'location').map(toLocation),
  };
}

function toListen({ args, file, line }: Directive): Listen {
  const [, host = '', port = ''] = /^(?:(\[[0-9a-fA-F:]*\]|[^:]*):)?(\d+)$/.exec(args[0]!) ?? [undefined, args[0]!, '80'];
  if (!(Number(port) > 0 && Number(port) < 65_536)) throw new ConfigurationError(`invalid port in "${args[0]}" of the "listen" directive in ${file}:${line}`);
  return { host: host === '' || host === '*' ? '0.0.0.0' : host.replace(/^\[|\]$/g, ''), port: Number(port), isDefault: args.includes('default_server') };
}

function toLocation(directive: Directive): Location {
  const { args, block = [] } = directive;
  const modifier = args.length > 1 ? (args[0] as Location['modifier']) : args[0]!.startsWith('@') ? '@' : '';
  const path = args.at(-1)!;
  if (modifier !== '~' && modifier !== '~*') return { modifier, path, directives: block };
  return { modifier, path, pattern: new RegExp(path, modifier === '~*' ? 'i' : ''), directives: block };
}

function toUpstream({ args, block = [] }: Directive): Upstream {
  const servers = block.filter(({ name }) => name === 'server').map((each) => ({
    address: each.args[0]!.includes(':') ? each.args[0]! : `${each.args[0]}:80`,
    weight: Number(each.args.find((arg) => arg.startsWith('weight='))?.slice(7) ?? 1),
    isDown: each.args.includes('down'),
    isBackup: each.args.includes('backup'),
  }));
  return { name: args[0]!, servers };
}

/** The server for a port and a host name: an exact name, then `*.name`, then the default. */
export function chooseSite(configuration: Configuration, port: number, host: string): Site {
  const here = configuration.sites.filter(({ listens }) => listens.some((listen) => listen.port === port));
  return (
    here.find(({ names }) => names.includes(host)) ??
    here.find(({ names }) => names.some((name) => name.startsWith('*.') && host.endsWith(name.slice(1)))) ??
    here.find(({ listens }) => listens.some((listen) => listen.port === port && listen.isDefault)) ??
    here[0]!
  );
}

/** `=` first, then the longest prefix when it is `^~`, then the first pattern, then the longest prefix. */
export function chooseLocation(site: Site, path: string): Location | undefined {
  const exact = site.locations.find((each) => each.modifier === '=' && each.path === path);
  if (exact) return exact;
  const prefixes = site.locations.filter((each) => (each.modifier === '' || each.modifier === '^~') && path.startsWith(each.path));
  const longest = prefixes.reduce<Location | undefined>((best, each) => (!best || each.path.length > best.path.length ? each : best), undefined);
  if (longest?.modifier === '^~') return longest;
  return site.locations.find((each) => each.pattern?.test(path)) ?? longest;
}

export function scopeOf(configuration: Configuration, site: Site, location: Location | undefined): Scope {
  return new Scope([...(location ? [location.directives] : []), site.directives, configuration.http], location, site);
}
