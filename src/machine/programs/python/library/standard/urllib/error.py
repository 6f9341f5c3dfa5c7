class URLError(OSError):
    def __init__(self, reason, filename=None): self.reason = reason; self.args = (reason,)
    def __str__(self): return f'<urlopen error {self.reason}>'
class HTTPError(URLError):
    def __init__(self, url, code, msg, hdrs, fp): self.url, self.code, self.msg, self.headers, self.fp, self.reason, self.status = url, code, msg, hdrs, fp, msg, code
    def __str__(self): return f'HTTP Error {self.code}: {self.msg}'
    def read(self): return self.fp
