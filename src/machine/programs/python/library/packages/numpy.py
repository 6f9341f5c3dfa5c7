# The part of NumPy that a report of trips needs, with the differences between versions.
import math as _m
_sum, _round = sum, round
__version__ = _version_of('numpy')
pi, e, nan, inf = _m.pi, _m.e, _m.nan, _m.inf
int64 = int32 = int
float64 = float32 = float
bool_ = bool
def _flat(x):
    for i in x:
        if isinstance(i, (list, tuple, ndarray)): yield from _flat(i)
        else: yield i
class ndarray:
    def __init__(self, data): self._d = [ndarray(i) if isinstance(i, (list, tuple)) else i for i in data]
    @property
    def shape(self): return (len(self._d),) + (self._d[0].shape if self._d and isinstance(self._d[0], ndarray) else ())
    @property
    def ndim(self): return len(self.shape)
    @property
    def size(self): return len(list(_flat(self._d)))
    @property
    def dtype(self): return 'float64' if any(isinstance(i, float) for i in _flat(self._d)) else 'int64'
    @property
    def T(self): return ndarray([[r._d[i] for r in self._d] for i in range(len(self._d[0]._d))]) if self.ndim > 1 else self
    def __len__(self): return len(self._d)
    def __iter__(self): return iter(self._d)
    def __getitem__(self, i):
        if isinstance(i, tuple): return self._d[i[0]][i[1:] if len(i) > 2 else i[1]]
        if isinstance(i, ndarray): return ndarray([x for x, k in zip(self._d, i) if k])
        r = self._d[i]
        return _of(r) if isinstance(i, slice) else r
    def __setitem__(self, i, v): self._d[i] = v
    def _op(self, o, f): return _of([f(a, b) for a, b in zip(self._d, o._d)]) if isinstance(o, ndarray) else _of([f(a, o) for a in self._d])
    def __add__(self, o): return self._op(o, lambda a, b: a + b)
    def __sub__(self, o): return self._op(o, lambda a, b: a - b)
    def __mul__(self, o): return self._op(o, lambda a, b: a * b)
    def __truediv__(self, o): return self._op(o, lambda a, b: a / b)
    def __pow__(self, o): return self._op(o, lambda a, b: a ** b)
    def __gt__(self, o): return self._op(o, lambda a, b: a > b)
    def __lt__(self, o): return self._op(o, lambda a, b: a < b)
    def __eq__(self, o): return self._op(o, lambda a, b: a == b)
    __radd__ = __add__
    __rmul__ = __mul__
    def sum(self): return _sum(_flat(self._d))
    def mean(self): return self.sum() / self.size
    def min(self): return min(_flat(self._d))
    def max(self): return max(_flat(self._d))
    def std(self): m = self.mean(); return (_sum((x - m) ** 2 for x in _flat(self._d)) / self.size) ** 0.5
    def reshape(self, *s):
        s = s[0] if isinstance(s[0], tuple) else s; f = list(_flat(self._d))
        if len(s) == 1: return ndarray(f)
        n = s[1] if s[1] > 0 else len(f) // s[0]
        return ndarray([f[i * n:(i + 1) * n] for i in range(len(f) // n)])
    def tolist(self): return [i.tolist() if isinstance(i, ndarray) else i for i in self._d]
    def astype(self, t): return ndarray([t(i) for i in self._d])
    def copy(self): return ndarray(self.tolist())
    def dot(self, o): return _sum(a * b for a, b in zip(self._d, o._d))
    def _s(self, n=0):
        if self.ndim > 1: return '[' + ('\n' + ' ' * (n + 1)).join(r._s(n + 1) for r in self._d) + ']'
        texts = [('%g' % i + ('.' if '%g' % i == str(int(i)) else '')) if isinstance(i, float) else str(i) for i in self._d]
        w = max((len(t) for t in texts), default=0)
        return '[' + ' '.join(t.rjust(w) for t in texts) + ']'
    def __str__(self): return self._s()
    def __repr__(self): return 'array(' + repr(self.tolist()) + ')'
def _of(d): return ndarray([x._d if isinstance(x, ndarray) else x for x in d])
def array(x, dtype=None): return ndarray([dtype(i) for i in x] if dtype else list(x))
asarray = array
def zeros(n): return ndarray([0.0] * n if isinstance(n, int) else [[0.0] * n[1] for _ in range(n[0])])
def ones(n): return ndarray([1.0] * n if isinstance(n, int) else [[1.0] * n[1] for _ in range(n[0])])
def arange(*a): return ndarray(list(range(*a)))
def linspace(a, b, n=50): return ndarray([a + (b - a) * i / (n - 1) for i in range(n)])
def sum(x): return ndarray(x).sum() if not isinstance(x, ndarray) else x.sum()
def mean(x): return array(x).mean()
def std(x): return array(x).std()
def median(x): s = sorted(x); n = len(s); return s[n // 2] if n % 2 else (s[n // 2 - 1] + s[n // 2]) / 2
def sqrt(x): return ndarray([_m.sqrt(i) for i in x]) if isinstance(x, ndarray) else _m.sqrt(x)
def dot(a, b): return a.dot(b)
def isnan(x): return x != x
def round(x, n=0): return ndarray([_round(i, n) for i in x])
