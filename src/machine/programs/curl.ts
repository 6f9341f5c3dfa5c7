import { concat, toBytes } from '../../core/bytes.ts';
import { toBase64 } from '../../core/base64.ts';
import { MILLISECOND, SECOND } from '../../core/clock.ts';
import type { Micros } from '../../core/clock.ts';
import { NotSimulated } from '../../core/errors.ts';
import type { Process } from '../../core/process.ts';
import { isSystemError } from '../errno.ts';
import { HeaderList, parseUrl, resolveUrl } from '../network/http-message.ts';
import type { HttpUrl } from '../network/http-message.ts';
import { HttpFailure, exchange, percentDecode, within } from './support/http-client.ts';
import type { Answered, HttpEvent } from './support/http-client.ts';
import type { Call } from './support/call.ts';
import { Refusal } from './support/endings.ts';
import { readRest } from './support/inputs.ts';
import { parseOptions } from './support/options.ts';
import type { Parsed } from './support/options.ts';
import { toProgram } from './support/tool.ts';
import type { Tool } from './support/tool.ts';

const OPTIONS = {
  silent: 's --silent',
  showError: 'S --show-error',
  fail: 'f --fail',
  failWithBody: '--fail-with-body',
  include: 'i --include',
  head: 'I --head',
  verbose: 'v --verbose',
  output: 'o --output=',
  remoteName: 'O --remote-name',
  location: 'L --location',
  maxRedirs: '--max-redirs=',
  request: 'X --request=',
  data: 'd --data --data-ascii=',
  dataRaw: '--data-raw=',
  dataBinary: '--data-binary=',
  dataUrlencode: '--data-urlencode=',
  json: '--json=',
  get: 'G --get',
  header: 'H --header=',
  user: 'u --user=',
  agent: 'A --user-agent=',
  referer: 'e --referer=',
  cookie: 'b --cookie=',
  write: 'w --write-out=',
  maxTime: 'm --max-time=',
  connectTimeout: '--connect-timeout=',
  retry: '--retry=',
  retryDelay: '--retry-delay=',
  retryConnrefused: '--retry-connrefused',
  retryAllErrors: '--retry-all-errors',
  unixSocket: '--unix-socket=',
  upload: 'T --upload-file=',
  progressBar: '# --progress-bar',
  noProgress: '--no-progress-meter',
  noBuffer: 'N --no-buffer',
  insecure: 'k --insecure',
  ipv4: '4 --ipv4',
  version: 'V --version',
  url: '--url=',
  http11: '--http1.1',
  compressed: '!--compressed',
  form: '!F --form=',
  proxy: '!x --proxy=',
  cookieJar: '!c --cookie-jar=',
  resolve: '!--resolve=',
  range: '!r --range=',
  continueAt: '!C --continue-at=',
  config: '!K --config=',
} as const;

type Options = Parsed<keyof typeof OPTIONS>;

/** Exit statuses of curl(1), and their words. */
const PROBLEMS = { unresolved: 6, refused: 7, unreachable: 7, timeout: 28, empty: 52, reset: 56, 'not http': 1 } as const;

interface Transfer {
  readonly url: HttpUrl;
  readonly written: string;
  readonly started: Micros;
}

/** What --write-out can tell. */
interface Facts {
  status: number;
  size: number;
  redirects: number;
  type: string;
  url: string;
  remote: string;
  connectTime: Micros;
  time: Micros;
}

export const tool: Tool = {
  name: 'curl',
  usage: '[options...] <url>',
  origin: 'curl 7.88.1',
  usageStatus: 2,
  *run(call) {
    const options = parse(call);
    if (options.has('version')) {
      yield* call.print('curl 7.88.1 (x86_64-pc-linux-gnu) libcurl/7.88.1\nRelease-Date: 2023-02-20\nProtocols: http\nFeatures: UnixSockets\n');
      return 0;
    }
    const urls = [...options.values('url'), ...options.operands];
    if (urls.length === 0) throw new Refusal("curl: try 'curl --help' or 'curl --manual' for more information\n", 2);
    let status = 0;
    for (const [i, url] of urls.entries()) status = yield* fetchWithRetries(call, options, url, i);
    return status;
  },
};

export const program = toProgram(tool);

function parse(call: Call): Options {
  try {
    return parseOptions(call, OPTIONS);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const hint = "curl: try 'curl --help' or 'curl --manual' for more information\n";
    const unknown = /invalid option -- '(.)'|unrecognized option '([^']*)'/.exec(error.message);
    if (unknown) throw new Refusal(`curl: option ${unknown[2] ?? `-${unknown[1]}`}: is unknown\n${hint}`, 2);
    const lacking = /requires an argument(?: -- '(.)')?/.exec(error.message);
    const name = lacking?.[1] ? `-${lacking[1]}` : (/option '([^']*)'/.exec(error.message)?.[1] ?? '');
    throw new Refusal(`curl: option ${name}: requires parameter\n${hint}`, 2);
  }
}

function* fetchWithRetries(call: Call, options: Options, url: string, index: number): Process<number> {
  const retries = Number(options.value('retry') ?? 0);
  let delay: Micros = SECOND;
  for (let left = retries; ; left--) {
    const outcome = yield* fetchOne(call, options, url, index, left > 0);
    if (typeof outcome === 'number') return outcome;
    const wait = options.has('retryDelay') ? Number(options.value('retryDelay')) * SECOND : delay;
    const words = `Will retry in ${Math.ceil(wait / SECOND)} second${wait > SECOND ? 's' : ''}. ${left} ${left === 1 ? 'retry' : 'retries'} left.`;
    if (!isQuiet(options)) yield* call.complain(`Warning: Problem: ${outcome.reason}. ${words}\n`);
    yield* call.system.sleep(wait);
    delay = Math.min(delay * 2, 600 * SECOND);
  }
}

function isQuiet(options: Options): boolean {
  return options.has('silent') && !options.has('showError');
}

/** The exit status, or why it is worth another try. */
function* fetchOne(call: Call, options: Options, text: string, index: number, mayRetry: boolean): Process<number | { readonly reason: string }> {
  const url = parseUrl(text);
  if (!url) return yield* failed(call, options, 3, 'URL using bad/illegal format or missing URL');
  if (url.scheme !== 'http' && url.scheme !== 'https') return yield* failed(call, options, 1, `Protocol "${url.scheme}" not supported or disabled in libcurl`);
  const transfer: Transfer = { url, written: /^[a-z]+:\/\//i.test(text) ? text : `http://${text}`, started: call.now() };
  const facts: Facts = { status: 0, size: 0, redirects: 0, type: '', url: transfer.written, remote: '', connectTime: 0, time: 0 };
  const limit = options.has('maxTime') ? Math.round(Number(options.value('maxTime')) * SECOND) : undefined;
  let status: number;
  try {
    const result = yield* within(call.system, limit, follow(call, options, transfer, facts, index));
    if (result === 'expired') {
      const after = Math.round((call.now() - transfer.started) / MILLISECOND);
      if (mayRetry) return { reason: 'timeout' };
      return yield* failed(call, options, 28, facts.remote === '' ? `Connection timed out after ${after} milliseconds` : `Operation timed out after ${after} milliseconds with ${facts.size} bytes received`);
    }
    status = result.value;
  } catch (error) {
    if (!(error instanceof HttpFailure)) throw error;
    if (mayRetry && (error.problem === 'timeout' || options.has('retryAllErrors') || (error.problem === 'refused' && options.has('retryConnrefused')))) {
      return { reason: error.problem === 'refused' ? 'connection refused' : error.problem === 'timeout' ? 'timeout' : 'all retriable errors' };
    }
    status = yield* failed(call, options, PROBLEMS[error.problem], wordsOf(error, transfer, call.now()));
  }
  if (mayRetry && [408, 429, 500, 502, 503, 504].includes(facts.status)) return { reason: 'HTTP error' };
  facts.time = call.now() - transfer.started;
  if (options.has('write')) yield* call.print(writeOut(options.value('write')!, facts));
  return status;
}

function wordsOf(error: HttpFailure, { url, started }: Transfer, now: Micros): string {
  const elapsed = Math.round((now - started) / MILLISECOND);
  switch (error.problem) {
    case 'unresolved': return `Could not resolve host: ${url.host}`;
    case 'refused': return `Failed to connect to ${url.host} port ${url.port} after ${elapsed} ms: Couldn't connect to server`;
    case 'unreachable': return `Failed to connect to ${url.host} port ${url.port} after ${elapsed} ms: Couldn't connect to server`;
    case 'timeout': return `Failed to connect to ${url.host} port ${url.port} after ${elapsed} ms: Timeout was reached`;
    case 'empty': return 'Empty reply from server';
    case 'reset': return 'Recv failure: Connection reset by peer';
    case 'not http': return 'Received HTTP/0.9 when not allowed';
  }
}

function* failed(call: Call, options: Options, status: number, message: string): Process<number> {
  if (!isQuiet(options)) yield* call.complain(`curl: (${status}) ${message}\n`);
  return status;
}

/** Sends the request and, with -L, those that its answers lead to. */
function* follow(call: Call, options: Options, transfer: Transfer, facts: Facts, index: number): Process<number> {
  let { url } = transfer;
  let method = options.value('request') ?? (options.has('head') ? 'HEAD' : hasData(options) && !options.has('get') ? 'POST' : options.has('upload') ? 'PUT' : 'GET');
  let body = yield* requestBody(call, options);
  if (options.has('get') && body) {
    url = { ...url, target: `${url.target}${url.target.includes('?') ? '&' : '?'}${new TextDecoder().decode(body)}` };
    body = undefined;
  }
  const meter = new Meter(call, showsMeter(call, options));
  yield* meter.start();
  const most = Number(options.value('maxRedirs') ?? 50);
  for (;;) {
    const unixSocket = options.value('unixSocket');
    let answer: Answered;
    try {
      answer = yield* exchange(call.system, {
        url, method, body, headers: requestHeaders(options, url, body), unixSocket,
        connectTimeout: options.has('connectTimeout') ? Math.round(Number(options.value('connectTimeout')) * SECOND) : undefined,
        onEvent: (event) => note(call, options, event, facts, transfer, url.host),
      });
    } catch (error) {
      yield* meter.fail();
      throw error;
    }
    facts.status = answer.head.status;
    facts.type = answer.head.headers.get('content-type') ?? '';
    facts.remote = answer.remote?.host ?? '';
    const location = answer.head.headers.get('location');
    const isRedirect = options.has('location') && location !== undefined && answer.head.status >= 300 && answer.head.status < 400;
    if (!isRedirect) return yield* receive(call, options, answer, facts, url, index, meter, method);
    if (options.has('include') || options.has('head')) yield* call.print(headOf(answer));
    answer.close();
    if (++facts.redirects > most) return yield* failed(call, options, 47, `Maximum (${most}) redirects followed`);
    const next = resolveUrl(location, url);
    if (!next) return yield* failed(call, options, 3, 'URL using bad/illegal format or missing URL');
    if (answer.head.status <= 303 && method === 'POST') {
      method = 'GET';
      body = undefined;
    }
    url = next;
    facts.url = `${url.scheme}://${url.host}${url.port === 80 ? '' : `:${url.port}`}${url.target}`;
  }
}

function headOf(answer: Answered): string {
  return `${answer.head.version} ${answer.head.status} ${answer.head.reason}\r\n${[...answer.head.headers].map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n`;
}

function* receive(call: Call, options: Options, answer: Answered, facts: Facts, url: HttpUrl, index: number, meter: Meter, method: string): Process<number> {
  const total = Number(answer.head.headers.get('content-length') ?? 0);
  if (options.has('fail') && answer.head.status >= 400) {
    answer.close();
    yield* meter.fail();
    return yield* failed(call, options, 22, `The requested URL returned error: ${answer.head.status}`);
  }
  const sink = openSink(call, options, url, index);
  if (options.has('include') || options.has('head')) yield* sink.write(toBytes(headOf(answer)));
  try {
    for (;;) {
      const part = yield* answer.body.read();
      if (part.length === 0) break;
      facts.size += part.length;
      yield* sink.write(part);
      yield* call.spend(2 + part.length / 2000);
    }
  } finally {
    sink.close();
    answer.close();
  }
  const isCut = method !== 'HEAD' && answer.head.headers.has('content-length') && facts.size < total;
  yield* meter.end(facts.size, method === 'HEAD' ? 0 : total);
  if (options.has('verbose')) yield* call.complain(`* Connection #0 to host ${url.host} left intact\n`);
  if (isCut) return yield* failed(call, options, 18, `transfer closed with ${total - facts.size} bytes remaining to read`);
  if (options.has('failWithBody') && answer.head.status >= 400) return yield* failed(call, options, 22, `The requested URL returned error: ${answer.head.status}`);
  return 0;
}

interface Sink {
  write(bytes: Uint8Array): Process<void>;
  close(): void;
}

function openSink(call: Call, options: Options, url: HttpUrl, index: number): Sink {
  const named = options.values('output')[index] ?? (options.has('remoteName') ? remoteName(url) : undefined);
  if (named === undefined || named === '-') {
    return {
      *write(bytes) {
        yield* call.print(bytes);
        if (options.has('noBuffer') || call.isOnTerminal) yield* call.flush();
      },
      close: () => {},
    };
  }
  try {
    const file = call.files.open(named, { write: true, create: true, truncate: true });
    return { write: (bytes) => file.write(bytes), close: () => file.release() };
  } catch (error) {
    if (!isSystemError(error)) throw error;
    throw new Refusal(`Warning: Failed to open the file ${named}: ${error.message}\ncurl: (23) Failure writing output to destination\n`, 23);
  }
}

function remoteName(url: HttpUrl): string {
  const name = percentDecode(url.target.replace(/[?].*$/, '').replace(/^.*\//, ''));
  if (name === '') throw new Refusal("curl: Remote file name has no length!\ncurl: (23) Failed writing received data to disk/application\n", 23);
  return name;
}

const DATA_KEYS = ['data', 'dataRaw', 'dataBinary', 'dataUrlencode', 'json'] as const;

function hasData(options: Options): boolean {
  return DATA_KEYS.some((key) => options.has(key));
}

function* requestBody(call: Call, options: Options): Process<Uint8Array | undefined> {
  if (options.has('upload')) return yield* readNamed(call, options.value('upload')!, 26);
  if (!hasData(options)) return undefined;
  const parts: Uint8Array[] = [];
  for (const [key, value] of options.order) {
    if (value === undefined || !(DATA_KEYS as readonly string[]).includes(key)) continue;
    if (parts.length > 0 && key !== 'json') parts.push(toBytes('&'));
    if (key !== 'dataRaw' && key !== 'dataUrlencode' && value.startsWith('@')) {
      const content = yield* readNamed(call, value.slice(1), 26);
      parts.push(key === 'data' ? content.filter((byte) => byte !== 10 && byte !== 13) : content);
    } else if (key === 'dataUrlencode') parts.push(toBytes(urlEncoded(value)));
    else parts.push(toBytes(value));
  }
  return concat(parts);
}

function urlEncoded(value: string): string {
  const equals = value.indexOf('=');
  return equals <= 0 ? encodeURIComponent(value.slice(equals + 1)) : `${value.slice(0, equals)}=${encodeURIComponent(value.slice(equals + 1))}`;
}

function* readNamed(call: Call, path: string, status: number): Process<Uint8Array> {
  if (path === '-') return yield* readRest(call, call.system.stdin);
  try {
    return call.files.read(path);
  } catch (error) {
    if (!isSystemError(error)) throw error;
    throw new Refusal(`curl: option -d: error encountered when reading a file\ncurl: try 'curl --help' or 'curl --manual' for more information\n`, status);
  }
}

function requestHeaders(options: Options, url: HttpUrl, body: Uint8Array | undefined): HeaderList {
  const headers = new HeaderList();
  const host = url.port === (url.scheme === 'https' ? 443 : 80) ? url.host : `${url.host}:${url.port}`;
  headers.set('Host', host);
  const user = options.value('user') ?? url.user;
  if (user !== undefined) headers.set('Authorization', `Basic ${toBase64(user)}`);
  headers.set('User-Agent', options.value('agent') ?? 'curl/7.88.1');
  headers.set('Accept', options.has('json') ? 'application/json' : '*/*');
  if (options.has('referer')) headers.set('Referer', options.value('referer')!);
  if (options.has('cookie')) headers.set('Cookie', options.value('cookie')!);
  if (body && !options.has('upload')) {
    headers.set('Content-Length', String(body.length));
    headers.set('Content-Type', options.has('json') ? 'application/json' : 'application/x-www-form-urlencoded');
  }
  for (const line of options.values('header')) {
    const [, name, mark, value] = /^([^:;]+)([:;])\s*(.*)$/.exec(line) ?? [];
    if (name === undefined) continue;
    if (mark === ':' && value === '') headers.delete(name);
    else headers.set(name, value ?? '');
  }
  return headers;
}

function* note(call: Call, options: Options, event: HttpEvent, facts: Facts, transfer: Transfer, host: string): Process<void> {
  if (event.kind === 'connected') {
    facts.connectTime = call.now() - transfer.started;
    facts.remote = event.address;
  }
  if (!options.has('verbose')) return;
  const lines = (text: string, mark: string) => text.split('\r\n').slice(0, -1).map((line) => `${mark} ${line}\n`).join('');
  switch (event.kind) {
    case 'trying': return yield* call.complain(`*   Trying ${event.address}:${event.port}...\n`);
    case 'failed': return yield* call.complain(`* connect to ${event.address} port ${event.port} failed: ${event.error.message}\n`);
    case 'connected': return yield* call.complain(`* Connected to ${host} (${event.address}) port ${event.port} (#0)\n`);
    case 'request': return yield* call.complain(lines(event.text, '>'));
    case 'response': return yield* call.complain(lines(event.text, '<'));
  }
}

function showsMeter(call: Call, options: Options): boolean {
  if (options.has('silent') || options.has('noProgress')) return false;
  return options.has('output') || options.has('remoteName') || !call.isOnTerminal;
}

const METER_HEADING =
  '  % Total    % Received % Xferd  Average Speed   Time    Time     Time  Current\n' +
  '                                 Dload  Upload   Total   Spent    Left  Speed\n';
const METER_NOTHING = '\r  0     0    0     0    0     0      0      0 --:--:-- --:--:-- --:--:--     0';

/** The table that shows how far a download has come. */
class Meter {
  readonly #started: Micros;

  constructor(
    private readonly call: Call,
    private readonly isShown: boolean,
  ) {
    this.#started = call.now();
  }

  *start(): Process<void> {
    if (this.isShown) yield* this.call.complain(METER_HEADING + METER_NOTHING);
  }

  *fail(): Process<void> {
    if (this.isShown) yield* this.call.complain(`${METER_NOTHING}\n`);
  }

  *end(size: number, total: number): Process<void> {
    if (!this.isShown) return;
    const seconds = Math.max(this.call.now() - this.#started, 1) / SECOND;
    const speed = shortSize(Math.round(size / seconds));
    const whole = shortSize(Math.max(total, size));
    const spent = clockText(seconds);
    yield* this.call.complain(`\r100 ${whole.padStart(5)}  100 ${shortSize(size).padStart(5)}    0     0  ${speed.padStart(5)}      0 ${spent} ${spent} --:--:-- ${speed.padStart(5)}\n`);
  }
}

function clockText(seconds: number): string {
  if (seconds < 1) return '--:--:--';
  const whole = Math.floor(seconds);
  const two = (value: number) => String(value).padStart(2, '0');
  return `${String(Math.floor(whole / 3600)).padStart(2)}:${two(Math.floor(whole / 60) % 60)}:${two(whole % 60)}`;
}

function shortSize(bytes: number): string {
  if (bytes < 100_000) return String(bytes);
  if (bytes < 10_000 * 1024) return `${Math.floor(bytes / 1024)}k`;
  if (bytes < 100 * 1024 * 1024) return `${(bytes / 1024 / 1024).toFixed(1)}M`;
  return bytes < 10_000 * 1024 * 1024 ? `${Math.floor(bytes / 1024 / 1024)}M` : `${(bytes / 1024 / 1024 / 1024).toFixed(1)}G`;
}

function writeOut(format: string, facts: Facts): string {
  const seconds = (time: Micros) => (time / SECOND).toFixed(6);
  const values: Readonly<Record<string, string>> = {
    http_code: String(facts.status).padStart(3, '0'),
    response_code: String(facts.status).padStart(3, '0'),
    size_download: String(facts.size),
    content_type: facts.type,
    num_redirects: String(facts.redirects),
    url_effective: facts.url,
    remote_ip: facts.remote,
    time_total: seconds(facts.time),
    time_connect: seconds(facts.connectTime),
    time_starttransfer: seconds(facts.time),
    time_namelookup: seconds(0),
    http_version: '1.1',
  };
  return format.replace(/%\{([a-z_]+)\}|%%|\\([nrt\\])/g, (all, name: string | undefined, escape: string | undefined) => {
    if (name !== undefined) {
      const value = values[name];
      if (value === undefined) throw new NotSimulated(`curl -w %{${name}}`);
      return value;
    }
    return all === '%%' ? '%' : ({ n: '\n', r: '\r', t: '\t', '\\': '\\' } as const)[escape as 'n' | 'r' | 't' | '\\'];
  });
}
