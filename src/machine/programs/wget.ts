import { toBytes } from '../../core/bytes.ts';
import { toBase64 } from '../../core/base64.ts';
import { SECOND } from '../../core/clock.ts';
import type { Process } from '../../core/process.ts';
import { HeaderList, parseUrl, resolveUrl } from '../network/http-message.ts';
import type { HttpUrl } from '../network/http-message.ts';
import { HttpFailure, addressesOf, exchange, isAddress, percentDecode, within } from './support/http-client.ts';
import type { Answered } from './support/http-client.ts';
import { formatMoment, momentOf } from './support/calendar.ts';
import type { Call } from './support/call.ts';
import { parseOptions } from './support/options.ts';
import type { Parsed } from './support/options.ts';
import { toProgram } from './support/tool.ts';
import type { Tool } from './support/tool.ts';

const OPTIONS = {
  quiet: 'q --quiet',
  output: 'O --output-document=',
  spider: '--spider',
  server: 'S --server-response',
  continue: '!c --continue',
  timeout: 'T --timeout=',
  tries: 'gnu:t --tries=',
  header: '--header=',
  postData: '--post-data=',
  agent: 'U --user-agent=',
  prefix: 'P --directory-prefix=',
  noVerbose: 'gnu:nv --no-verbose',
  noCheck: '--no-check-certificate',
  user: 'gnu:--user=',
  password: 'gnu:--password=',
  progress: 'gnu:--progress=',
  log: '!o --output-file=',
  proxy: 'bb:Y=',
} as const;

type Options = Parsed<keyof typeof OPTIONS>;

export const tool: Tool = {
  name: 'wget',
  usage: '[OPTION]... [URL]...',
  busyboxUsage: '[-cqS] [--spider] [-O FILE] [-o LOGFILE] [--header STR]\n\t[--post-data STR | --post-file FILE] [-Y on/off]\n\t[--no-check-certificate] [-P DIR] [-U AGENT] [-T SEC] URL...',
  origin: 'GNU Wget 1.21.3',
  usageStatus: 2,
  *run(call) {
    const options = parseOptions(call, OPTIONS, { rewrite: (arg) => (arg === '-nv' ? ['--no-verbose'] : arg.startsWith('-qO') ? ['-q', `-O${arg.slice(3)}`] : undefined) });
    if (options.operands.length === 0) throw call.isBusybox ? call.missing('') : call.misuse('missing URL');
    let status = 0;
    for (const text of options.operands) status = Math.max(status, call.isBusybox ? yield* busyboxWget(call, options, text) : yield* gnuWget(call, options, text));
    return status;
  },
};

export const program = toProgram(tool);

function headersOf(options: Options, isBusybox: boolean, url: HttpUrl): HeaderList {
  const headers = new HeaderList();
  const host = url.port === 80 ? url.host : `${url.host}:${url.port}`;
  if (isBusybox) headers.set('Host', host).set('User-Agent', options.value('agent') ?? 'Wget');
  else headers.set('Host', host).set('User-Agent', options.value('agent') ?? 'Wget/1.21.3').set('Accept', '*/*').set('Accept-Encoding', 'identity');
  headers.set('Connection', isBusybox ? 'close' : 'Keep-Alive');
  const user = options.value('user') ?? url.user?.split(':')[0];
  if (user !== undefined) headers.set('Authorization', `Basic ${toBase64(options.has('user') ? `${user}:${options.value('password') ?? ''}` : url.user!)}`);
  for (const line of options.values('header')) {
    const colon = line.indexOf(':');
    if (colon > 0) headers.set(line.slice(0, colon), line.slice(colon + 1).trim());
  }
  if (options.has('postData')) headers.set('Content-Type', 'application/x-www-form-urlencoded');
  return headers;
}

function fileFor(call: Call, options: Options, url: HttpUrl): string {
  const output = options.value('output');
  if (output !== undefined) return output;
  const name = percentDecode(url.target.replace(/[?].*$/, '').replace(/^.*\//, '')) || 'index.html';
  const folder = options.value('prefix');
  const path = folder === undefined ? name : `${folder.replace(/\/$/, '')}/${name}`;
  if (call.isBusybox || !call.files.exists(path)) return path;
  for (let i = 1; ; i++) if (!call.files.exists(`${path}.${i}`)) return `${path}.${i}`;
}

function* send(call: Call, options: Options, url: HttpUrl): Process<Answered> {
  const body = options.has('postData') ? toBytes(options.value('postData')!) : undefined;
  const timeout = options.has('timeout') ? Number(options.value('timeout')) * SECOND : undefined;
  const method = body ? 'POST' : options.has('spider') && !call.isBusybox ? 'HEAD' : 'GET';
  const result = yield* within(call.system, timeout, exchange(call.system, { url, method, body, headers: headersOf(options, call.isBusybox, url), connectTimeout: timeout }));
  if (result === 'expired') throw new HttpFailure('timeout');
  return result.value;
}

/** Copies the body to where it belongs. Gives its size. */
function* save(call: Call, answer: Answered, path: string): Process<number> {
  const file = path === '-' ? undefined : call.files.open(path, { write: true, create: true, truncate: true });
  let size = 0;
  try {
    for (;;) {
      const part = yield* answer.body.read();
      if (part.length === 0) return size;
      size += part.length;
      if (file) yield* file.write(part);
      else yield* call.print(part);
      yield* call.spend(2 + part.length / 2000);
    }
  } finally {
    file?.release();
    answer.close();
  }
}

function* busyboxWget(call: Call, options: Options, text: string): Process<number> {
  let url = parseUrl(text);
  if (!url) throw call.refusal(`bad address '${text}'`);
  if (url.scheme !== 'http' && url.scheme !== 'https') throw call.refusal(`not an http or ftp url: ${text}`);
  const isQuiet = options.has('quiet');
  for (let redirects = 0; ; redirects++) {
    let answer: Answered;
    try {
      if (!isQuiet) {
        const addresses = yield* addressesOf(call.system, url.host);
        yield* call.complain(`Connecting to ${url.host}${url.port === 80 && !isAddress(url.host) ? '' : `:${url.port}`} (${addresses[0]}:${url.port})\n`);
      }
      answer = yield* send(call, options, url);
    } catch (error) {
      if (!(error instanceof HttpFailure)) throw error;
      throw call.refusal(busyboxWords(error, url));
    }
    if (options.has('server')) yield* call.complain(`  ${answer.head.version} ${answer.head.status} ${answer.head.reason}\n${[...answer.head.headers].map(([name, value]) => `  ${name}: ${value}\n`).join('')}`);
    const location = answer.head.headers.get('location');
    if (location !== undefined && answer.head.status >= 300 && answer.head.status < 400) {
      const next = resolveUrl(location, url);
      answer.close();
      if (!next || redirects >= 5) throw call.refusal('too many redirections');
      url = next;
      continue;
    }
    if (answer.head.status < 200 || answer.head.status >= 300) {
      answer.close();
      throw call.refusal(`server returned error: ${answer.head.version} ${answer.head.status} ${answer.head.reason}`.trimEnd());
    }
    if (options.has('spider')) {
      if (!isQuiet) yield* call.complain('remote file exists\n');
      answer.close();
      return 0;
    }
    const path = fileFor(call, options, url);
    if (!isQuiet) yield* call.complain(path === '-' ? 'writing to stdout\n' : `saving to '${path}'\n`);
    const size = yield* save(call, answer, path);
    if (!isQuiet) yield* call.complain(`${(path === '-' ? '-' : path).slice(0, 20).padEnd(20)} 100% |${'*'.repeat(32)}| ${shortSize(size).padStart(5)}  0:00:00 ETA\n${path === '-' ? 'written to stdout' : `'${path}' saved`}\n`);
    return 0;
  }
}

function busyboxWords(error: HttpFailure, url: HttpUrl): string {
  switch (error.problem) {
    case 'unresolved': return `bad address '${url.host}${url.port === 80 ? '' : `:${url.port}`}'`;
    case 'timeout': return error.cause ? `can't connect to remote host (${error.address?.host}): ${error.message}` : 'download timed out';
    case 'refused': case 'unreachable': return `can't connect to remote host (${error.address?.host}): ${error.message}`;
    default: return 'error getting response';
  }
}

function shortSize(bytes: number): string {
  if (bytes < 100_000) return String(bytes);
  return bytes < 100_000 * 1024 ? `${Math.floor(bytes / 1024)}k` : `${Math.floor(bytes / 1024 / 1024)}M`;
}

function* gnuWget(call: Call, options: Options, text: string): Process<number> {
  let url = parseUrl(text);
  if (!url) {
    yield* call.complain(`${text}: Invalid host name.\n`);
    return 1;
  }
  if (url.scheme !== 'http' && url.scheme !== 'https') {
    yield* call.complain(`${text}: Unsupported scheme ‘${url.scheme}’.\n`);
    return 1;
  }
  const isLoud = !options.has('quiet') && !options.has('noVerbose');
  const say = function* (words: string): Process<void> {
    if (isLoud) yield* call.complain(words);
  };
  const tries = Number(options.value('tries') ?? 20);
  for (let redirects = 0, attempt = 1; ; ) {
    const stamp = () => formatMoment('%Y-%m-%d %H:%M:%S', momentOf(call.now()));
    yield* say(`${redirects === 0 && options.has('spider') ? 'Spider mode enabled. Check if remote file exists.\n' : ''}--${stamp()}--  ${attempt > 1 ? `(try:${String(attempt).padStart(2)})  ` : ''}${url.scheme}://${url.host}${url.port === 80 ? '' : `:${url.port}`}${url.target}\n`);
    let answer: Answered;
    try {
      const isName = !isAddress(url.host);
      if (isName) yield* say(`Resolving ${url.host} (${url.host})... `);
      const addresses = yield* addressesOf(call.system, url.host);
      if (isName) yield* say(`${addresses.join(', ')}\n`);
      yield* say(`Connecting to ${url.host}${isName ? ` (${url.host})|${addresses[0]}|` : ''}:${url.port}... `);
      answer = yield* send(call, options, url);
    } catch (error) {
      if (!(error instanceof HttpFailure)) throw error;
      if (error.problem === 'unresolved') {
        const words = error.cause ? 'Temporary failure in name resolution' : 'Name or service not known';
        yield* say(`failed: ${words}.\n`);
        if (!options.has('quiet')) yield* call.complain(`wget: unable to resolve host address ‘${url.host}’\n`);
        return 4;
      }
      const isConnected = error.problem === 'empty' || error.problem === 'reset' || error.problem === 'not http';
      yield* say(isConnected ? 'connected.\nHTTP request sent, awaiting response... No data received.\n' : `failed: ${error.problem === 'timeout' ? 'Connection timed out' : error.message}.\n`);
      if (error.problem === 'refused' || attempt >= tries) {
        if (error.problem !== 'refused') yield* say('Giving up.\n\n');
        return 4;
      }
      yield* say('Retrying.\n\n');
      yield* call.system.sleep(Math.min(attempt, 10) * SECOND);
      attempt++;
      continue;
    }
    yield* say(`connected.\nHTTP request sent, awaiting response... ${options.has('server') ? `\n  ${answer.head.version} ` : ''}${answer.head.status} ${answer.head.reason}\n`);
    if (options.has('server')) yield* say([...answer.head.headers].map(([name, value]) => `  ${name}: ${value}\n`).join(''));
    const location = answer.head.headers.get('location');
    if (location !== undefined && answer.head.status >= 300 && answer.head.status < 400) {
      answer.close();
      yield* say(`Location: ${location} [following]\n`);
      const next = resolveUrl(location, url);
      if (!next || ++redirects > 20) {
        yield* call.complain('20 redirections exceeded.\n');
        return 8;
      }
      url = next;
      continue;
    }
    if (answer.head.status >= 400) {
      answer.close();
      if (options.has('spider')) yield* say('Remote file does not exist -- broken link!!!\n\n');
      else if (!options.has('quiet')) yield* call.complain(`${isLoud ? `${stamp()} ` : `${text}:\n${stamp()} `}ERROR ${answer.head.status}: ${answer.head.reason}.\n${isLoud ? '\n' : ''}`);
      return 8;
    }
    const type = answer.head.headers.get('content-type')?.split(';')[0];
    const length = answer.head.headers.get('content-length');
    yield* say(`Length: ${length === undefined ? 'unspecified' : `${length}${Number(length) >= 1024 ? ` (${gnuSize(Number(length))})` : ''}`}${type ? ` [${type}]` : ''}\n`);
    if (options.has('spider')) {
      answer.close();
      yield* say('Remote file exists.\n\n');
      return 0;
    }
    const path = fileFor(call, options, url);
    yield* say(`Saving to: ‘${path === '-' ? 'STDOUT' : path}’\n\n`);
    const started = call.now();
    const size = yield* save(call, answer, path);
    const seconds = Math.max(call.now() - started, 1) / SECOND;
    const speed = `${gnuRate(size / seconds)}B/s`;
    yield* say(`${(path === '-' ? '-' : path).slice(0, 20).padEnd(20)}100%[===================>] ${gnuSize(size).padStart(7)}  --.-KB/s    in ${seconds < 0.05 ? '0s' : `${seconds.toFixed(1)}s`}${' '.repeat(6)}\n\n`);
    yield* say(`${stamp()} (${speed}) - ${path === '-' ? 'written to stdout' : `‘${path}’ saved`} [${size}${length === undefined ? '' : `/${length}`}]\n\n`);
    if (options.has('noVerbose') && !options.has('quiet')) yield* call.complain(`${stamp()} URL:${text} [${size}${length === undefined ? '' : `/${length}`}] -> "${path}" [1]\n`);
    return 0;
  }
}

function gnuSize(bytes: number): string {
  if (bytes < 1024) return String(bytes);
  for (const [unit, size] of [['G', 1024 ** 3], ['M', 1024 ** 2], ['K', 1024]] as const) {
    if (bytes >= size) return bytes / size < 10 ? `${(bytes / size).toFixed(1)}${unit}` : `${Math.round(bytes / size)}${unit}`;
  }
  return String(bytes);
}

function gnuRate(rate: number): string {
  for (const [unit, size] of [['G', 1024 ** 3], ['M', 1024 ** 2], ['K', 1024]] as const) if (rate >= size) return `${Math.max(rate / size, 0).toFixed(rate / size < 10 ? 2 : 1)} ${unit}`;
  return `${rate.toFixed(2)} `;
}
