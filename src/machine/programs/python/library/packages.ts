import { DATA_PACKAGES } from './data-packages.ts';

/** What stands in for packages that pip installs, written in Python. */
export const PACKAGES: Readonly<Record<string, string>> = {
  ...DATA_PACKAGES,
  // The course's private package.
  acme_trips_client: '__version__ = _version_of("acme-trips-client")\ndef trips(month): return [(1, month, 3.2), (2, month, 8.9), (3, month, 1.4)]\n',
  six: 'PY2 = False\nPY3 = True\nstring_types = (str,)\n',
  pytz: 'from datetime import timezone\nutc = UTC = timezone.utc\n',
  tzdata: '',
  idna: '', certifi: 'def where(): return "/etc/ssl/certs/ca-certificates.crt"\n', charset_normalizer: '', urllib3: '__version__ = _version_of("urllib3")\n',
  dateutil: '', 'dateutil.parser': 'from datetime import datetime\ndef parse(s): return datetime.fromisoformat(s)\n',
  blinker: '', itsdangerous: '', markupsafe: 'def escape(s): return str(s).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")\n', werkzeug: '__version__ = _version_of("werkzeug")\n', packaging: '', typing_extensions: 'from typing import *\n',
  dotenv: `
import os
def load_dotenv(path='.env', override=False, **k):
    if not os.path.exists(path): return False
    with open(path) as f:
        for line in f:
            line = line.strip()
            if not line or line.startswith('#') or '=' not in line: continue
            key, _, value = line.partition('='); key = key.replace('export ', '').strip(); value = value.strip().strip('"').strip("'")
            if override or key not in os.environ: os.environ[key] = value
    return True
`,
  tqdm: 'def tqdm(it=None, *a, **k): return it\ntrange = range\n',
  cowsay: `
def cow(text):
    print('  ' + '_' * len(text)); print('| ' + text + ' |'); print('  ' + '=' * len(text))
    print(' ' * (len(text) + 1) + '\\\\\\n' + ' ' * (len(text) + 2) + '\\\\\\n' + ' ' * (len(text) + 4) + '^__^')
`,
  'cowsay.__main__': 'def main(words):\n    import cowsay\n    cowsay.cow(" ".join(w for w in words if not w.startswith("-")))\n',
  tabulate: `
def tabulate(rows, headers=(), tablefmt='simple', **k):
    rows = [[str(c) for c in r] for r in rows]; head = [str(h) for h in headers]
    w = [max(len(r[i]) for r in rows + ([head] if head else [])) for i in range(len(rows[0]))]
    line = lambda r: '  '.join(c.ljust(w[i]) for i, c in enumerate(r)).rstrip()
    return '\\n'.join(([line(head), '  '.join('-' * n for n in w)] if head else []) + [line(r) for r in rows])
`,
  requests: `
import _net, json as _json
from urllib.parse import urlencode, urlparse
__version__ = _version_of('requests')
class RequestException(OSError): pass
class HTTPError(RequestException):
    def __init__(self, msg, response=None): self.args = (msg,); self.response = response
class ConnectionError(RequestException): pass
class Timeout(RequestException): pass
class ConnectTimeout(ConnectionError, Timeout): pass
class ReadTimeout(Timeout): pass
class JSONDecodeError(RequestException, ValueError): pass
class exceptions: RequestException = RequestException; HTTPError = HTTPError; ConnectionError = ConnectionError; Timeout = Timeout; JSONDecodeError = JSONDecodeError; ConnectTimeout = ConnectTimeout; ReadTimeout = ReadTimeout
class _Headers:
    def __init__(self, d): self._d = {k.lower(): (k, v) for k, v in d.items()}
    def get(self, k, default=None): return self._d[k.lower()][1] if k.lower() in self._d else default
    def __getitem__(self, k): return self._d[k.lower()][1]
    def __contains__(self, k): return k.lower() in self._d
    def items(self): return [p for p in self._d.values()]
    def __iter__(self): return iter([k for k, v in self._d.values()])
    def __repr__(self): return repr(dict(self._d.values()))
class Response:
    def __init__(self, status, reason, headers, body, url): self.status_code, self.reason, self.headers, self.content, self.url = status, reason, _Headers(headers), body, url; self.encoding = 'utf-8'; self.history = []
    @property
    def text(self): return self.content.decode()
    @property
    def ok(self): return self.status_code < 400
    def json(self):
        try: return _json.loads(self.content.decode())
        except ValueError as e: raise JSONDecodeError(str(e))
    def raise_for_status(self):
        if self.status_code >= 400: raise HTTPError(f"{self.status_code} {'Client' if self.status_code < 500 else 'Server'} Error: {self.reason} for url: {self.url}", self)
    def iter_lines(self): return iter(self.content.splitlines())
    def iter_content(self, n=1024):
        for i in range(0, len(self.content), n): yield self.content[i:i + n]
    def __repr__(self): return f'<Response [{self.status_code}]>'
    def __bool__(self): return self.ok
    def __enter__(self): return self
    def __exit__(self, *a): pass
    def close(self): pass
def request(method, url, params=None, data=None, json=None, headers=None, timeout=None, auth=None, allow_redirects=True, **k):
    if '://' not in url: raise RequestException(f"Invalid URL '{url}': No scheme supplied. Perhaps you meant https://{url}?")
    if params: url += ('&' if '?' in url else '?') + urlencode(params)
    h = {'User-Agent': 'python-requests/' + (__version__ or '2'), 'Accept': '*/*', **(headers or {})}
    if json is not None: data = _json.dumps(json).encode(); h.setdefault('Content-Type', 'application/json')
    elif isinstance(data, dict): data = urlencode(data).encode(); h.setdefault('Content-Type', 'application/x-www-form-urlencoded')
    if auth:
        import base64
        h['Authorization'] = 'Basic ' + base64.b64encode(f'{auth[0]}:{auth[1]}'.encode()).decode()
    u = urlparse(url); host = u.hostname; port = u.port or 80; path = u.path or '/'
    if isinstance(timeout, tuple): timeout = timeout[0]
    if u.path == '': url = url.replace(u.netloc, u.netloc + '/', 1)
    try: status, reason, got, body, final = _net.fetch(method.upper(), url, h, data, timeout, allow_redirects)
    except TimeoutError: raise ReadTimeout(f"HTTPConnectionPool(host='{host}', port={port}): Read timed out. (read timeout={timeout})")
    except OSError as e:
        what = 'NameResolutionError' if e.errno in (-2, -3) else 'NewConnectionError'
        said = f"Failed to resolve '{host}' ({e})" if e.errno in (-2, -3) else f'Failed to establish a new connection: {e}'
        raise ConnectionError(f"HTTPConnectionPool(host='{host}', port={port}): Max retries exceeded with url: {path} (Caused by {what}('<urllib3.connection.HTTPConnection object>: {said}'))")
    return Response(status, reason, got, body, final)
def get(url, params=None, **k): return request('GET', url, params=params, **k)
def post(url, data=None, json=None, **k): return request('POST', url, data=data, json=json, **k)
def put(url, data=None, **k): return request('PUT', url, data=data, **k)
def patch(url, data=None, **k): return request('PATCH', url, data=data, **k)
def delete(url, **k): return request('DELETE', url, **k)
def head(url, **k): return request('HEAD', url, **k)
class Session:
    def __init__(self): self.headers = {}; self.auth = None
    def request(self, method, url, **k): k['headers'] = {**self.headers, **(k.get('headers') or {})}; k.setdefault('auth', self.auth); return request(method, url, **k)
    def get(self, url, **k): return self.request('GET', url, **k)
    def post(self, url, **k): return self.request('POST', url, **k)
    def put(self, url, **k): return self.request('PUT', url, **k)
    def delete(self, url, **k): return self.request('DELETE', url, **k)
    def mount(self, *a): pass
    def close(self): pass
    def __enter__(self): return self
    def __exit__(self, *a): pass
session = Session
`,
  'requests.exceptions': 'from requests import RequestException, HTTPError, ConnectionError, Timeout, JSONDecodeError, ConnectTimeout, ReadTimeout\n',
  flask: `
import _net, sys, os, time, json as _json, traceback
from urllib.parse import parse_qsl, unquote
__version__ = _version_of('flask')
class _Args(dict):
    def get(self, k, default=None, type=None):
        v = dict.get(self, k, None)
        if v is None: return default
        try: return type(v) if type else v
        except ValueError: return default
class _Request:
    pass
request = _Request()
class _G: pass
g = _G()
session = {}
class Response:
    def __init__(self, response='', status=200, headers=None, mimetype=None, content_type=None):
        self.data = response if isinstance(response, bytes) else str(response).encode(); self.status_code = status; self.headers = dict(headers or {}); self.headers.setdefault('Content-Type', content_type or (mimetype or 'text/html') + ('; charset=utf-8' if (mimetype or 'text/html').startswith('text/') else ''))
    def get_json(self): return _json.loads(self.data.decode())
class _Abort(Exception):
    def __init__(self, code, description=None): self.code = code; self.description = description
def abort(code, description=None): raise _Abort(code, description)
def jsonify(*a, **k): return Response(_json.dumps(a[0] if len(a) == 1 else list(a) if a else k) + '\\n', mimetype='application/json')
def redirect(location, code=302): return Response('', code, {'Location': location})
def make_response(*a): return _respond(a[0] if len(a) == 1 else a)
def url_for(name, **k): return '/' + name
def render_template_string(t, **k):
    import re
    return re.sub(r'{{\\s*(\\w+)\\s*}}', lambda m: str(k.get(m.group(1), '')), t)
def render_template(name, **k):
    with open(os.path.join('templates', name)) as f: return render_template_string(f.read(), **k)
_names = {200: 'OK', 201: 'CREATED', 204: 'NO CONTENT', 302: 'FOUND', 400: 'BAD REQUEST', 401: 'UNAUTHORIZED', 403: 'FORBIDDEN', 404: 'NOT FOUND', 405: 'METHOD NOT ALLOWED', 500: 'INTERNAL SERVER ERROR', 503: 'SERVICE UNAVAILABLE'}
_told = {404: ('Not Found', 'The requested URL was not found on the server. If you entered the URL manually please check your spelling and try again.'), 405: ('Method Not Allowed', 'The method is not allowed for the requested URL.'), 500: ('Internal Server Error', 'The server encountered an internal error and was unable to complete your request. Either the server is overloaded or there is an error in the application.')}
def _page(code, description=None):
    title, text = _told.get(code, (_names.get(code, '').title(), ''))
    return Response(f'<!doctype html>\\n<html lang=en>\\n<title>{code} {title}</title>\\n<h1>{title}</h1>\\n<p>{description or text}</p>\\n', code)
def _respond(v):
    status = 200; headers = {}
    if isinstance(v, tuple):
        for extra in v[1:]:
            if isinstance(extra, int): status = extra
            else: headers = extra
        v = v[0]
    r = v if isinstance(v, Response) else jsonify(v) if isinstance(v, (dict, list)) else Response(v)
    if status != 200: r.status_code = status
    r.headers.update(headers); return r
class Flask:
    def __init__(self, name, **k): self.name = name; self.routes = []; self.config = {}; self.errors = {}; self.before = []; self.debug = False; self.logger = __import__('logging').getLogger(name)
    def route(self, rule, methods=('GET',), **k):
        def add(f): self.routes.append((rule, [m.upper() for m in methods], f)); return f
        return add
    add_url_rule = lambda self, rule, endpoint=None, view_func=None, methods=('GET',): self.routes.append((rule, list(methods), view_func))
    def get(self, rule): return self.route(rule)
    def post(self, rule): return self.route(rule, ('POST',))
    def put(self, rule): return self.route(rule, ('PUT',))
    def delete(self, rule): return self.route(rule, ('DELETE',))
    def errorhandler(self, code):
        def add(f): self.errors[code] = f; return f
        return add
    def before_request(self, f): self.before.append(f); return f
    def teardown_appcontext(self, f): return f
    def _match(self, rule, path):
        a, b = rule.strip('/').split('/'), path.strip('/').split('/')
        if len(a) != len(b) and not any('<path:' in x for x in a): return None
        values = {}
        for i, x in enumerate(a):
            if x.startswith('<'):
                kind, _, name = x[1:-1].rpartition(':')
                if kind == 'path': values[name] = '/'.join(b[i:]); break
                v = unquote(b[i])
                if kind == 'int':
                    if not v.isdigit(): return None
                    v = int(v)
                if kind == 'float': v = float(v)
                values[name] = v
            elif i >= len(b) or x != b[i]: return None
        return values
    def _handle(self, method, target, headers, body, client):
        path, _, query = target.partition('?'); request.method = method; request.path = path; request.args = _Args(parse_qsl(query)); request.headers = headers; request.data = body; request.remote_addr = client[0]; request.url = target; request.full_path = target
        kind = headers.get('Content-Type') or ''
        request.form = _Args(parse_qsl(body.decode())) if 'urlencoded' in kind else _Args()
        def get_json(silent=False, force=False):
            if 'json' in kind or force:
                try: return _json.loads(body.decode())
                except ValueError:
                    if not silent: raise _Abort(400)
            elif not silent: raise _Abort(415)
        request.get_json = get_json; request.is_json = 'json' in kind
        request.json = get_json(True)
        try:
            for f in self.before:
                early = f()
                if early is not None: return _respond(early)
            found = [(self._match(rule, path), methods, f) for rule, methods, f in self.routes]
            found = [x for x in found if x[0] is not None]
            right = next((x for x in found if method in x[1] or (method == 'HEAD' and 'GET' in x[1])), None)
            if right is None: raise _Abort(405 if found else 404)
            return _respond(right[2](**right[0]))
        except _Abort as e:
            if e.code in self.errors:
                r = _respond(self.errors[e.code](e))
                if r.status_code == 200: r.status_code = e.code
                return r
            return _page(e.code, e.description)
        except Exception as e:
            t = time.strftime('%Y-%m-%d %H:%M:%S')
            sys.stderr.write(f'[{t},000] ERROR in app: Exception on {path} [{method}]\\n' + traceback.format_exc())
            return _respond(self.errors[500](e)) if 500 in self.errors else _page(500)
    def test_client(self): raise RuntimeError('drydock: flask test_client is not simulated')
    def run(self, host=None, port=None, debug=None, **k):
        host = host or '127.0.0.1'; port = int(port or 5000)
        sys.stdout.write(f" * Serving Flask app '{self.name if self.name != '__main__' else os.path.splitext(os.path.basename(sys.argv[0]))[0]}'\\n * Debug mode: {'on' if debug else 'off'}\\n"); sys.stdout.flush()
        _serve(self._answer, host, port, True)
    def _answer(self, method, target, headers, body, client):
        r = self._handle(method, target, headers, body, client)
        t = time.strftime('%d/%b/%Y %H:%M:%S'); sys.stderr.write(f'{client[0]} - - [{t}] "{method} {target} HTTP/1.1" {r.status_code} -\\n')
        h = [('Server', f"Werkzeug/{_version_of('werkzeug') or '3'} Python/{sys.version.split()[0]}"), ('Date', time.strftime('%a, %d %b %Y %H:%M:%S GMT'))] + list(r.headers.items()) + [('Content-Length', len(r.data)), ('Connection', 'close')]
        return r.status_code, _names.get(r.status_code, 'UNKNOWN'), h, r.data
def _serve(answer, host, port, warn):
    try: listener = _net.listen(host, port)
    except OSError: sys.stderr.write(f'Address already in use\\nPort {port} is in use by another program. Either identify and stop that program, or start the server with a different port.\\n'); sys.exit(1)
    if warn: sys.stderr.write('WARNING: This is a development server. Do not use it in a production deployment. Use a production WSGI server instead.\\n')
    if host == '0.0.0.0':
        import socket
        sys.stderr.write(f' * Running on all addresses (0.0.0.0)\\n * Running on http://127.0.0.1:{port}\\n * Running on http://{socket.gethostbyname(socket.gethostname())}:{port}\\n')
    else: sys.stderr.write(f' * Running on http://{host}:{port}\\n')
    sys.stderr.write('Press CTRL+C to quit\\n')
    try:
        while True: _net.serve_one(listener, answer)
    except KeyboardInterrupt: sys.exit(0)
class Blueprint: pass
current_app = None
`,
  'flask.__main__': `
import sys, os
def main(words):
    app = os.environ.get('FLASK_APP', 'app'); host = os.environ.get('FLASK_RUN_HOST', '127.0.0.1'); port = int(os.environ.get('FLASK_RUN_PORT', 5000)); i = 0; rest = []
    while i < len(words):
        w = words[i]
        if w in ('--app', '-A'): app = words[i + 1]; i += 1
        elif w in ('--host', '-h'): host = words[i + 1]; i += 1
        elif w in ('--port', '-p'): port = int(words[i + 1]); i += 1
        elif w.startswith('--host='): host = w[7:]
        elif w.startswith('--port='): port = int(w[7:])
        elif w == '--debug': pass
        else: rest.append(w)
        i += 1
    if rest and rest[0] != 'run':
        sys.stderr.write(f"Usage: flask [OPTIONS] COMMAND [ARGS]...\\nTry 'flask --help' for help.\\n\\nError: No such command '{rest[0]}'.\\n"); sys.exit(2)
    name, _, attr = app.replace('.py', '').partition(':')
    sys.path.insert(0, os.getcwd())
    try: module = _import(name)
    except ModuleNotFoundError: sys.stderr.write(f"Usage: flask run [OPTIONS]\\nTry 'flask run --help' for help.\\n\\nError: Could not import '{name}'.\\n"); sys.exit(2)
    it = getattr(module, attr or 'app'); sys.argv = [name]
    sys.stdout.write(f" * Serving Flask app '{name}'\\n * Debug mode: off\\n"); sys.stdout.flush()
    import flask
    flask._serve(it._answer, host, port, True)
`,
  gunicorn: '',
  'gunicorn.__main__': `
import sys, os, time, _net
def main(words):
    bind = '127.0.0.1:8000'; app = None; i = 0
    while i < len(words):
        w = words[i]
        if w in ('-b', '--bind'): bind = words[i + 1]; i += 1
        elif w.startswith('--bind='): bind = w[7:]
        elif w in ('-w', '--workers', '-t', '--timeout', '--threads', '-k', '--worker-class', '--access-logfile', '--error-logfile', '--log-level'): i += 1
        elif not w.startswith('-'): app = w
        i += 1
    name, _, attr = app.partition(':'); sys.path.insert(0, os.getcwd()); it = getattr(_import(name), attr or 'app')
    log = lambda s: sys.stderr.write(time.strftime('[%Y-%m-%d %H:%M:%S +0000]') + f' [{os.getpid()}] [INFO] {s}\\n')
    host, _, port = bind.rpartition(':'); log('Starting gunicorn ' + (_version_of('gunicorn') or '')); listener = _net.listen(host or '0.0.0.0', int(port)); log(f'Listening at: http://{host or "0.0.0.0"}:{port} ({os.getpid()})'); log('Using worker: sync')
    def answer(method, target, headers, body, client):
        r = it._handle(method, target, headers, body, client)
        return r.status_code, 'OK' if r.status_code == 200 else str(r.status_code), [('Server', 'gunicorn')] + list(r.headers.items()) + [('Content-Length', len(r.data))], r.data
    import signal
    def stop(s, f): log(f'Handling signal: {"term" if int(s) == 15 else "int"}'); log('Shutting down: Master'); sys.exit(0)
    signal.signal(signal.SIGTERM, stop); signal.signal(signal.SIGINT, stop)
    while True: _net.serve_one(listener, answer)
`,
  redis: `
import socket as _socket
__version__ = _version_of('redis')
class RedisError(Exception): pass
class ConnectionError(RedisError): pass
class ResponseError(RedisError): pass
class AuthenticationError(ConnectionError): pass
class exceptions: ConnectionError = ConnectionError; RedisError = RedisError; ResponseError = ResponseError
class Redis:
    def __init__(self, host='localhost', port=6379, db=0, password=None, decode_responses=False, **k): self.host, self.port, self.db, self.password, self.decode = host, int(port), db, password, decode_responses; self._s = None; self._b = b''
    @classmethod
    def from_url(cls, url, **k):
        from urllib.parse import urlparse
        u = urlparse(url); return cls(u.hostname, u.port or 6379, int(u.path.strip('/') or 0), u.password, **k)
    def _open(self):
        try: self._s = _socket.create_connection((self.host, self.port))
        except OSError as e: raise ConnectionError(f'Error {e.errno} connecting to {self.host}:{self.port}. {e.strerror}.')
        if self.password: self.execute_command('AUTH', self.password)
        if self.db: self.execute_command('SELECT', self.db)
    def _line(self):
        while b'\\r\\n' not in self._b:
            d = self._s.recv(65536)
            if not d: self._s = None; raise ConnectionError('Connection closed by server.')
            self._b += d
        at = self._b.find(b'\\r\\n'); line = self._b[:at]; self._b = self._b[at + 2:]; return line.decode()
    def _reply(self):
        line = self._line(); t, rest = line[0], line[1:]
        if t == '+': return rest
        if t == '-': raise ResponseError(rest)
        if t == ':': return int(rest)
        if t == '$':
            n = int(rest)
            if n < 0: return None
            while len(self._b) < n + 2: self._b += self._s.recv(65536)
            v = self._b[:n]; self._b = self._b[n + 2:]; return v.decode() if self.decode else v
        if t == '*': return None if int(rest) < 0 else [self._reply() for _ in range(int(rest))]
    def execute_command(self, *args):
        if self._s is None: self._open()
        words = [a if isinstance(a, bytes) else str(a).encode() for a in args]
        self._s.sendall(b'*' + str(len(words)).encode() + b'\\r\\n' + b''.join(b'$' + str(len(w)).encode() + b'\\r\\n' + w + b'\\r\\n' for w in words))
        return self._reply()
    def ping(self): return self.execute_command('PING') == 'PONG'
    def set(self, k, v, ex=None, nx=False, px=None): return self.execute_command('SET', k, v, *(['EX', ex] if ex else []), *(['NX'] if nx else [])) == 'OK' or None
    def get(self, k): return self.execute_command('GET', k)
    def incr(self, k, n=1): return self.execute_command('INCRBY', k, n)
    incrby = incr
    def decr(self, k, n=1): return self.execute_command('DECRBY', k, n)
    def delete(self, *k): return self.execute_command('DEL', *k)
    def exists(self, *k): return self.execute_command('EXISTS', *k)
    def expire(self, k, s): return bool(self.execute_command('EXPIRE', k, s))
    def ttl(self, k): return self.execute_command('TTL', k)
    def keys(self, p='*'): return self.execute_command('KEYS', p)
    def lpush(self, k, *v): return self.execute_command('LPUSH', k, *v)
    def rpush(self, k, *v): return self.execute_command('RPUSH', k, *v)
    def lpop(self, k): return self.execute_command('LPOP', k)
    def rpop(self, k): return self.execute_command('RPOP', k)
    def llen(self, k): return self.execute_command('LLEN', k)
    def lrange(self, k, a, b): return self.execute_command('LRANGE', k, a, b)
    def hset(self, k, f=None, v=None, mapping=None): return self.execute_command('HSET', k, *([f, v] if f is not None else []), *[x for p in (mapping or {}).items() for x in p])
    def hget(self, k, f): return self.execute_command('HGET', k, f)
    def hgetall(self, k): r = self.execute_command('HGETALL', k); return dict(zip(r[::2], r[1::2]))
    def sadd(self, k, *v): return self.execute_command('SADD', k, *v)
    def smembers(self, k): return set(self.execute_command('SMEMBERS', k))
    def flushall(self): return self.execute_command('FLUSHALL') == 'OK'
    def dbsize(self): return self.execute_command('DBSIZE')
    def close(self):
        if self._s: self._s.close(); self._s = None
StrictRedis = Redis
from_url = Redis.from_url
`,
  psycopg2: `
import socket as _socket, json as _json, os as _os
__version__ = (_version_of('psycopg2-binary') or _version_of('psycopg2') or '2.9') + ' (dt dec pq3 ext lo64)'
class Error(Exception): pcode = None
class DatabaseError(Error): pass
class OperationalError(DatabaseError): pass
class ProgrammingError(DatabaseError): pass
class IntegrityError(DatabaseError): pass
class errors: UndefinedTable = ProgrammingError; UniqueViolation = IntegrityError
def _quote(v):
    if v is None: return 'NULL'
    if isinstance(v, bool): return 'true' if v else 'false'
    if isinstance(v, (int, float)): return str(v)
    if isinstance(v, (list, tuple)): return '(' + ', '.join(_quote(x) for x in v) + ')'
    return "'" + str(v).replace("'", "''") + "'"
class _Cursor:
    def __init__(self, c): self.c = c; self.rows = []; self.description = None; self.rowcount = -1
    def execute(self, sql, args=None):
        if args is not None:
            if isinstance(args, dict):
                for k, v in args.items(): sql = sql.replace(f'%({k})s', _quote(v))
            else:
                parts = sql.split('%s'); sql = parts[0] + ''.join(_quote(a) + p for a, p in zip(args, parts[1:]))
            sql = sql.replace('%%', '%')
        if not self.c._in and not self.c.autocommit: self.c._ask('BEGIN'); self.c._in = True
        r = self.c._ask(sql); self.description = [(n, None, None, None, None, None, None) for n in r['columns']] if r['columns'] is not None else None; self.rows = [tuple(x) for x in r['rows']]; self.rowcount = r['count']
    def executemany(self, sql, many):
        for a in many: self.execute(sql, a)
    def fetchone(self): return self.rows.pop(0) if self.rows else None
    def fetchall(self): r, self.rows = self.rows, []; return r
    def fetchmany(self, n=1): r, self.rows = self.rows[:n], self.rows[n:]; return r
    def copy_expert(self, sql, f): raise RuntimeError('drydock: psycopg2 copy_expert is not simulated')
    def __iter__(self): return iter(self.fetchall())
    def close(self): pass
    def __enter__(self): return self
    def __exit__(self, *a): pass
class _Connection:
    def __init__(self, host, port, user, password, database):
        self.autocommit = False; self._in = False; self._b = b''; self.closed = 0
        try: addresses = [host] if host.replace('.', '').isdigit() else [_socket.gethostbyname(host)]
        except OSError: raise OperationalError(f'could not translate host name "{host}" to address: Name or service not known\\n')
        try: self._s = _socket.create_connection((addresses[0], port))
        except OSError as e: raise OperationalError(f'connection to server at "{host}" ({addresses[0]}), port {port} failed: {e.strerror}\\n\\tIs the server running on that host and accepting TCP/IP connections?\\n')
        r = self._send({'kind': 'start', 'user': user, 'password': password, 'database': database})
        if r['kind'] == 'error': raise OperationalError(f'connection to server at "{host}" ({addresses[0]}), port {port} failed: {r["severity"]}:  {r["message"]}\\n')
    def _send(self, m):
        self._s.sendall((_json.dumps(m) + '\\n').encode())
        while b'\\n' not in self._b:
            d = self._s.recv(65536)
            if not d: raise OperationalError('server closed the connection unexpectedly\\n\\tThis probably means the server terminated abnormally\\n\\tbefore or while processing the request.\\n')
            self._b += d
        line, _, self._b = self._b.decode().partition('\\n'); self._b = self._b.encode(); return _json.loads(line)
    def _ask(self, sql):
        r = self._send({'kind': 'query', 'sql': sql})
        if r['kind'] == 'error':
            cls = IntegrityError if r['code'].startswith('23') else ProgrammingError if r['code'].startswith('42') else DatabaseError
            raise cls(r['message'] + '\\n' + (r.get('at') or ''))
        last = r['results'][-1] if r['results'] else {'columns': None, 'rows': [], 'count': 0}
        return {'columns': last.get('columns'), 'rows': last.get('values') or [], 'count': last['count']}
    def cursor(self, **k): return _Cursor(self)
    def commit(self):
        if self._in: self._ask('COMMIT'); self._in = False
    def rollback(self):
        if self._in: self._ask('ROLLBACK'); self._in = False
    def close(self): self._s.close(); self.closed = 1
    def __enter__(self): return self
    def __exit__(self, t, v, tb): self.commit() if t is None else self.rollback()
def connect(dsn=None, host=None, port=None, user=None, password=None, dbname=None, database=None, connect_timeout=None, **k):
    if dsn and '://' in dsn:
        from urllib.parse import urlparse
        u = urlparse(dsn); host, port, user, password, dbname = u.hostname, u.port, u.username, u.password, u.path.strip('/')
    elif dsn:
        d = dict(p.split('=', 1) for p in dsn.split()); host, port, user, password, dbname = d.get('host', host), d.get('port', port), d.get('user', user), d.get('password', password), d.get('dbname', dbname)
    e = _os.environ; user = user or e.get('PGUSER') or 'root'
    return _Connection(host or e.get('PGHOST') or 'localhost', int(port or e.get('PGPORT') or 5432), user, password or e.get('PGPASSWORD'), dbname or database or e.get('PGDATABASE') or user)
`,
  'psycopg2.extras': 'def execute_values(cur, sql, rows, **k):\n    from psycopg2 import _quote\n    cur.execute(sql.replace("%s", ", ".join(_quote(tuple(r)) for r in rows)))\nclass RealDictCursor: pass\n',
};
