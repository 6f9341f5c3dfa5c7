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
