import type { VersionResponse } from '../../api/types/system.ts';
import { CommandError } from '../errors.ts';
import { DOCKER_FUNCTIONS } from './functions.ts';
import { WIDE, alignTabs } from './tabwriter.ts';
import { TemplateError } from './template/errors.ts';
import { goFunction } from './template/functions.ts';
import { Template } from './template/template.ts';
import { Struct, TypedMap, Nil } from './template/values.ts';
import type { TemplateFunction, Value } from './template/values.ts';

export interface ClientVersion {
  readonly version: string;
  readonly apiVersion: string;
  readonly defaultApiVersion: string;
  readonly gitCommit: string;
  readonly goVersion: string;
  readonly os: string;
  readonly arch: string;
  readonly buildTime: string;
  readonly context: string;
  readonly platform?: string;
}

const TEMPLATE = `{{with .Client}}Client:{{if ne .Platform nil}}{{if ne .Platform.Name ""}} {{.Platform.Name}}{{end}}{{end}}
 Version:\t{{.Version}}
 API version:\t{{.APIVersion}}{{if ne .APIVersion .DefaultAPIVersion}} (downgraded from {{.DefaultAPIVersion}}){{end}}
 Go version:\t{{.GoVersion}}
 Git commit:\t{{.GitCommit}}
 Built:\t{{.BuildTime}}
 OS/Arch:\t{{.Os}}/{{.Arch}}
 Context:\t{{.Context}}{{end}}{{if ne .Server nil}}{{with .Server}}

Server:{{if ne .Platform.Name ""}} {{.Platform.Name}}{{end}}{{range $component := .Components}}
 {{$component.Name}}:{{if eq $component.Name "Engine"}}
  Version:\t{{.Version}}
  API version:\t{{index .Details "ApiVersion"}} (minimum version {{index .Details "MinAPIVersion"}})
  Go version:\t{{index .Details "GoVersion"}}
  Git commit:\t{{index .Details "GitCommit"}}
  Built:\t{{index .Details "BuildTime"}}
  OS/Arch:\t{{index .Details "Os"}}/{{index .Details "Arch"}}
  Experimental:\t{{index .Details "Experimental"}}{{else}}
  Version:\t{{$component.Version}}{{range $key := getDetailsOrder $component}}
  {{$key}}:\t{{index $component.Details $key}}{{end}}{{end}}{{end}}{{end}}{{end}}`;

const EXTRA: ReadonlyMap<string, TemplateFunction> = new Map([
  ...DOCKER_FUNCTIONS,
  ['getDetailsOrder', goFunction('getDetailsOrder', ['any'], ([component]) => [...((component as Struct).fields.get('Details') as TypedMap).keys()].sort() as Value)],
]);

/** What `docker version` prints; without a server where none answers. Throws CommandError. */
export function formatVersion(client: ClientVersion, server: VersionResponse | undefined, format: string): string {
  const text = format === '' ? TEMPLATE : format === 'json' ? '{{json .}}' : format;
  let template: Template;
  try {
    template = new Template(text, EXTRA, 'version');
  } catch (error) {
    if (error instanceof TemplateError) throw new CommandError(`template parsing error: ${error.message}`, 64);
    throw error;
  }
  try {
    return `${alignTabs(template.execute(dataOf(client, server)), WIDE)}\n`;
  } catch (error) {
    if (error instanceof TemplateError) throw new CommandError(error.message);
    throw error;
  }
}

function dataOf(client: ClientVersion, server: VersionResponse | undefined): Value {
  const platform = client.platform === undefined ? undefined : { Name: client.platform };
  const clientJson = {
    ...(platform ? { Platform: platform } : {}), Version: client.version, ApiVersion: client.apiVersion, DefaultAPIVersion: client.defaultApiVersion,
    GitCommit: client.gitCommit, GoVersion: client.goVersion, Os: client.os, Arch: client.arch, BuildTime: client.buildTime, Context: client.context,
  };
  const clientFields = new Map<string, Value>([
    ['Platform', platform ? new Struct('struct { Name string }', new Map([['Name', platform.Name]]), new Map(), platform, true) : new Nil('pointer', '*struct { Name string }')],
    ['Version', client.version], ['APIVersion', client.apiVersion], ['DefaultAPIVersion', client.defaultApiVersion], ['GitCommit', client.gitCommit],
    ['GoVersion', client.goVersion], ['Os', client.os], ['Arch', client.arch], ['BuildTime', client.buildTime], ['Context', client.context],
  ]);
  const fields = new Map<string, Value>([
    ['Client', new Struct('system.clientVersion', clientFields, new Map(), clientJson)],
    ['Server', server ? serverOf(server) : new Nil('pointer', '*types.Version')],
  ]);
  const methods = new Map([['ServerOK', goFunction('ServerOK', [], () => server !== undefined)]]);
  return new Struct('system.versionInfo', fields, methods);
}

function serverOf(server: VersionResponse): Struct {
  const components: Value = (server.Components ?? []).map(
    (component) =>
      new Struct(
        'types.ComponentVersion',
        new Map<string, Value>([
          ['Name', component.Name],
          ['Version', component.Version],
          ['Details', new TypedMap('map[string]string', '', Object.entries(component.Details ?? {}))],
        ]),
        new Map(),
        component,
      ),
  );
  const fields = new Map<string, Value>([
    ['Platform', new Struct('struct { Name string }', new Map([['Name', server.Platform?.Name ?? '']]), new Map(), server.Platform)],
    ['Components', components], ['Version', server.Version], ['APIVersion', server.ApiVersion], ['MinAPIVersion', server.MinAPIVersion ?? ''],
    ['GitCommit', server.GitCommit], ['GoVersion', server.GoVersion], ['Os', server.Os], ['Arch', server.Arch],
    ['KernelVersion', server.KernelVersion ?? ''], ['Experimental', false], ['BuildTime', server.BuildTime ?? ''],
  ]);
  return new Struct('types.Version', fields, new Map(), server, true);
}
