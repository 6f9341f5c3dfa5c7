import { concat, toBytes } from '../../../core/bytes.ts';
import type { Micros } from '../../../core/clock.ts';
import { anyOf } from '../../../core/process.ts';
import type { Process } from '../../../core/process.ts';
import type { Input } from '../../../core/stream.ts';
import { invalidParameter, notImplemented } from '../../api/errors.ts';
import { formatTimeFixed, parseUnixTime } from '../../api/time.ts';
import type { Daemon } from '../daemon.ts';
import type { Container } from './container.ts';
import { frame } from './frames.ts';
import type { ContainerLog, LogEntry } from './log.ts';
import { respond } from './response-stream.ts';
import type { ResponseStream } from './response-stream.ts';

export interface LogsOptions {
  readonly stdout: boolean;
  readonly stderr: boolean;
  readonly follow: boolean;
  readonly timestamps: boolean;
  readonly details: boolean;
  /** Unix time with a fraction, or ''. */
  readonly since: string;
  readonly until: string;
  /** `all`, '' or a number. */
  readonly tail: string;
}

export interface LogsAnswer {
  readonly body: Input;
  readonly isTty: boolean;
}

interface Reading {
  readonly since: Micros;
  readonly until: Micros;
  readonly shows: (entry: LogEntry) => boolean;
  readonly encode: (entry: LogEntry) => Uint8Array;
}

/** GET /containers/{id}/logs. */
export function containerLogs(daemon: Daemon, reference: string, options: LogsOptions): LogsAnswer {
  const container = daemon.containers.find(reference);
  if (!options.stdout && !options.stderr) throw invalidParameter('Bad parameters: you must choose at least one stream');
  const { log } = container.streams;
  if (!log) throw notImplemented('configured logging driver does not support reading');
  const reading: Reading = {
    since: momentOf(options.since, 0),
    until: momentOf(options.until, Infinity),
    shows: ({ stream }) => (stream === 'stdout' ? options.stdout : options.stderr),
    encode: encoderOf(container, options),
  };
  const tail = tailOf(options.tail);
  return { body: respond(daemon, (stream) => write(container, log, stream, reading, tail, options.follow)), isTty: container.config.Tty };
}

function momentOf(text: string, otherwise: Micros): Micros {
  if (text === '' || text === '0') return otherwise;
  const moment = parseUnixTime(text);
  if (moment === undefined) throw invalidParameter(`invalid value for "since": failed to parse value as time or duration: ${JSON.stringify(text)}`);
  return moment;
}

/** How many of the last lines; all for anything that is no number, and for negative ones. */
function tailOf(text: string): number {
  return /^\d+$/.test(text) ? Number(text) : Infinity;
}

function encoderOf(container: Container, options: LogsOptions): (entry: LogEntry) => Uint8Array {
  const details = options.details ? `${detailsOf(container)} ` : '';
  return ({ stream, at, bytes }) => {
    const prefix = `${options.timestamps ? `${formatTimeFixed(at)} ` : ''}${details}`;
    const whole = prefix === '' ? bytes : concat([toBytes(prefix), bytes]);
    return container.config.Tty ? whole : frame(stream, whole);
  };
}

/** The labels and variables that `--log-opt labels=` and `env=` chose, as `key=value,key=value`. */
function detailsOf({ config, hostConfig }: Container): string {
  const options = hostConfig.LogConfig.Config;
  const labels = (options['labels'] ?? '').split(',').flatMap((name) => (config.Labels[name] === undefined ? [] : [[name, config.Labels[name]]]));
  const wanted = new Set((options['env'] ?? '').split(','));
  const env = (config.Env ?? []).map((entry) => entry.split(/=(.*)/s)).filter(([name]) => wanted.has(name!));
  return [...labels, ...env].sort(([a], [b]) => (a! < b! ? -1 : 1)).map(([name, value]) => `${encodeURIComponent(name!)}=${encodeURIComponent(value ?? '')}`).join(',');
}

function* write(container: Container, log: ContainerLog, stream: ResponseStream, reading: Reading, tail: number, isFollowing: boolean): Process<void> {
  let next = log.end;
  const past = [...log.entries(0)].filter((entry) => entry.at >= reading.since && entry.at <= reading.until);
  const chosen = tail === Infinity ? past : past.slice(past.length - Math.min(tail, past.length));
  for (const entry of chosen) if (reading.shows(entry)) yield* stream.write(reading.encode(entry));
  if (!isFollowing) return;
  for (;;) {
    next = Math.max(next, log.start);
    for (const entry of log.entries(next)) {
      if (entry.at > reading.until) return;
      if (reading.shows(entry)) yield* stream.write(reading.encode(entry));
      next++;
    }
    if (next < log.end) continue;
    if (stream.isGone || container.isRemoved || !container.isRunning) return;
    yield anyOf(log.changed.asWait(), container.changed.asWait(), stream.gone.asWait());
  }
}
