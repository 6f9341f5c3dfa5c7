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
def jsonify(*a, **k): return Response(_json.dumps(a[0] if len(a) == 1 else list(a) if a else k) + '\n', mimetype='application/json')
def redirect(location, code=302): return Response('', code, {'Location': location})
def make_response(*a): return _respond(a[0] if len(a) == 1 else a)
def url_for(name, **k): return '/' + name
def render_template_string(t, **k):
    import re
    return re.sub(r'{{\s*(\w+)\s*}}', lambda m: str(k.get(m.group(1), '')), t)
def render_template(name, **k):
    with open(os.path.join('templates', name)) as f: return render_template_string(f.read(), **k)
_names = {200: 'OK', 201: 'CREATED', 204: 'NO CONTENT', 302: 'FOUND', 400: 'BAD REQUEST', 401: 'UNAUTHORIZED', 403: 'FORBIDDEN', 404: 'NOT FOUND', 405: 'METHOD NOT ALLOWED', 500: 'INTERNAL SERVER ERROR', 503: 'SERVICE UNAVAILABLE'}
_told = {404: ('Not Found', 'The requested URL was not found on the server. If you entered the URL manually please check your spelling and try again.'), 405: ('Method Not Allowed', 'The method is not allowed for the requested URL.'), 500: ('Internal Server Error', 'The server encountered an internal error and was unable to complete your request. Either the server is overloaded or there is an error in the application.')}
def _page(code, description=None):
    title, text = _told.get(code, (_names.get(code, '').title(), ''))
    return Response(f'<!doctype html>\n<html lang=en>\n<title>{code} {title}</title>\n<h1>{title}</h1>\n<p>{description or text}</p>\n', code)
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
            sys.stderr.write(f'[{t},000] ERROR in app: Exception on {path} [{method}]\n' + traceback.format_exc())
            return _respond(self.errors[500](e)) if 500 in self.errors else _page(500)
    def test_client(self): raise RuntimeError('drydock: flask test_client is not simulated')
    def run(self, host=None, port=None, debug=None, **k):
        host = host or '127.0.0.1'; port = int(port or 5000)
        sys.stdout.write(f" * Serving Flask app '{self.name if self.name != '__main__' else os.path.splitext(os.path.basename(sys.argv[0]))[0]}'\n * Debug mode: {'on' if debug else 'off'}\n"); sys.stdout.flush()
        _serve(self._answer, host, port, True)
    def _answer(self, method, target, headers, body, client):
        r = self._handle(method, target, headers, body, client)
        t = time.strftime('%d/%b/%Y %H:%M:%S'); sys.stderr.write(f'{client[0]} - - [{t}] "{method} {target} HTTP/1.1" {r.status_code} -\n')
        h = [('Server', f"Werkzeug/{_version_of('werkzeug') or '3'} Python/{sys.version.split()[0]}"), ('Date', time.strftime('%a, %d %b %Y %H:%M:%S GMT'))] + list(r.headers.items()) + [('Content-Length', len(r.data)), ('Connection', 'close')]
        return r.status_code, _names.get(r.status_code, 'UNKNOWN'), h, r.data
def _serve(answer, host, port, warn):
    try: listener = _net.listen(host, port)
    except OSError: sys.stderr.write(f'Address already in use\nPort {port} is in use by another program. Either identify and stop that program, or start the server with a different port.\n'); sys.exit(1)
    if warn: sys.stderr.write('WARNING: This is a development server. Do not use it in a production deployment. Use a production WSGI server instead.\n')
    if host == '0.0.0.0':
        import socket
        sys.stderr.write(f' * Running on all addresses (0.0.0.0)\n * Running on http://127.0.0.1:{port}\n * Running on http://{socket.gethostbyname(socket.gethostname())}:{port}\n')
    else: sys.stderr.write(f' * Running on http://{host}:{port}\n')
    sys.stderr.write('Press CTRL+C to quit\n')
    try:
        while True: _net.serve_one(listener, answer)
    except KeyboardInterrupt: sys.exit(0)
class Blueprint: pass
current_app = None
