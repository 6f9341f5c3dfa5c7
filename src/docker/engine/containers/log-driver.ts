import { NotSimulated } from '../../../core/errors.ts';
import { invalidParameter, isApiError } from '../../api/errors.ts';
import type { LogConfig } from '../../api/types/containers.ts';
import type { LogRotation } from './log.ts';

/** Options of the drivers that keep logs on the host, and whether they rotate without being asked. */
const OPTIONS: Readonly<Record<string, readonly string[]>> = {
  'json-file': ['max-file', 'max-size', 'compress', 'labels', 'labels-regex', 'env', 'env-regex', 'tag', 'mode', 'max-buffer-size'],
  local: ['max-file', 'max-size', 'compress', 'mode', 'max-buffer-size'],
};
const REMOTE_DRIVERS = ['syslog', 'journald', 'gelf', 'fluentd', 'awslogs', 'splunk', 'gcplogs', 'etwlogs'];

/** How a container's log is kept; undefined for the driver none. Throws for drivers and options that are not known. */
export function rotationOf({ Type, Config }: LogConfig): LogRotation | undefined {
  if (Type === 'none') return undefined;
  if (REMOTE_DRIVERS.includes(Type)) throw new NotSimulated(`the logging driver ${Type}`);
  const known = OPTIONS[Type];
  if (!known) throw invalidParameter(`error looking up logging plugin ${Type}: plugin ${JSON.stringify(Type)} not found`);
  for (const option of Object.keys(Config)) {
    if (!known.includes(option)) throw invalidParameter(`unknown log opt '${option}' for ${Type} log driver`);
  }
  if (Config['mode'] === 'non-blocking') throw new NotSimulated('--log-opt mode=non-blocking');
  const problem = limitProblemOf({ Type, Config });
  // It is found when the container is started: until then nothing is logged.
  if (problem !== undefined) return { maxSize: Infinity, maxFiles: 1 };
  return Type === 'local' ? limitsOfLocal(Config) : limitsOfJsonFile(Config);
}

/** What is wrong with the limits, which dockerd finds when it opens the log at the start. */
export function limitProblemOf({ Type, Config }: LogConfig): string | undefined {
  if (!(Type in OPTIONS)) return undefined;
  try {
    void (Type === 'local' ? limitsOfLocal(Config) : limitsOfJsonFile(Config));
    return undefined;
  } catch (error) {
    if (isApiError(error)) return error.message;
    throw error;
  }
}

function limitsOfJsonFile(config: LogConfig['Config']): LogRotation {
  const maxSize = config['max-size'] === undefined ? Infinity : parseSize(config['max-size']);
  const maxFiles = config['max-file'] === undefined ? 1 : parseCount(config['max-file']);
  if (config['compress'] !== undefined && maxSize === Infinity) throw invalidParameter('compress cannot be true when max-file is less than 2 or max-size is not set');
  return { maxSize, maxFiles };
}

function limitsOfLocal(config: LogConfig['Config']): LogRotation {
  return {
    maxSize: config['max-size'] === undefined ? 20 * 1024 * 1024 : parseSize(config['max-size']),
    maxFiles: config['max-file'] === undefined ? 5 : parseCount(config['max-file']),
  };
}

const UNITS: Readonly<Record<string, number>> = { '': 1, b: 1, k: 1024, m: 1024 ** 2, g: 1024 ** 3, t: 1024 ** 4 };

function parseSize(text: string): number {
  if (text === '-1') return Infinity;
  const match = /^(\d+(?:\.\d+)?) ?([kmgt]?)(?:i?b)?$/i.exec(text);
  if (!match) throw invalidParameter(`invalid size: '${text}'`);
  return Math.floor(Number(match[1]) * UNITS[match[2]!.toLowerCase()]!);
}

function parseCount(text: string): number {
  if (!/^[+-]?\d+$/.test(text)) throw invalidParameter(`strconv.Atoi: parsing ${JSON.stringify(text)}: invalid syntax`);
  if (Number(text) < 1) throw invalidParameter('max-file cannot be less than 1');
  return Number(text);
}
