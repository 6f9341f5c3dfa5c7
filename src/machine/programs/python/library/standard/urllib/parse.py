class ParseResult:
    def __init__(self, scheme, netloc, path, params, query, fragment): self.scheme, self.netloc, self.path, self.params, self.query, self.fragment = scheme, netloc, path, params, query, fragment
    @property
    def hostname(self): return self.netloc.rpartition('@')[2].partition(':')[0].lower() or None
    @property
    def port(self): p = self.netloc.rpartition('@')[2].partition(':')[2]; return int(p) if p else None
    @property
    def username(self): return self.netloc.rpartition('@')[0].partition(':')[0] or None
    @property
    def password(self): return self.netloc.rpartition('@')[0].partition(':')[2] or None
    def geturl(self): return (self.scheme + '://' if self.scheme else '') + self.netloc + self.path + ('?' + self.query if self.query else '') + ('#' + self.fragment if self.fragment else '')
    def __iter__(self): return iter((self.scheme, self.netloc, self.path, self.params, self.query, self.fragment))
    def __getitem__(self, i): return list(self)[i]
def urlparse(url, scheme=''):
    s, sep, rest = url.partition('://')
    if not sep: s, rest = scheme, url
    rest, _, fragment = rest.partition('#'); rest, _, query = rest.partition('?')
    if sep: netloc, slash, path = rest.partition('/'); path = slash + path
    else: netloc, path = '', rest
    return ParseResult(s, netloc, path, '', query, fragment)
urlsplit = urlparse
def quote(s, safe='/'):
    ok = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_.-~' + safe
    return ''.join(chr(b) if chr(b) in ok else f'%{b:02X}' for b in s.encode())
def quote_plus(s, safe=''): return quote(s, safe + ' ').replace(' ', '+')
def unquote(s):
    out = b''; i = 0; data = s.encode()
    while i < len(data):
        if data[i:i + 1] == b'%' and i + 2 < len(data): out += bytes([int(data[i + 1:i + 3].decode(), 16)]); i += 3
        else: out += data[i:i + 1]; i += 1
    return out.decode()
def unquote_plus(s): return unquote(s.replace('+', ' '))
def urlencode(q, doseq=False): return '&'.join(f'{quote_plus(str(k))}={quote_plus(str(v))}' for k, v in (q.items() if hasattr(q, 'items') else q))
def parse_qsl(s): return [(unquote_plus(p.partition('=')[0]), unquote_plus(p.partition('=')[2])) for p in s.split('&') if p]
def parse_qs(s):
    d = {}
    for k, v in parse_qsl(s): d.setdefault(k, []).append(v)
    return d
def urljoin(base, url):
    if '://' in url: return url
    b = urlparse(base)
    return f'{b.scheme}://{b.netloc}' + (url if url.startswith('/') else b.path.rpartition('/')[0] + '/' + url)
