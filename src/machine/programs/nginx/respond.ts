import { toBytes } from '../../../core/bytes.ts';
import { SECOND } from '../../../core/clock.ts';
import { readAll } from '../../../core/stream.ts';
import type { Process } from '../../../core/process.ts';
import { isSystemError } from '../../errno.ts';
import { sizeOf } from '../../files/content.ts';
import { HeaderList, REASONS, parseUrl } from '../../network/http-message.ts';
import type { System } from '../../system.ts';
import { formatMoment, momentOf } from '../support/calendar.ts';
import { HttpFailure, exchange, percentDecode } from '../support/http-client.ts';
import type { HttpAnswer, ServedRequest } from '../support/http-server.ts';
import { ERROR_NUMBERS } from './configuration.ts';
import { chooseLocation, chooseSite, scopeOf } from './sites.ts';
import type { Configuration, Scope } from './sites.ts';

/** One worker's way to answer requests. */
export interface Worker {
  readonly system: System;
  readonly configuration: Configuration;
  readonly version: string;
  /** Counts for round robin, by upstream; shared by the requests of a worker. */
  readonly turns: Map<string, number>;
  logError(level: string, message: string, request: Context): Process<void>;
}

export interface Context {
  readonly request: ServedRequest;
  readonly number: number;
  readonly port: number;
  readonly startedAt: number;
  scope: Scope;
  /** Decoded, without the query; changed by rewriting. */
  path: string;
  args: string;
  readonly variables: Map<string, string>;
}

export function openContext(worker: Worker, request: ServedRequest, number: number): Context {
  const { target, headers } = request.head;
  const [raw = '/', ...query] = target.split('?');
  const port = request.socket.local.port;
  const host = (headers.get('host') ?? '').replace(/:\d+$/, '');
  const site = chooseSite(worker.configuration, port, host);
  return { request, number, port, startedAt: worker.system.now(), scope: scopeOf(worker.configuration, site, undefined), path: percentDecode(raw.replaceAll('+', '%2B')), args: query.join('?'), variables: new Map() };
}

/** Answers a request as the configuration says. */
export function* respond(worker: Worker, context: Context): Process<HttpAnswer> {
  let answer = yield* route(worker, context, 0);
  const page = answer.status >= 300 ? context.scope.all('error_page').find(({ args }) => args.slice(0, -1).some((code) => Number(code) === answer.status)) : undefined;
  if (page && answer.isOwn !== false) {
    const changed = page.args.slice(0, -1).find((arg) => arg.startsWith('='));
    const target = page.args.at(-1)!;
    context.path = target;
    const named = target.startsWith('@') ? context.scope.site.locations.find(({ path }) => path === target) : undefined;
    if (named) context.scope = scopeOf(worker.configuration, context.scope.site, named);
    const instead = named ? yield* inLocation(worker, context, 0) : yield* route(worker, context, 1);
    if (instead.status < 400) answer = { ...instead, status: changed !== undefined && changed.length > 1 ? Number(changed.slice(1)) : answer.status };
  }
  for (const { args } of context.scope.all('add_header')) {
    const isAlways = args[2] === 'always';
    if (isAlways || [200, 201, 204, 206, 301, 302, 303, 304, 307, 308].includes(answer.status)) answer.headers.add(args[0]!, expand(worker, context, args[1] ?? ''));
  }
  return answer;
}

/** `isOwn` is false for what an upstream said: error pages don't replace that. */
interface Answer extends HttpAnswer {
  readonly isOwn?: boolean;
}

function* route(worker: Worker, context: Context, depth: number): Process<Answer> {
  if (depth > 10) return errorAnswer(worker, 500);
  const { site } = context.scope;
  const atServer = scopeOf(worker.configuration, site, undefined);
  const early = serverRewrites(worker, context, atServer);
  if (early) return early;
  const location = chooseLocation(site, context.path);
  context.scope = scopeOf(worker.configuration, site, location);
  return yield* inLocation(worker, context, depth);
}

function serverRewrites(worker: Worker, context: Context, scope: Scope): Answer | undefined {
  for (const { name, args } of scope.levels[0] ?? []) {
    if (name === 'return') return returned(worker, context, args);
    if (name === 'set') context.variables.set(args[0]!.slice(1), expand(worker, context, args[1] ?? ''));
    if (name === 'rewrite') {
      const result = rewrite(worker, context, args);
      if (typeof result === 'object') return result;
    }
  }
  return undefined;
}

function* inLocation(worker: Worker, context: Context, depth: number): Process<Answer> {
  const { scope } = context;
  for (const { name, args } of scope.location?.directives ?? []) {
    if (name === 'return') return returned(worker, context, args);
    if (name === 'set') context.variables.set(args[0]!.slice(1), expand(worker, context, args[1] ?? ''));
    if (name === 'rewrite') {
      const result = rewrite(worker, context, args);
      if (typeof result === 'object') return result;
      if (result === 'again') return yield* route(worker, context, depth + 1);
      if (result === 'here') break;
    }
  }
  const refused = yield* access(worker, context);
  if (refused) return refused;
  if (scope.own('stub_status').length > 0) return plain(worker, 200, 'text/plain', 'Active connections: 1 \nserver accepts handled requests\n 1 1 1 \nReading: 0 Writing: 1 Waiting: 0 \n');
  const pass = scope.own('proxy_pass')[0];
  if (pass) return yield* proxy(worker, context, pass.args[0]!);
  const tries = scope.all('try_files')[0];
  if (tries) return yield* tryFiles(worker, context, tries.args, depth);
  return yield* serveFile(worker, context, depth);
}

function returned(worker: Worker, context: Context, args: readonly string[]): Answer {
  const [first = '', ...rest] = args;
  const isUrl = !/^\d{3}$/.test(first);
  const status = isUrl ? 302 : Number(first);
  const text = expand(worker, context, isUrl ? first : rest.join(' '));
  if ([301, 302, 303, 307, 308].includes(status)) return redirect(worker, context, status, text);
  if (rest.length === 0) return errorAnswer(worker, status);
  return plain(worker, status, context.scope.value('default_type') ?? 'text/plain', text);
}

function redirect(worker: Worker, context: Context, status: number, target: string): Answer {
  const answer = errorAnswer(worker, status);
  const host = context.request.head.headers.get('host') ?? 'localhost';
  answer.headers.set('Location', target.startsWith('/') ? `http://${host}${target}` : target);
  return answer;
}

function rewrite(worker: Worker, context: Context, [pattern = '', replacement = '', flag]: readonly string[]): Answer | 'again' | 'here' | undefined {
  const match = new RegExp(pattern).exec(context.path);
  if (!match) return undefined;
  match.forEach((group, i) => context.variables.set(String(i), group ?? ''));
  const target = expand(worker, context, replacement);
  if (flag === 'permanent' || flag === 'redirect' || /^https?:/.test(target)) return redirect(worker, context, flag === 'permanent' ? 301 : 302, target);
  const [path = '/', query] = target.split('?');
  context.path = path;
  if (query !== undefined) context.args = [query, context.args].filter((part) => part).join('&');
  return flag === 'break' ? 'here' : 'again';
}

function* access(worker: Worker, context: Context): Process<Answer | undefined> {
  const rules = context.scope.levels.map((level) => level.filter(({ name }) => name === 'allow' || name === 'deny')).find((each) => each.length > 0) ?? [];
  const client = context.request.socket.remote.host;
  for (const { name, args } of rules) {
    if (args[0] !== 'all' && !covers(args[0]!, client)) continue;
    if (name === 'allow') return undefined;
    yield* worker.logError('error', 'access forbidden by rule', context);
    return errorAnswer(worker, 403);
  }
  return undefined;
}

function covers(network: string, address: string): boolean {
  const [base = '', bits = '32'] = network.split('/');
  const number = (text: string) => text.split('.').reduce((sum, part) => sum * 256 + Number(part), 0);
  const size = 2 ** (32 - Number(bits));
  return Math.floor(number(base) / size) === Math.floor(number(address) / size);
}

/** Where a path lies on disk. */
function fileOf(worker: Worker, context: Context, path: string): string {
  const { scope } = context;
  const alias = scope.own('alias')[0]?.args[0];
  if (alias !== undefined && scope.location) return `${expand(worker, context, alias)}${path.slice(scope.location.path.length)}`;
  const root = expand(worker, context, scope.value('root') ?? '/etc/nginx/html');
  return `${root.startsWith('/') ? root : `/etc/nginx/${root}`}${path}`;
}

function* tryFiles(worker: Worker, context: Context, args: readonly string[], depth: number): Process<Answer> {
  for (const pattern of args.slice(0, -1)) {
    const path = expand(worker, context, pattern);
    const file = fileOf(worker, context, path);
    const type = typeOf(worker, file);
    if (path.endsWith('/') ? type === 'directory' : type === 'file') {
      context.path = path;
      return yield* serveFile(worker, context, depth);
    }
  }
  const last = expand(worker, context, args.at(-1)!);
  if (/^=\d{3}$/.test(last)) return errorAnswer(worker, Number(last.slice(1)));
  const named = last.startsWith('@') ? context.scope.site.locations.find(({ path }) => path === last) : undefined;
  if (named) {
    context.scope = scopeOf(worker.configuration, context.scope.site, named);
    return yield* inLocation(worker, context, depth + 1);
  }
  const [path = '/', query] = last.split('?');
  context.path = path;
  if (query !== undefined) context.args = query;
  return yield* route(worker, context, depth + 1);
}

function typeOf(worker: Worker, path: string): string | undefined {
  try {
    return worker.system.files.stat(path).type;
  } catch (error) {
    if (isSystemError(error)) return undefined;
    throw error;
  }
}

function* serveFile(worker: Worker, context: Context, depth: number): Process<Answer> {
  const { method } = context.request.head;
  if (method !== 'GET' && method !== 'HEAD') return errorAnswer(worker, method === 'TRACE' ? 405 : 405);
  const file = fileOf(worker, context, context.path);
  if (context.path.endsWith('/')) return yield* serveFolder(worker, context, file, depth);
  const { files } = worker.system;
  try {
    const stat = files.stat(file);
    if (stat.type === 'directory') return redirect(worker, context, 301, `${context.path}/${context.args ? `?${context.args}` : ''}`);
    const content = files.content(file);
    if (!files.may(file, 'r')) return yield* missing(worker, context, file, 'EACCES', 'Permission denied');
    const etag = `"${Math.floor(stat.modified / SECOND).toString(16)}-${sizeOf(content).toString(16)}"`;
    const modified = httpDate(stat.modified);
    const { headers: asked } = context.request.head;
    if (asked.get('if-none-match') === etag || asked.get('if-modified-since') === modified) return { status: 304, headers: base(worker).set('Last-Modified', modified).set('ETag', etag) };
    const headers = base(worker).set('Content-Type', contentType(worker, context, file)).set('Content-Length', String(sizeOf(content))).set('Last-Modified', modified).set('Connection', 'keep-alive').set('ETag', etag).set('Accept-Ranges', 'bytes');
    return { status: 200, headers, body: content instanceof Uint8Array ? content : new Uint8Array(content.size) };
  } catch (error) {
    if (!isSystemError(error)) throw error;
    return yield* missing(worker, context, file, error.code, error.message);
  }
}

function* missing(worker: Worker, context: Context, file: string, code: string, words: string): Process<Answer> {
  yield* worker.logError('error', `open() "${file}" failed (${ERROR_NUMBERS[code] ?? 5}: ${words})`, context);
  return errorAnswer(worker, code === 'EACCES' ? 403 : 404);
}

function* serveFolder(worker: Worker, context: Context, folder: string, depth: number): Process<Answer> {
  const names = context.scope.one('index')?.args ?? ['index.html'];
  for (const name of names) {
    if (typeOf(worker, `${folder}${name}`) !== 'file') continue;
    context.path += name;
    return depth < 10 ? yield* route(worker, context, depth + 1) : errorAnswer(worker, 500);
  }
  if (typeOf(worker, folder) !== 'directory') return yield* missing(worker, context, `${folder}${names[0]}`, 'ENOENT', 'No such file or directory');
  if (context.scope.value('autoindex') !== 'on') {
    yield* worker.logError('error', `directory index of "${folder}" is forbidden`, context);
    return errorAnswer(worker, 403);
  }
  return { status: 200, headers: base(worker).set('Content-Type', 'text/html'), body: listing(worker, context, folder) };
}

function listing(worker: Worker, context: Context, folder: string): string {
  const lines = worker.system.files.list(folder).map(({ name, type }) => {
    const stat = worker.system.files.stat(`${folder}${name}`);
    const shown = type === 'directory' ? `${name}/` : name;
    return `<a href="${shown}">${shown}</a>${' '.repeat(Math.max(1, 51 - shown.length))}${formatMoment('%d-%b-%Y %H:%M', momentOf(stat.modified))}${(type === 'directory' ? '-' : String(stat.size)).padStart(20)}\n`;
  });
  return `<html>\r\n<head><title>Index of ${context.path}</title></head>\r\n<body>\r\n<h1>Index of ${context.path}</h1><hr><pre><a href="../">../</a>\r\n${lines.join('')}</pre><hr></body>\r\n</html>\r\n`;
}

/** Hands the request to another server. */
function* proxy(worker: Worker, context: Context, target: string): Process<Answer> {
  const { head, body } = context.request;
  const wanted = expand(worker, context, target);
  const url = parseUrl(wanted);
  if (!url) return errorAnswer(worker, 500);
  const hasPath = /^https?:\/\/[^/]+\//.test(wanted);
  const path = hasPath && context.scope.location ? `${url.target}${context.path.slice(context.scope.location.path.length)}` : encodePath(context.path);
  const query = context.args ? `?${context.args}` : '';
  const upstream = worker.configuration.upstreams.get(url.host);
  const headers = new HeaderList([...head.headers].filter(([name]) => !['host', 'connection', 'keep-alive'].includes(name.toLowerCase())));
  headers.set('Host', upstream ? url.host : wanted.replace(/^https?:\/\//, '').replace(/\/.*$/, ''));
  for (const { args } of context.scope.all('proxy_set_header')) headers.set(args[0]!, expand(worker, context, args[1] ?? ''));
  headers.set('Connection', 'close');
  const content = yield* readAll(body);
  const addresses = upstream ? inTurn(worker, url.host) : [`${url.host}:${url.port}`];
  for (const [i, address] of addresses.entries()) {
    const [host = '', port = '80'] = address.split(':');
    try {
      const answer = yield* exchange(worker.system, {
        url: { scheme: 'http', host, port: Number(port), target: `${path}${query}` }, method: head.method, headers,
        body: content.length > 0 ? content : undefined, connectTimeout: durationOf(context.scope.value('proxy_connect_timeout') ?? '60s'),
      });
      const list = base(worker);
      for (const [name, value] of answer.head.headers) if (!['server', 'date', 'connection', 'transfer-encoding', 'keep-alive'].includes(name.toLowerCase())) list.add(name, value);
      list.set('Connection', 'keep-alive');
      return { status: answer.head.status, reason: answer.head.reason, headers: list, body: yield* readAll(answer.body), isOwn: false };
    } catch (error) {
      if (!(error instanceof HttpFailure)) throw error;
      const shown = `http://${error.address ? `${error.address.host}:${error.address.port}` : address}${path}${query}`;
      const words = error.problem === 'unresolved' ? `${host} could not be resolved (3: Host not found)` : error.problem === 'empty' || error.problem === 'reset' ? 'upstream prematurely closed connection while reading response header from upstream' : error.problem === 'timeout' ? 'upstream timed out (110: Connection timed out) while connecting to upstream' : `connect() failed (${ERROR_NUMBERS[error.cause?.code ?? ''] ?? 111}: ${error.cause?.message ?? error.message}) while connecting to upstream`;
      context.variables.set('upstream', shown);
      yield* worker.logError('error', words, context);
      if (i === addresses.length - 1) return errorAnswer(worker, error.problem === 'timeout' ? 504 : 502);
    }
  }
  yield* worker.logError('error', 'no live upstreams while connecting to upstream', context);
  return errorAnswer(worker, 502);
}

/** Addresses of an upstream, from the one whose turn it is. */
function inTurn(worker: Worker, name: string): readonly string[] {
  const servers = worker.configuration.upstreams.get(name)!.servers;
  const live = servers.filter(({ isDown, isBackup }) => !isDown && !isBackup).flatMap(({ address, weight }) => Array.from({ length: weight }, () => address));
  const turn = worker.turns.get(name) ?? 0;
  worker.turns.set(name, turn + 1);
  const order = live.map((_, i) => live[(turn + i) % live.length]!);
  return [...new Set([...order, ...servers.filter(({ isBackup }) => isBackup).map(({ address }) => address)])];
}

export function durationOf(text: string): number {
  const match = /^(\d+)(ms|s|m|h|d)?$/.exec(text);
  const unit = { ms: 1000, s: SECOND, m: 60 * SECOND, h: 3600 * SECOND, d: 86_400 * SECOND }[match?.[2] ?? 's']!;
  return Number(match?.[1] ?? 60) * unit;
}

function encodePath(path: string): string {
  return path.replaceAll(/[^A-Za-z0-9/._~!$&'()*+,;=:@-]/g, (character) => encodeURIComponent(character));
}

function base(worker: Worker): HeaderList {
  const isHidden = worker.configuration.http.some(({ name, args }) => name === 'server_tokens' && args[0] === 'off');
  return new HeaderList([['Server', isHidden ? 'nginx' : `nginx/${worker.version}`], ['Date', httpDate(worker.system.now())]]);
}

function plain(worker: Worker, status: number, type: string, text: string): Answer {
  const bytes = toBytes(text);
  return { status, headers: base(worker).set('Content-Type', type).set('Content-Length', String(bytes.length)).set('Connection', 'keep-alive'), body: bytes };
}

export function errorAnswer(worker: Worker, status: number): Answer {
  const reason = status === 404 ? 'Not Found' : status === 405 ? 'Not Allowed' : status === 503 ? 'Service Temporarily Unavailable' : status === 504 ? 'Gateway Time-out' : status === 302 ? 'Moved Temporarily' : (REASONS[status] ?? '');
  if (status === 204) return { status, headers: base(worker).set('Connection', 'keep-alive') };
  const isHidden = worker.configuration.http.some(({ name, args }) => name === 'server_tokens' && args[0] === 'off');
  const page = `<html>\r\n<head><title>${status} ${reason}</title></head>\r\n<body>\r\n<center><h1>${status} ${reason}</h1></center>\r\n<hr><center>${isHidden ? 'nginx' : `nginx/${worker.version}`}</center>\r\n</body>\r\n</html>\r\n`;
  return { ...plain(worker, status, 'text/html', page), reason };
}

export function httpDate(at: number): string {
  return formatMoment('%a, %d %b %Y %H:%M:%S GMT', momentOf(at));
}

function contentType(worker: Worker, context: Context, file: string): string {
  const extension = /\.([^./]+)$/.exec(file)?.[1]?.toLowerCase() ?? '';
  return worker.configuration.types.get(extension) ?? context.scope.value('default_type') ?? 'text/plain';
}

/** Puts in the values of `$variables`. */
export function expand(worker: Worker, context: Context, text: string, late: Readonly<Record<string, string>> = {}): string {
  return text.replace(/\$(?:\{(\w+)\}|(\w+))/g, (_all, braced: string | undefined, bare: string | undefined) => {
    const name = (braced ?? bare)!;
    return late[name] ?? context.variables.get(name) ?? variable(worker, context, name);
  });
}

function variable(worker: Worker, context: Context, name: string): string {
  const { head, socket } = context.request;
  const header = /^http_(\w+)$/.exec(name)?.[1];
  if (header !== undefined) return head.headers.get(header.replaceAll('_', '-')) ?? '';
  switch (name) {
    case 'host': return (head.headers.get('host') ?? '').replace(/:\d+$/, '');
    case 'uri': case 'document_uri': return context.path;
    case 'request_uri': return head.target;
    case 'args': case 'query_string': return context.args;
    case 'is_args': return context.args ? '?' : '';
    case 'scheme': return 'http';
    case 'request_method': return head.method;
    case 'request': return `${head.method} ${head.target} ${head.version}`;
    case 'remote_addr': return socket.remote.host;
    case 'remote_port': return String(socket.remote.port);
    case 'remote_user': return '';
    case 'server_addr': return socket.local.host;
    case 'server_port': return String(context.port);
    case 'server_name': return context.scope.site.names[0] ?? '';
    case 'server_protocol': return head.version;
    case 'hostname': return worker.system.host.hostname;
    case 'time_local': return formatMoment('%d/%b/%Y:%H:%M:%S %z', momentOf(worker.system.now()));
    case 'time_iso8601': return formatMoment('%Y-%m-%dT%H:%M:%S+00:00', momentOf(worker.system.now()));
    case 'msec': return (worker.system.now() / SECOND).toFixed(3);
    case 'request_time': return ((worker.system.now() - context.startedAt) / SECOND).toFixed(3);
    case 'proxy_add_x_forwarded_for': return [head.headers.get('x-forwarded-for'), socket.remote.host].filter((part) => part).join(', ');
    case 'proxy_host': return '';
    case 'content_type': return head.headers.get('content-type') ?? '';
    case 'content_length': return head.headers.get('content-length') ?? '';
    case 'nginx_version': return worker.version;
    case 'pid': return String(worker.system.pid);
    case 'document_root': return context.scope.value('root') ?? '/etc/nginx/html';
    default: return /^arg_/.test(name) ? (new RegExp(`(?:^|&)${name.slice(4)}=([^&]*)`).exec(context.args)?.[1] ?? '') : '';
  }
}
