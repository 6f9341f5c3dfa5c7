import os, fnmatch
class PurePath:
    def __init__(self, *parts):
        p = os.path.join(*[str(x) for x in parts]) if parts else '.'
        p = p if p == '/' else p.rstrip('/') or '.'
        while p.startswith('./') and len(p) > 2: p = p[2:]
        self._p = p.replace('//', '/')
    def __truediv__(self, o): return type(self)(self._p, str(o)) if self._p != '.' else type(self)(str(o))
    def __rtruediv__(self, o): return type(self)(str(o), self._p)
    def joinpath(self, *o): return type(self)(self._p, *o)
    def __str__(self): return self._p
    def __fspath__(self): return self._p
    def __repr__(self): return f"PosixPath('{self._p}')"
    def __eq__(self, o): return isinstance(o, PurePath) and self._p == o._p
    def __lt__(self, o): return self._p < o._p
    def __hash__(self): return hash(self._p)
    @property
    def name(self): return os.path.basename(self._p)
    @property
    def suffix(self): return os.path.splitext(self.name)[1]
    @property
    def suffixes(self): return ['.' + s for s in self.name.lstrip('.').split('.')[1:]]
    @property
    def stem(self): return os.path.splitext(self.name)[0]
    @property
    def parent(self): return type(self)(os.path.dirname(self._p) or '.')
    @property
    def parents(self):
        out = []; p = self
        while p.parent != p: p = p.parent; out.append(p)
        return out
    @property
    def parts(self): return tuple((['/'] if self._p.startswith('/') else []) + [x for x in self._p.split('/') if x])
    def is_absolute(self): return self._p.startswith('/')
    def with_suffix(self, s): return type(self)(os.path.splitext(self._p)[0] + s)
    def with_name(self, n): return self.parent / n
    def relative_to(self, o):
        o = str(o).rstrip('/') + '/'
        if not self._p.startswith(o): raise ValueError(f"'{self._p}' is not in the subpath of '{o[:-1]}'")
        return type(self)(self._p[len(o):])
    def match(self, pat): return fnmatch.fnmatch(self.name, pat)
    def as_posix(self): return self._p
class Path(PurePath):
    @classmethod
    def cwd(cls): return cls(os.getcwd())
    @classmethod
    def home(cls): return cls(os.path.expanduser('~'))
    def exists(self): return os.path.exists(self._p)
    def is_file(self): return os.path.isfile(self._p)
    def is_dir(self): return os.path.isdir(self._p)
    def is_symlink(self): return os.path.islink(self._p)
    def stat(self): return os.stat(self._p)
    def open(self, mode='r', *a, **k): return open(self._p, mode, *a, **k)
    def read_text(self, encoding=None):
        with open(self._p) as f: return f.read()
    def read_bytes(self):
        with open(self._p, 'rb') as f: return f.read()
    def write_text(self, s, encoding=None):
        with open(self._p, 'w') as f: return f.write(s)
    def write_bytes(self, b):
        with open(self._p, 'wb') as f: return f.write(b)
    def mkdir(self, mode=0o777, parents=False, exist_ok=False):
        if exist_ok and self.is_dir(): return
        os.makedirs(self._p) if parents else os.mkdir(self._p)
    def rmdir(self): os.rmdir(self._p)
    def unlink(self, missing_ok=False):
        if missing_ok and not self.exists(): return
        os.unlink(self._p)
    def touch(self, exist_ok=True):
        with open(self._p, 'a'): pass
    def rename(self, t): os.rename(self._p, str(t)); return type(self)(str(t))
    def replace(self, t): return self.rename(t)
    def chmod(self, m): os.chmod(self._p, m)
    def resolve(self, strict=False): return type(self)(os.path.realpath(self._p))
    def absolute(self): return type(self)(os.path.abspath(self._p))
    def expanduser(self): return type(self)(os.path.expanduser(self._p))
    def iterdir(self):
        for n in os.listdir(self._p): yield self / n
    def glob(self, pat):
        import glob as g
        for p in g.glob((self._p + '/' if self._p != '.' else '') + pat, recursive=True): yield type(self)(p)
    def rglob(self, pat): return self.glob('**/' + pat)
PosixPath = Path
PurePosixPath = PurePath
