import _net, os, sys, time, io
_reasons = {200: 'OK', 201: 'Created', 204: 'No Content', 301: 'Moved Permanently', 302: 'Found', 304: 'Not Modified', 400: 'Bad Request', 401: 'Unauthorized', 403: 'Forbidden', 404: 'File not found', 405: 'Method Not Allowed', 500: 'Internal Server Error', 501: 'Unsupported method', 503: 'Service Unavailable'}
class _Writer:
    def __init__(self): self.data = b''
    def write(self, b):
        if isinstance(b, str): raise TypeError("a bytes-like object is required, not 'str'")
        self.data += bytes(b); return len(b)
    def flush(self): pass
class BaseHTTPRequestHandler:
    server_version = 'BaseHTTP/0.6'
    protocol_version = 'HTTP/1.0'
    @property
    def sys_version(self): return 'Python/' + sys.version.split()[0]
    def version_string(self): return self.server_version + ' ' + self.sys_version
    def date_time_string(self, t=None): return time.strftime('%a, %d %b %Y %H:%M:%S GMT', time.gmtime(t if t is not None else time.time()))
    def log_date_time_string(self): return time.strftime('%d/%b/%Y %H:%M:%S', time.gmtime())
    def address_string(self): return self.client_address[0]
    def log_message(self, format, *args): sys.stderr.write('%s - - [%s] %s\n' % (self.address_string(), self.log_date_time_string(), format % args))
    def log_request(self, code='-', size='-'): self.log_message('"%s" %s %s', self.requestline, str(code), str(size))
    def log_error(self, format, *args): self.log_message(format, *args)
    def send_response(self, code, message=None):
        self.log_request(code); self.send_response_only(code, message); self.send_header('Server', self.version_string()); self.send_header('Date', self.date_time_string())
    def send_response_only(self, code, message=None): self._status = int(code); self._reason = message or _reasons.get(int(code), ''); self._headers = []
    def send_header(self, k, v): self._headers.append((k, str(v)))
    def end_headers(self): pass
    def send_error(self, code, message=None, explain=None):
        message = message or _reasons.get(code, ''); self.log_error('code %d, message %s', code, message)
        body = ('<!DOCTYPE HTML>\n<html lang="en">\n    <head>\n        <meta charset="utf-8">\n        <title>Error response</title>\n    </head>\n    <body>\n        <h1>Error response</h1>\n        <p>Error code: %d</p>\n        <p>Message: %s.</p>\n    </body>\n</html>\n' % (code, message)).encode()
        self.send_response(code, message); self.send_header('Connection', 'close'); self.send_header('Content-Type', 'text/html;charset=utf-8'); self.send_header('Content-Length', len(body)); self.end_headers(); self.wfile.write(body)
    def _run(self, method, path, headers, body, client, server):
        self.command, self.path, self.headers, self.client_address, self.server = method, path, headers, client, server
        self.request_version = 'HTTP/1.1'; self.requestline = f'{method} {path} HTTP/1.1'; self.rfile = io.BytesIO(body); self.wfile = _Writer(); self._status = None; self._headers = []
        f = getattr(self, 'do_' + method, None)
        if f is None: self.send_error(501, f'Unsupported method ({method!r})')
        else: f()
        if self._status is None: return None
        return self._status, self._reason, self._headers, self.wfile.data
class SimpleHTTPRequestHandler(BaseHTTPRequestHandler):
    server_version = 'SimpleHTTP/0.6'
    directory = None
    extensions_map = {'.html': 'text/html', '.htm': 'text/html', '.txt': 'text/plain', '.css': 'text/css', '.js': 'text/javascript', '.json': 'application/json', '.png': 'image/png', '.jpg': 'image/jpeg', '.gif': 'image/gif', '.svg': 'image/svg+xml', '.csv': 'text/csv', '.py': 'text/x-python', '.md': 'text/markdown', '.pdf': 'application/pdf'}
    def do_HEAD(self): self.do_GET(); self.wfile.data = b''
    def do_GET(self):
        from urllib.parse import unquote
        path = unquote(self.path.partition('?')[0]); root = self.directory or os.getcwd()
        target = os.path.normpath(os.path.join(root, path.lstrip('/')))
        if os.path.isdir(target):
            if not path.endswith('/'):
                self.send_response(301); self.send_header('Location', path + '/'); self.send_header('Content-Length', '0'); self.end_headers(); return
            for index in ('index.html', 'index.htm'):
                if os.path.isfile(os.path.join(target, index)): target = os.path.join(target, index); break
            else: return self.list_directory(target, path)
        try:
            with open(target, 'rb') as f: data = f.read()
        except OSError: return self.send_error(404, 'File not found')
        self.send_response(200); self.send_header('Content-type', self.extensions_map.get(os.path.splitext(target)[1].lower(), 'application/octet-stream')); self.send_header('Content-Length', len(data)); self.send_header('Last-Modified', self.date_time_string(os.stat(target).st_mtime)); self.end_headers(); self.wfile.write(data)
    def list_directory(self, target, path):
        names = sorted(os.listdir(target), key=str.lower); title = f'Directory listing for {path}'
        rows = ''.join(f'<li><a href="{n}{s}">{n}{s}</a></li>\n' for n in names for s in ['/' if os.path.isdir(os.path.join(target, n)) else ''])
        body = f'<!DOCTYPE HTML>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n<title>{title}</title>\n</head>\n<body>\n<h1>{title}</h1>\n<hr>\n<ul>\n{rows}</ul>\n<hr>\n</body>\n</html>\n'.encode()
        self.send_response(200); self.send_header('Content-type', 'text/html; charset=utf-8'); self.send_header('Content-Length', len(body)); self.end_headers(); self.wfile.write(body)
class HTTPServer:
    def __init__(self, address, handler): self.server_address = address; self.RequestHandlerClass = handler; self._listener = _net.listen(address[0] or '0.0.0.0', address[1]); self.server_port = address[1]; self.server_name = address[0]; self._stop = False
    def serve_forever(self, poll_interval=0.5):
        def answer(method, path, headers, body, client): return self.RequestHandlerClass.__call__(self)._run(method, path, headers, body, client, self) if False else self._answer(method, path, headers, body, client)
        while not self._stop: _net.serve_one(self._listener, self._answer)
    def _answer(self, method, path, headers, body, client):
        h = _bare(self.RequestHandlerClass) if isinstance(self.RequestHandlerClass, type) else self.RequestHandlerClass()
        return h._run(method, path, headers, body, client, self)
    def handle_request(self): _net.serve_one(self._listener, self._answer)
    def shutdown(self): self._stop = True
    def server_close(self): _net.close(self._listener)
    def __enter__(self): return self
    def __exit__(self, *a): self.server_close()
ThreadingHTTPServer = HTTPServer
def _main(args):
    port = 8000; bind = None; directory = None; i = 0
    while i < len(args):
        if args[i] in ('-b', '--bind'): bind = args[i + 1]; i += 1
        elif args[i] in ('-d', '--directory'): directory = args[i + 1]; i += 1
        elif args[i] == '--cgi': raise RuntimeError('drydock: http.server --cgi is not simulated')
        else: port = int(args[i])
        i += 1
    class Handler(SimpleHTTPRequestHandler): pass
    Handler.directory = directory
    server = HTTPServer((bind or '0.0.0.0', port), Handler)
    host = bind or '0.0.0.0'
    print(f'Serving HTTP on {host} port {port} (http://{host}:{port}/) ...')
    try: server.serve_forever()
    except KeyboardInterrupt:
        print('\nKeyboard interrupt received, exiting.'); sys.exit(0)
