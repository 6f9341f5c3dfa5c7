import _net
from urllib.error import URLError, HTTPError
class Request:
    def __init__(self, url, data=None, headers={}, method=None): self.full_url = url; self.data = data; self.headers = dict(headers); self._method = method
    def add_header(self, k, v): self.headers[k] = v
    def get_method(self): return self._method or ('POST' if self.data is not None else 'GET')
class _Response:
    def __init__(self, status, reason, headers, body, url): self.status = self.code = status; self.reason = self.msg = reason; self.headers = headers; self._body = body; self.url = url
    def read(self, n=-1): b, self._body = (self._body, b'') if n < 0 else (self._body[:n], self._body[n:]); return b
    def getcode(self): return self.status
    def geturl(self): return self.url
    def info(self): return self.headers
    def getheader(self, k, d=None): return self.headers.get(k, d)
    def __enter__(self): return self
    def __exit__(self, *a): pass
    def close(self): pass
    def __iter__(self): return iter(self._body.splitlines(True))
def urlopen(url, data=None, timeout=None, **k):
    r = url if isinstance(url, Request) else Request(url, data)
    headers = {'User-Agent': 'Python-urllib/3', **r.headers}
    if r.data is not None: headers.setdefault('Content-Type', 'application/x-www-form-urlencoded')
    try: status, reason, got, body, final = _net.fetch(r.get_method(), r.full_url, headers, r.data, timeout, True)
    except OSError as e: raise URLError(e)
    if status >= 400: raise HTTPError(final, status, reason, got, body)
    return _Response(status, reason, got, body, final)
def urlretrieve(url, filename):
    with urlopen(url) as r, open(filename, 'wb') as f: f.write(r.read())
    return filename, r.headers
