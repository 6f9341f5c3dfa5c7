import { CommandError } from '../errors.ts';
import { readFormat } from './formatter.ts';
import type { ClientInfo, InfoResponse } from './info.ts';
import { TemplateError } from './template/errors.ts';
import { Struct } from './template/values.ts';
import type { Value } from './template/values.ts';

/** `docker info --format`: what the daemon says, and the client's part under ClientInfo. Throws CommandError. */
export function formatInfo(server: InfoResponse | null, client: ClientInfo | null, format: string): string {
  const { template } = readFormat(format);
  const json = { ...server, ...(client ? { ClientInfo: { ...client, Plugins: client.Plugins ?? [] } } : {}) };
  const fields = new Map<string, Value>(Object.entries(json as Readonly<Record<string, unknown>>) as [string, Value][]);
  try {
    return `${template.execute(new Struct('system.dockerInfo', fields, new Map(), json))}\n`;
  } catch (error) {
    if (error instanceof TemplateError) throw new CommandError(error.message);
    throw error;
  }
}
