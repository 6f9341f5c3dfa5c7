import { MILLISECOND, SECOND } from '../../core/clock.ts';
import { Condition } from '../../core/process.ts';
import type { Process } from '../../core/process.ts';
import { isSystemError } from '../errno.ts';
import { HeaderList } from '../network/http-message.ts';
import { SIGNALS } from '../signals.ts';
import { formatMoment, momentOf } from './support/calendar.ts';
import type { Call } from './support/call.ts';
import { percentDecode } from './support/http-client.ts';
import { serveHttp } from './support/http-server.ts';
import type { HttpAnswer, ServedRequest } from './support/http-server.ts';
import { parseOptions } from './support/options.ts';
import { toProgram } from './support/tool.ts';
import type { Tool } from './support/tool.ts';

const OPTIONS = { foreground: 'f', verbose: 'v', port: 'p=', home: 'h=', user: '!u=', realm: '!r=', inetd: '!i', config: '!c=', define: 'D=', version: 'gnu:V' } as const;

/** BusyBox's httpd, and under its other flavour Apache's: a folder, served. */
export const tool: Tool = {
  name: 'httpd',
  usage: '[-D name] [-v] [-V]',
  busyboxUsage: '[-ifv[v]] [-c CONFFILE] [-p [IP:]PORT] [-u USER[:GRP]] [-r REALM] [-h HOME]',
  *run(call) {
    const options = parseOptions(call, OPTIONS);
    return call.isBusybox ? yield* small(call, options.value('home') ?? '.', options.value('port') ?? '80', options.has('foreground')) : yield* apache(call, options.has('verbose') || options.has('version'));
  },
};

export const program = toProgram(tool);

const TYPES: Readonly<Record<string, string>> = { html: 'text/html', htm: 'text/html', txt: 'text/plain', css: 'text/css', js: 'application/javascript', json: 'application/json', png: 'image/png', jpg: 'image/jpeg', gif: 'image/gif', svg: 'image/svg+xml', xml: 'text/xml' };

function dateText(at: number): string {
  return formatMoment('%a, %d %b %Y %H:%M:%S GMT', momentOf(at));
}

function* small(call: Call, home: string, port: string, isForeground: boolean): Process<number> {
  const { system } = call;
  const [host, number] = port.includes(':') ? port.split(':') : ['0.0.0.0', port];
  const root = call.files.realpath(home);
  try {
    const listener = system.network.listen({ host: host!, port: Number(number) });
    const serve = (server: Call['system']) => serveHttp(server, listener, {
      handle: (request) => found(call, root, request, (status, file, modified, size) =>
        new HeaderList([['Date', dateText(server.now())], ['Connection', 'close'], ['Content-type', status === 200 ? (TYPES[/\.([^.]+)$/.exec(file)?.[1] ?? ''] ?? 'application/octet-stream') : 'text/html'],
          ...(status === 200 ? [['Accept-Ranges', 'bytes'], ['Last-Modified', dateText(modified)], ['ETag', `"${Math.floor(modified / SECOND).toString(16)}-${size.toString(16)}"`]] as const : [])]),
        (status, reason) => `<HTML><HEAD><TITLE>${status} ${reason}</TITLE></HEAD>\n<BODY><H1>${status} ${reason}</H1>\n${status === 404 ? 'The requested URL was not found' : ''}\n</BODY></HTML>\n`),
    });
    if (isForeground) yield* serve(system);
    else {
      system.fork(function* (child) {
        yield* serve(child);
        return 0;
      }, { session: 'new' });
    }
    return 0;
  } catch (error) {
    if (!isSystemError(error)) throw error;
    throw call.refusal(`bind: ${error.message}`);
  }
}

function* found(
  call: Call,
  root: string,
  { head }: ServedRequest,
  headers: (status: number, file: string, modified: number, size: number) => HeaderList,
  page: (status: number, reason: string) => string,
): Process<HttpAnswer> {
  yield* call.system.compute(0.1 * MILLISECOND);
  const path = percentDecode(head.target.replace(/[?].*/, ''));
  const answer = (status: number, reason: string): HttpAnswer => ({ status, reason, headers: headers(status, '', 0, 0), body: page(status, reason) });
  if (head.method !== 'GET' && head.method !== 'HEAD') return answer(501, 'Not Implemented');
  if (path.split('/').includes('..')) return answer(400, 'Bad Request');
  try {
    let file = `${root}${path}`;
    if (call.files.stat(file).type === 'directory') {
      if (!path.endsWith('/')) {
        const moved = answer(302, 'Found');
        moved.headers.set('Location', `${path}/`);
        return moved;
      }
      file += 'index.html';
    }
    const stat = call.files.stat(file);
    return { status: 200, headers: headers(200, file, stat.modified, stat.size), body: call.files.read(file) };
  } catch (error) {
    if (!isSystemError(error)) throw error;
    return error.code === 'EACCES' ? answer(403, 'Forbidden') : answer(404, 'Not Found');
  }
}

function* apache(call: Call, isVersion: boolean): Process<number> {
  const { system } = call;
  const version = call.env('HTTPD_VERSION') ?? '2.4.62';
  if (isVersion) {
    yield* call.print(`Server version: Apache/${version} (Unix)\n`);
    return 0;
  }
  const configuration = call.files.readText('/usr/local/apache2/conf/httpd.conf');
  const setting = (name: string) => new RegExp(`^\\s*${name}\\s+"?([^"\\n]+?)"?\\s*$`, 'm').exec(configuration)?.[1];
  const port = Number((setting('Listen') ?? '80').replace(/.*:/, ''));
  const root = setting('DocumentRoot') ?? '/usr/local/apache2/htdocs';
  const address = system.network.interfaces.find(({ name }) => name !== 'lo')?.addresses[0]?.replace(/\/.*/, '') ?? '127.0.0.1';
  const name = setting('ServerName');
  const stamp = () => formatMoment('%a %b %d %H:%M:%S.%N', momentOf(system.now())).slice(0, -3) + formatMoment(' %Y', momentOf(system.now()));
  const note = (code: string, module: string, words: string) => call.complain(`[${stamp()}] [${module}:notice] [pid ${system.pid}:tid ${system.pid}] ${code}: ${words}\n`);
  if (name === undefined) for (let i = 0; i < 2; i++) yield* call.complain(`AH00558: httpd: Could not reliably determine the server's fully qualified domain name, using ${address}. Set the 'ServerName' directive globally to suppress this message\n`);
  let listener;
  try {
    listener = system.network.listen({ host: '0.0.0.0', port });
  } catch (error) {
    if (!isSystemError(error)) throw error;
    yield* call.complain(`(${error.code === 'EACCES' ? 13 : 98})${error.message}: AH00072: make_sock: could not bind to address 0.0.0.0:${port}\nno listening sockets available, shutting down\nAH00015: Unable to open logs\n`);
    return 1;
  }
  yield* note('AH00489', 'mpm_event', `Apache/${version} (Unix) configured -- resuming normal operations`);
  yield* note('AH00094', 'core', "Command line: 'httpd -D FOREGROUND'");
  const stopped = new Condition('signal');
  let signal = 0;
  for (const each of [SIGNALS.SIGTERM, SIGNALS.SIGWINCH]) {
    system.onSignal(each, () => {
      signal = each;
      stopped.notify();
    });
  }
  system.startThread(serveHttp(system, listener, {
    handle: (request) => found(call, root, request, (status, file, modified, size) => new HeaderList([['Date', dateText(system.now())], ['Server', `Apache/${version} (Unix)`],
      ...(status === 200 ? [['Last-Modified', dateText(modified)], ['ETag', `"${size.toString(16)}-${Math.floor(modified / SECOND).toString(16)}"`], ['Accept-Ranges', 'bytes']] as const : []),
      ['Content-Type', status === 200 ? (TYPES[/\.([^.]+)$/.exec(file)?.[1] ?? ''] ?? 'text/plain') : 'text/html; charset=iso-8859-1']]),
    (status, reason) => `<!DOCTYPE HTML PUBLIC "-//IETF//DTD HTML 2.0//EN">\n<html><head>\n<title>${status} ${reason}</title>\n</head><body>\n<h1>${reason}</h1>\n${status === 404 ? '<p>The requested URL was not found on this server.</p>\n' : ''}</body></html>\n`),
    *onDone({ head, socket }, answer, sent) {
      yield* system.print(`${socket.remote.host} - - [${formatMoment('%d/%b/%Y:%H:%M:%S %z', momentOf(system.now()))}] "${head.method} ${head.target} ${head.version}" ${answer.status} ${sent || '-'}\n`);
    },
  }));
  while (signal === 0) yield* stopped.wait();
  yield* signal === SIGNALS.SIGWINCH ? note('AH00492', 'mpm_event', 'caught SIGWINCH, shutting down gracefully') : note('AH00491', 'mpm_event', 'caught SIGTERM, shutting down');
  return 0;
}
