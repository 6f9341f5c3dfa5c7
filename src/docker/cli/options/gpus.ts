import type { DeviceRequest } from '../../api/types/containers.ts';
import { FlagValueError } from '../flags/flag.ts';
import { ParseError, parseInteger } from '../golang/numbers.ts';
import { readCsv } from './csv.ts';

type Building = { -readonly [Key in keyof DeviceRequest]: DeviceRequest[Key] };

/** `all`, a count, or `count=…,device=…,driver=…,capabilities=…,options=…`. Throws FlagValueError. */
export function parseGpus(text: string): DeviceRequest {
  const request: Building = { Driver: '', Count: 0, DeviceIDs: null, Capabilities: [['gpu']], Options: {} };
  const seen = new Set<string>();
  for (const field of readCsv(text)) {
    const equals = field.indexOf('=');
    const key = equals < 0 ? field : field.slice(0, equals);
    if (seen.has(key)) throw new FlagValueError(`gpu request key '${key}' can be specified only once`);
    seen.add(key);
    if (equals >= 0) setField(request, key, field.slice(equals + 1), field);
    else {
      seen.add('count');
      request.Count = readCount(key);
    }
  }
  if (!seen.has('count') && request.DeviceIDs === null) request.Count = 1;
  return request;
}

function setField(request: Building, key: string, value: string, field: string): void {
  switch (key) {
    case 'driver': request.Driver = value; break;
    case 'count': request.Count = readCount(value); break;
    case 'device': request.DeviceIDs = value.split(','); break;
    case 'capabilities': request.Capabilities = [[...value.split(','), 'gpu']]; break;
    case 'options': request.Options = Object.fromEntries(readCsv(value).map(assignment)); break;
    default: throw new FlagValueError(`unexpected key '${key}' in '${field}'`);
  }
}

function assignment(text: string): readonly [string, string] {
  const equals = text.indexOf('=');
  return equals < 0 ? [text, ''] : [text.slice(0, equals), text.slice(equals + 1)];
}

function readCount(text: string): number {
  if (text === 'all') return -1;
  try {
    return parseInteger(text, { base: 10, as: 'Atoi' });
  } catch (error) {
    if (!(error instanceof ParseError)) throw error;
    throw new FlagValueError(`invalid count (${text}): value must be either "all" or an integer: ${error.message.replace(/^.*: /, '')}`);
  }
}
