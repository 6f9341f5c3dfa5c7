import os, random, shutil
def gettempdir(): return os.environ.get('TMPDIR', '/tmp')
def _name(prefix, suffix, dir): return os.path.join(dir or gettempdir(), (prefix or 'tmp') + ''.join(random.choice('abcdefghijklmnopqrstuvwxyz0123456789_') for _ in range(8)) + (suffix or ''))
def mkdtemp(suffix=None, prefix=None, dir=None):
    p = _name(prefix, suffix, dir); os.mkdir(p, 0o700); return p
def mkstemp(suffix=None, prefix=None, dir=None):
    p = _name(prefix, suffix, dir); f = open(p, 'w'); return f.fileno(), p
class TemporaryDirectory:
    def __init__(self, suffix=None, prefix=None, dir=None): self.name = mkdtemp(suffix, prefix, dir)
    def __enter__(self): return self.name
    def __exit__(self, *a): self.cleanup()
    def cleanup(self): shutil.rmtree(self.name, True)
class NamedTemporaryFile:
    def __init__(self, mode='w+b', suffix=None, prefix=None, dir=None, delete=True, **k):
        self.name = _name(prefix, suffix, dir); self._f = open(self.name, mode.replace('+', '') + '+' if '+' in mode else mode); self._delete = delete
    def __getattr__(self, n): return getattr(self._f, n)
    def __enter__(self): return self
    def __exit__(self, *a): self.close()
    def close(self):
        self._f.close()
        if self._delete and os.path.exists(self.name): os.remove(self.name)
