import { FlagValueError } from '../flags/flag.ts';
import { ParseError, parseInteger } from '../golang/numbers.ts';
import { readCsv } from './csv.ts';

/** One `--network`: a name, or `name=…,alias=…,ip=…`. */
export interface NetworkAttachment {
  readonly target: string;
  readonly aliases: readonly string[];
  readonly driverOptions: Readonly<Record<string, string>> | undefined;
  readonly ip: string;
  readonly ip6: string;
  readonly linkLocalIps: readonly string[];
  readonly macAddress: string;
  readonly gatewayPriority: number;
  /** Written as fields, not as a name alone. */
  readonly isLong: boolean;
}

const PLAIN = { aliases: [], driverOptions: undefined, ip: '', ip6: '', linkLocalIps: [], macAddress: '', gatewayPriority: 0 };

/** Throws FlagValueError. */
export function parseNetwork(text: string): NetworkAttachment {
  if (!/\b(name|alias|driver-opt|ip|ip6|mac-address|link-local-ip|gw-priority)=/.test(text) && !text.includes('=')) return { ...PLAIN, target: text, isLong: false };
  const network: { -readonly [Key in keyof NetworkAttachment]: NetworkAttachment[Key] } = { ...PLAIN, target: '', isLong: true };
  for (const field of readCsv(text)) {
    const equals = field.indexOf('=');
    const key = (equals < 0 ? field : field.slice(0, equals)).trim().toLowerCase();
    const value = (equals < 0 ? '' : field.slice(equals + 1)).trim().toLowerCase();
    if (equals < 0 && key !== '') throw new FlagValueError(`invalid field ${field}`);
    switch (key) {
      case 'name': network.target = value; break;
      case 'alias': network.aliases = [...network.aliases, value]; break;
      case 'ip': network.ip = value; break;
      case 'ip6': network.ip6 = value; break;
      case 'mac-address': network.macAddress = value; break;
      case 'link-local-ip': network.linkLocalIps = [...network.linkLocalIps, value]; break;
      case 'driver-opt': network.driverOptions = { ...network.driverOptions, ...parseDriverOption(value) }; break;
      case 'gw-priority': network.gatewayPriority = readPriority(value); break;
      default: throw new FlagValueError(`invalid field key ${key}`);
    }
  }
  if (network.target === '') throw new FlagValueError('network name/id is not specified');
  return network;
}

function readPriority(text: string): number {
  try {
    return parseInteger(text, { base: 10, as: 'Atoi' });
  } catch (error) {
    if (!(error instanceof ParseError)) throw error;
    throw new FlagValueError(`invalid gw-priority (${text}): ${error.message.replace(/^.*: /, '')}`);
  }
}

/** `key=value`; both are made lower case and trimmed. */
export function parseDriverOption(text: string): Record<string, string> {
  const equals = text.indexOf('=');
  const key = equals < 0 ? '' : text.slice(0, equals).trim().toLowerCase();
  if (key === '') throw new FlagValueError('invalid key value pair format in driver options');
  return { [key]: text.slice(equals + 1).trim().toLowerCase() };
}
