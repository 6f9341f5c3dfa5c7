import { CommandError } from '../errors.ts';
import { readFormat } from './formatter.ts';
import type { ClientInfo, InfoResponse } from './info.ts';
import { TemplateError } from './template/errors.ts';
import { Struct } from './template/values.ts';
import type { Value } from './template/values.ts';

/** Fields that are structs in Go: their own fields keep their order, where the keys of maps are sorted. */
const STRUCTS = new Set(['Plugins', 'Swarm', 'RegistryConfig', 'ContainerdCommit', 'RuncCommit', 'InitCommit', 'ClientInfo', 'Containerd']);

function structOf(value: unknown): Value {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value as Value;
  const fields = Object.entries(value).map(([name, field]) => [name, name === 'IndexConfigs' ? (field as Value) : structOf(field)] as const);
  return new Struct('struct', new Map(fields), new Map(), value);
}

/** `docker info --format`: what the daemon says, and the client's part under ClientInfo. Throws CommandError. */
export function formatInfo(server: InfoResponse | null, client: ClientInfo | null, format: string): string {
  const { template } = readFormat(format);
  const json = { ...server, ...(client ? { ClientInfo: { ...client, Plugins: client.Plugins ?? [] } } : {}) };
  const fields = new Map<string, Value>(Object.entries(json as Readonly<Record<string, unknown>>).map(([name, value]) => [name, STRUCTS.has(name) ? structOf(value) : (value as Value)]));
  try {
    return `${template.execute(new Struct('system.dockerInfo', fields, new Map(), json))}\n`;
  } catch (error) {
    if (error instanceof TemplateError) throw new CommandError(error.message);
    throw error;
  }
}
