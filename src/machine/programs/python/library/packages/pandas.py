# The part of pandas that a report of trips needs, with the differences between versions.
import csv as _csv, os as _os, sys as _sys
__version__ = _version_of('pandas')
_major = int((__version__ or '2').split('.')[0])
if _version_of('numpy') is None: raise ImportError('Unable to import required dependencies:\nnumpy: No module named \'numpy\'')
NA = None
def _isna(v): return v is None or (isinstance(v, float) and v != v)
nan = float('nan')
class errors:
    class EmptyDataError(ValueError): pass
    class ParserError(ValueError): pass
def _parse_column(values):
    if all(v == '' or v is None for v in values): return [nan] * len(values)
    def number(v):
        t = v[1:] if v[:1] in '+-' else v
        return t.isdigit()
    def real(v):
        try: float(v); return True
        except ValueError: return False
    full = [v for v in values if v != '' and v is not None]
    if all(number(v) for v in full): return [int(v) for v in values] if len(full) == len(values) else [float(v) if v else nan for v in values]
    if all(real(v) for v in full): return [float(v) if v else nan for v in values]
    if all(v in ('True', 'False') for v in full): return [v == 'True' for v in values]
    return [v if v != '' else nan for v in values]
def _kind(values):
    ok = [v for v in values if not _isna(v)]
    if ok and all(isinstance(v, bool) for v in ok): return 'bool'
    if ok and all(isinstance(v, int) and not isinstance(v, bool) for v in ok): return 'int64' if len(ok) == len(values) else 'float64'
    if all(isinstance(v, (int, float)) for v in values) and values: return 'float64'
    if ok and all(type(v).__name__ in ('Timestamp', 'datetime') for v in ok): return 'datetime64[ns]'
    return 'str' if _major >= 3 else 'object'
def _shown(values):
    k = _kind(values)
    if k != 'float64': return ['NaN' if _isna(v) else str(v) for v in values]
    ok = [float(v) for v in values if not _isna(v)]
    digits = 1
    for d in range(1, 7):
        digits = d
        if all(abs(round(v, d) - v) < 1e-9 for v in ok): break
    return ['NaN' if _isna(v) else f'{float(v):.{digits}f}' for v in values]
class _Loc:
    def __init__(self, o, by): self.o, self.by = o, by
    def _rows(self, k):
        n = len(self.o.index)
        if isinstance(k, slice):
            if self.by == 'pos': return list(range(n))[k]
            a = self.o.index.index(k.start) if k.start is not None else 0; b = self.o.index.index(k.stop) + 1 if k.stop is not None else n
            return list(range(a, b))
        if isinstance(k, Series): return [i for i, v in enumerate(k._v) if v]
        if isinstance(k, list): return [self.o.index.index(i) if self.by == 'label' else i for i in k]
        if self.by == 'pos':
            if not -n <= k < n: raise IndexError('single positional indexer is out-of-bounds')
            return k % n
        if k not in self.o.index: raise KeyError(k)
        return self.o.index.index(k)
    def __getitem__(self, k):
        cols = None
        if isinstance(k, tuple): k, cols = k
        r = self._rows(k); o = self.o
        if isinstance(o, Series): return o._v[r] if isinstance(r, int) else o._take(r)
        if self.by == 'pos' and isinstance(cols, int): cols = o.columns[cols]
        if isinstance(r, int):
            row = Series([o._d[c][r] for c in o.columns], index=list(o.columns), name=o.index[r])
            return row if cols is None else o._d[cols][r]
        t = o._take(r)
        return t if cols is None else t[cols]
    def __setitem__(self, k, v):
        o = self.o
        if isinstance(k, tuple):
            rows, c = k; r = self._rows(rows)
            if c not in o._d: o._d[c] = [nan] * len(o.index); o.columns.append(c)
            for i in ([r] if isinstance(r, int) else r): o._d[c][i] = v
        elif isinstance(o, Series): o._v[self._rows(k)] = v
        else:
            if k not in o.index:
                o.index.append(k)
                for c in o.columns: o._d[c].append(nan)
            i = o.index.index(k); vals = list(v.values()) if isinstance(v, dict) else list(v)
            for c, x in zip(o.columns, vals): o._d[c][i] = x
def _numeric(vs): return [nan if v is None else float(v) for v in vs] if None in vs and any(isinstance(v, (int, float)) for v in vs) and all(v is None or (isinstance(v, (int, float)) and not isinstance(v, bool)) for v in vs) else vs
class Series:
    def __init__(self, data=(), index=None, name=None, dtype=None):
        if isinstance(data, dict): index = list(data.keys()) if index is None else index; data = list(data.values())
        if isinstance(data, Series): index = data.index if index is None else index; name = name or data.name; data = data._v
        self._v = _numeric(list(data)); self.index = list(index) if index is not None else list(range(len(self._v))); self.name = name; self._iname = None
    @property
    def values(self): return list(self._v)
    @property
    def dtype(self): return _kind(self._v)
    @property
    def loc(self): return _Loc(self, 'label')
    @property
    def iloc(self): return _Loc(self, 'pos')
    @property
    def shape(self): return (len(self._v),)
    @property
    def str(self): return _Str(self)
    @property
    def dt(self): return _Dt(self)
    @property
    def empty(self): return not self._v
    def _take(self, rows): s = Series([self._v[i] for i in rows], [self.index[i] for i in rows], self.name); s._iname = self._iname; return s
    def _with(self, v): s = Series(v, self.index, self.name); s._iname = self._iname; return s
    def __len__(self): return len(self._v)
    def __iter__(self): return iter(self._v)
    def items(self): return list(zip(self.index, self._v))
    def __getitem__(self, k):
        if isinstance(k, Series): return self._take([i for i, x in enumerate(k._v) if x])
        if isinstance(k, slice): return self._take(list(range(len(self._v)))[k])
        if k in self.index: return self._v[self.index.index(k)]
        if isinstance(k, int) and _major < 3: return self._v[k]
        raise KeyError(k)
    def __setitem__(self, k, v): self._v[self.index.index(k)] = v
    def __contains__(self, k): return k in self.index
    def _op(self, o, f):
        other = o._v if isinstance(o, Series) else [o] * len(self._v)
        return self._with([nan if _isna(a) or _isna(b) else f(a, b) for a, b in zip(self._v, other)])
    def __add__(self, o): return self._op(o, lambda a, b: a + b)
    def __radd__(self, o): return self._op(o, lambda a, b: b + a)
    def __sub__(self, o): return self._op(o, lambda a, b: a - b)
    def __rsub__(self, o): return self._op(o, lambda a, b: b - a)
    def __mul__(self, o): return self._op(o, lambda a, b: a * b)
    __rmul__ = __mul__
    def __truediv__(self, o): return self._op(o, lambda a, b: a / b)
    def __floordiv__(self, o): return self._op(o, lambda a, b: a // b)
    def __mod__(self, o): return self._op(o, lambda a, b: a % b)
    def __pow__(self, o): return self._op(o, lambda a, b: a ** b)
    def _cmp(self, o, f):
        other = o._v if isinstance(o, Series) else [o] * len(self._v)
        return self._with([False if _isna(a) or _isna(b) else f(a, b) for a, b in zip(self._v, other)])
    def __gt__(self, o): return self._cmp(o, lambda a, b: a > b)
    def __ge__(self, o): return self._cmp(o, lambda a, b: a >= b)
    def __lt__(self, o): return self._cmp(o, lambda a, b: a < b)
    def __le__(self, o): return self._cmp(o, lambda a, b: a <= b)
    def __eq__(self, o): return self._cmp(o, lambda a, b: a == b)
    def __ne__(self, o): return self._cmp(o, lambda a, b: a != b)
    def __and__(self, o): return self._cmp(o, lambda a, b: a and b)
    def __or__(self, o): return self._cmp(o, lambda a, b: a or b)
    def __invert__(self): return self._with([not v for v in self._v])
    def __neg__(self): return self._with([-v for v in self._v])
    def __bool__(self): raise ValueError('The truth value of a Series is ambiguous. Use a.empty, a.bool(), a.item(), a.any() or a.all().')
    def _ok(self): return [v for v in self._v if not _isna(v)]
    def sum(self): v = self._ok(); return sum(v) if v and not isinstance(v[0], str) else ''.join(v) if v else 0
    def mean(self): v = self._ok(); return sum(v) / len(v) if v else nan
    def min(self): return min(self._ok(), default=nan)
    def max(self): return max(self._ok(), default=nan)
    def count(self): return len(self._ok())
    def median(self): s = sorted(self._ok()); n = len(s); return nan if not n else float(s[n // 2]) if n % 2 else (s[n // 2 - 1] + s[n // 2]) / 2
    def std(self): v = self._ok(); m = self.mean(); return (sum((x - m) ** 2 for x in v) / (len(v) - 1)) ** 0.5 if len(v) > 1 else nan
    def var(self): return self.std() ** 2
    def quantile(self, q=0.5):
        s = sorted(self._ok()); p = (len(s) - 1) * q; i = int(p)
        return s[i] + (s[min(i + 1, len(s) - 1)] - s[i]) * (p - i)
    def any(self): return any(self._v)
    def all(self): return all(self._v)
    def unique(self): return list(dict.fromkeys(self._v))
    def nunique(self): return len(set(self._ok()))
    def idxmax(self): return self.index[self._v.index(self.max())]
    def idxmin(self): return self.index[self._v.index(self.min())]
    def cumsum(self):
        t = 0; out = []
        for v in self._v: t += v; out.append(t)
        return self._with(out)
    def value_counts(self, sort=True, ascending=False):
        c = {}
        for v in self._ok(): c[v] = c.get(v, 0) + 1
        p = sorted(c.items(), key=lambda x: x[1], reverse=not ascending)
        s = Series([x[1] for x in p], [x[0] for x in p], 'count' if _major >= 2 else self.name); s._iname = self.name if _major >= 2 else None; return s
    def map(self, f): return self._with([f.get(v, nan) if isinstance(f, dict) else f(v) for v in self._v])
    def apply(self, f): return self.map(f)
    def astype(self, t): return self._with([{'int': int, 'int64': int, 'float': float, 'float64': float, 'str': str, 'string': str, 'bool': bool}.get(t, t)(v) for v in self._v])
    def fillna(self, x): return self._with([x if _isna(v) else v for v in self._v])
    def dropna(self): return self._take([i for i, v in enumerate(self._v) if not _isna(v)])
    def isna(self): return self._with([_isna(v) for v in self._v])
    isnull = isna
    def notna(self): return self._with([not _isna(v) for v in self._v])
    def isin(self, xs): xs = list(xs); return self._with([v in xs for v in self._v])
    def between(self, a, b): return self._with([a <= v <= b for v in self._v])
    def round(self, n=0): return self._with([v if _isna(v) else round(v, n) for v in self._v])
    def abs(self): return self._with([abs(v) for v in self._v])
    def head(self, n=5): return self._take(list(range(len(self._v)))[:n])
    def tail(self, n=5): return self._take(list(range(len(self._v)))[-n:])
    def tolist(self): return list(self._v)
    to_list = tolist
    def to_dict(self): return dict(zip(self.index, self._v))
    def to_frame(self, name=None): return DataFrame({name or self.name or 0: self._v}, index=self.index)
    def sort_values(self, ascending=True): return self._take(sorted(range(len(self._v)), key=lambda i: self._v[i], reverse=not ascending))
    def sort_index(self, ascending=True): return self._take(sorted(range(len(self._v)), key=lambda i: self.index[i], reverse=not ascending))
    def nlargest(self, n=5): return self.sort_values(False).head(n)
    def nsmallest(self, n=5): return self.sort_values().head(n)
    def reset_index(self, drop=False, name=None):
        if drop: return Series(self._v, None, self.name)
        return DataFrame({self._iname or 'index': self.index, name or self.name or 0: self._v})
    def copy(self): return self._with(self._v)
    def to_string(self): return repr(self)
    def __getattr__(self, n):
        if n == 'append' and _major < 2: return lambda o, ignore_index=False: concat([self, o], ignore_index)
        raise AttributeError(f"'Series' object has no attribute '{n}'")
    def to_string(self): return '\n'.join(repr(self).split('\n')[:-1])
    def __repr__(self):
        if not self._v: return f'Series([], {"Name: " + str_(self.name) + ", " if self.name is not None else ""}dtype: {self.dtype})'
        labels = [str_(i) for i in self.index]; vals = _shown(self._v); a = max(len(l) for l in labels); b = max(len(v) for v in vals)
        head = [str_(self._iname)] if self._iname else []
        foot = (f'Name: {self.name}, ' if self.name is not None else '') + f'dtype: {self.dtype}'
        return '\n'.join(head + [l.ljust(a) + '    ' + v.rjust(b) for l, v in zip(labels, vals)] + [foot])
str_ = str
class _Str:
    def __init__(self, s): self.s = s
    def __getattr__(self, n): return lambda *a: self.s._with([v if _isna(v) else getattr(v, n)(*a) for v in self.s._v])
    def contains(self, t, case=True, na=False): return self.s._with([(t in v if case else t.lower() in v.lower()) if not _isna(v) else na for v in self.s._v])
    def len(self): return self.s._with([len(v) for v in self.s._v])
    def slice(self, a=None, b=None): return self.s._with([v[a:b] for v in self.s._v])
    def __getitem__(self, k): return self.s._with([v[k] for v in self.s._v])
class _Dt:
    def __init__(self, s): self.s = s
    def __getattr__(self, n): return self.s._with([getattr(v, n) for v in self.s._v])
    def strftime(self, f): return self.s._with([v.strftime(f) for v in self.s._v])
class DataFrame:
    def __init__(self, data=None, columns=None, index=None, dtype=None):
        d = {}; n = 0
        if isinstance(data, DataFrame): index = data.index if index is None else index; d = {c: list(v) for c, v in data._d.items()}
        elif isinstance(data, dict):
            for k, v in data.items():
                if isinstance(v, Series): index = v.index if index is None else index; v = v._v
                d[k] = v if isinstance(v, str) or not hasattr(v, '__iter__') else list(v)
            n = max((len(v) for v in d.values() if isinstance(v, list)), default=1 if d else 0)
            lengths = {len(v) for v in d.values() if isinstance(v, list)}
            if len(lengths) > 1: raise ValueError('All arrays must be of the same length')
            d = {k: v if isinstance(v, list) else [v] * n for k, v in d.items()}
            if columns is not None: d = {c: d.get(c, [nan] * n) for c in columns}
        elif data is not None:
            rows = list(data)
            if rows and isinstance(rows[0], dict):
                names = list(columns) if columns is not None else list(dict.fromkeys(k for r in rows for k in r)); d = {c: [r.get(c, nan) for r in rows] for c in names}
            else:
                names = list(columns) if columns is not None else list(range(len(rows[0]) if rows else 0)); d = {c: [r[i] for r in rows] for i, c in enumerate(names)}
        elif columns is not None: d = {c: [] for c in columns}
        self._d = d = {c: _numeric(v) for c, v in d.items()}; self.columns = list(d.keys()); n = len(next(iter(d.values()))) if d else 0
        self.index = list(index) if index is not None else list(range(n)); self._iname = None
    @property
    def shape(self): return (len(self.index), len(self.columns))
    @property
    def empty(self): return not self.index or not self.columns
    @property
    def loc(self): return _Loc(self, 'label')
    @property
    def iloc(self): return _Loc(self, 'pos')
    @property
    def dtypes(self): return Series([_kind(self._d[c]) for c in self.columns], self.columns)
    @property
    def values(self): return [[self._d[c][i] for c in self.columns] for i in range(len(self.index))]
    @property
    def T(self): return DataFrame({l: [self._d[c][i] for c in self.columns] for i, l in enumerate(self.index)}, index=self.columns)
    @property
    def size(self): return len(self.index) * len(self.columns)
    def _take(self, rows): f = DataFrame({c: [self._d[c][i] for i in rows] for c in self.columns}, index=[self.index[i] for i in rows]); f.columns = list(self.columns); f._iname = self._iname; return f
    def __len__(self): return len(self.index)
    def __iter__(self): return iter(self.columns)
    def __contains__(self, c): return c in self._d
    def __getitem__(self, k):
        if isinstance(k, Series): return self._take([i for i, v in enumerate(k._v) if v])
        if isinstance(k, list):
            missing = [c for c in k if c not in self._d]
            if missing: raise KeyError(f"{missing} not in index" if len(missing) < len(k) else f"None of [Index({k!r}, dtype='{'str' if _major >= 3 else 'object'}')] are in the [columns]")
            f = DataFrame({c: self._d[c] for c in k}, index=self.index); f._iname = self._iname; return f
        if isinstance(k, slice): return self._take(list(range(len(self.index)))[k])
        if k not in self._d: raise KeyError(k)
        s = Series(self._d[k], self.index, k); s._iname = self._iname; return s
    def __setitem__(self, k, v):
        n = len(self.index)
        if isinstance(v, Series): v = v._v
        if not self.columns and hasattr(v, '__len__') and not isinstance(v, str): n = len(v); self.index = list(range(n))
        v = [v] * n if isinstance(v, str) or not hasattr(v, '__iter__') else list(v)
        if len(v) != n: raise ValueError(f'Length of values ({len(v)}) does not match length of index ({n})')
        if k not in self._d: self.columns.append(k)
        self._d[k] = v
    def __getattr__(self, n):
        if n == 'append' and _major < 2:
            def append(other, ignore_index=False, **k):
                if (1, 4) <= tuple(int(x) for x in __version__.split('.')[:2]): _sys.stderr.write(f'{_sys.argv[0]}:1: FutureWarning: The frame.append method is deprecated and will be removed from pandas in a future version. Use pandas.concat instead.\n')
                other = DataFrame([other]) if isinstance(other, dict) else DataFrame([dict(zip(other.index, other._v))]) if isinstance(other, Series) else DataFrame(other) if isinstance(other, list) else other
                return concat([self, other], ignore_index=ignore_index)
            return append
        d = self.__dict__.get('_d', {})
        if n in d: return self[n]
        raise AttributeError(f"'DataFrame' object has no attribute '{n}'")
    def head(self, n=5): return self._take(list(range(len(self.index)))[:n])
    def tail(self, n=5): return self._take(list(range(len(self.index)))[-n:])
    def copy(self, deep=True): return self._take(list(range(len(self.index))))
    def _numeric(self): return [c for c in self.columns if _kind(self._d[c]) in ('int64', 'float64', 'bool')]
    def _each(self, name, numeric_only=False): cols = self._numeric() if numeric_only or name != 'count' else self.columns; return Series([getattr(self[c], name)() for c in cols], cols)
    def sum(self, numeric_only=False, axis=0): return self._each('sum')
    def mean(self, numeric_only=False, axis=0): return self._each('mean')
    def min(self, numeric_only=False): return self._each('min')
    def max(self, numeric_only=False): return self._each('max')
    def median(self, numeric_only=False): return self._each('median')
    def std(self, numeric_only=False): return self._each('std')
    def count(self): return self._each('count')
    def nunique(self): return Series([self[c].nunique() for c in self.columns], self.columns)
    def describe(self):
        cols = self._numeric(); rows = ['count', 'mean', 'std', 'min', '25%', '50%', '75%', 'max']
        def col(s): return [float(s.count()), s.mean(), s.std(), float(s.min()), s.quantile(0.25), s.quantile(0.5), s.quantile(0.75), float(s.max())]
        return DataFrame({c: [round(x, 6) for x in col(self[c])] for c in cols}, index=rows)
    def info(self):
        print("<class 'pandas.core.frame.DataFrame'>"); print(f'RangeIndex: {len(self.index)} entries, 0 to {len(self.index) - 1}'); print(f'Data columns (total {len(self.columns)} columns):'); w = max(len(str(c)) for c in self.columns + ['Column']); print(f" #   {'Column':<{w}}  Non-Null Count  Dtype  "); print(f"---  {'------':<{w}}  --------------  -----  ")
        for i, c in enumerate(self.columns): print(f' {i:<3} {c:<{w}}  {self[c].count()} non-null     {_kind(self._d[c])}')
        print('memory usage: 1.0+ KB')
    def sort_values(self, by, ascending=True, ignore_index=False):
        by = [by] if isinstance(by, str) else by; up = [ascending] * len(by) if isinstance(ascending, bool) else ascending; rows = list(range(len(self.index)))
        for c, u in reversed(list(zip(by, up))): rows = sorted(rows, key=lambda i: self._d[c][i], reverse=not u)
        f = self._take(rows)
        if ignore_index: f.index = list(range(len(f.index)))
        return f
    def sort_index(self, ascending=True): return self._take(sorted(range(len(self.index)), key=lambda i: self.index[i], reverse=not ascending))
    def nlargest(self, n, c): return self.sort_values(c, False).head(n)
    def reset_index(self, drop=False):
        f = DataFrame(({} if drop else {self._iname or 'index': self.index}) | {c: self._d[c] for c in self.columns}); return f
    def set_index(self, c): f = DataFrame({k: self._d[k] for k in self.columns if k != c}, index=self._d[c]); f._iname = c; return f
    def drop(self, labels=None, axis=0, columns=None, index=None):
        cols = columns if columns is not None else labels if axis == 1 else None
        if cols is not None: cols = [cols] if isinstance(cols, str) else cols; return self[[c for c in self.columns if c not in cols]]
        gone = index if index is not None else labels; gone = gone if isinstance(gone, list) else [gone]; return self._take([i for i, l in enumerate(self.index) if l not in gone])
    def rename(self, columns=None, **k): f = DataFrame({(columns or {}).get(c, c): self._d[c] for c in self.columns}, index=self.index); f._iname = self._iname; return f
    def fillna(self, x): return DataFrame({c: [x.get(c, v) if isinstance(x, dict) and _isna(v) else x if _isna(v) else v for v in self._d[c]] for c in self.columns}, index=self.index)
    def dropna(self, subset=None): return self._take([i for i in range(len(self.index)) if not any(_isna(self._d[c][i]) for c in (subset or self.columns))])
    def isna(self): return DataFrame({c: [_isna(v) for v in self._d[c]] for c in self.columns}, index=self.index)
    isnull = isna
    def drop_duplicates(self, subset=None):
        seen = set(); rows = []
        for i in range(len(self.index)):
            key = tuple(self._d[c][i] for c in (subset or self.columns))
            if key not in seen: seen.add(key); rows.append(i)
        return self._take(rows)
    def round(self, n=0): return DataFrame({c: [round(v, n) if isinstance(v, float) and not _isna(v) else v for v in self._d[c]] for c in self.columns}, index=self.index)
    def astype(self, t): return DataFrame({c: (self[c].astype(t[c] if isinstance(t, dict) else t)._v if not isinstance(t, dict) or c in t else self._d[c]) for c in self.columns}, index=self.index)
    def assign(self, **kw):
        f = self.copy()
        for k, v in kw.items(): f[k] = v(f) if callable(v) else v
        return f
    def apply(self, f, axis=0):
        if axis in (1, 'columns'): return Series([f(Series([self._d[c][i] for c in self.columns], self.columns)) for i in range(len(self.index))], self.index)
        return Series([f(self[c]) for c in self.columns], self.columns)
    def query(self, q):
        return self._take([i for i in range(len(self.index)) if eval('(' + q + ')' if False else _substituted(q, {c: self._d[c][i] for c in self.columns}))])
    def iterrows(self):
        for i, l in enumerate(self.index): yield l, Series([self._d[c][i] for c in self.columns], self.columns, l)
    def itertuples(self, index=True, name='Pandas'):
        from collections import namedtuple
        T = namedtuple(name, (['Index'] if index else []) + [str(c) for c in self.columns])
        for i, l in enumerate(self.index): yield T(*([l] if index else []), *[self._d[c][i] for c in self.columns])
    def groupby(self, by, as_index=True, sort=True, **k): return _Group(self, [by] if isinstance(by, str) else list(by), as_index)
    def merge(self, o, on=None, how='inner', left_on=None, right_on=None):
        l, r = left_on or on, right_on or on; rows = []
        if l is None: l = r = [c for c in self.columns if c in o.columns][0]
        matched = set()
        for a in self.to_dict('records'):
            found = [b for b in o.to_dict('records') if b[r] == a[l]]
            for b in found: matched.add(b[r]); rows.append({**a, **{k: v for k, v in b.items() if k != r or l != r}})
            if not found and how in ('left', 'outer'): rows.append({**a, **{c: nan for c in o.columns if c != r}})
        if how in ('right', 'outer'): rows += [{**{c: nan for c in self.columns}, **b} for b in o.to_dict('records') if b[r] not in matched]
        return DataFrame(rows, columns=list(dict.fromkeys(self.columns + [c for c in o.columns if c != r or l != r])))
    def pivot_table(self, values, index, columns=None, aggfunc='mean'): return self.groupby(index)[values].agg(aggfunc).to_frame()
    def to_dict(self, orient='dict'):
        if orient == 'records': return [{c: self._d[c][i] for c in self.columns} for i in range(len(self.index))]
        if orient == 'list': return {c: list(self._d[c]) for c in self.columns}
        return {c: dict(zip(self.index, self._d[c])) for c in self.columns}
    def to_json(self, path=None, orient=None, **k):
        import json
        t = json.dumps(self.to_dict('records') if orient == 'records' else {c: {str(i): v for i, v in zip(self.index, self._d[c])} for c in self.columns}, separators=(',', ':'))
        if path is None: return t
        with open(path, 'w') as f: f.write(t)
    def to_csv(self, path=None, index=True, sep=',', header=True):
        import io
        out = io.StringIO(); w = _csv.writer(out, delimiter=sep, lineterminator='\n')
        if header: w.writerow(([self._iname or ''] if index else []) + self.columns)
        for i, l in enumerate(self.index): w.writerow(([l] if index else []) + ['' if _isna(self._d[c][i]) else self._d[c][i] for c in self.columns])
        if path is None: return out.getvalue()
        folder = _os.path.dirname(str(path))
        if folder and not _os.path.isdir(folder): raise OSError(f"Cannot save file into a non-existent directory: '{folder}'")
        with open(path, 'w') as f: f.write(out.getvalue())
    def to_parquet(self, *a, **k): raise ImportError("Unable to find a usable engine; tried using: 'pyarrow', 'fastparquet'.\nA suitable version of pyarrow or fastparquet is required for parquet support.")
    def to_string(self, index=True): return self._text(index, len(self.index))
    def _text(self, index=True, most=60):
        if not self.columns: return f'Empty DataFrame\nColumns: []\nIndex: {self.index}'
        if not self.index: return f'Empty DataFrame\nColumns: [{", ".join(str(c) for c in self.columns)}]\nIndex: []'
        n = len(self.index); rows = list(range(n)) if n <= most else list(range(5)) + [None] + list(range(n - 5, n))
        cols = []
        labels = [''] + ([''] if self._iname else []) + ['..' if i is None else str(self.index[i]) for i in rows]
        if self._iname: labels[1] = str(self._iname)
        if index: w = max(len(l) for l in labels); cols.append([l.ljust(w) for l in labels])
        for c in self.columns:
            v = _shown(self._d[c]); cells = [str(c)] + ([''] if self._iname else []) + ['...' if i is None else v[i] for i in rows]; w = max(len(x) for x in cells); cols.append([x.rjust(w) for x in cells])
        lines = ['  '.join(r) for r in zip(*cols)]
        return '\n'.join(lines) + (f'\n\n[{n} rows x {len(self.columns)} columns]' if n > most else '')
    def __repr__(self): return self._text()
def _substituted(q, row):
    import re
    return re.sub(r'[A-Za-z_]\w*', lambda m: repr(row[m.group(0)]) if m.group(0) in row else m.group(0), q)
class _Group:
    def __init__(self, f, by, as_index, col=None):
        self.f, self.by, self.as_index, self.col = f, by, as_index, col; groups = {}
        for i in range(len(f.index)):
            key = tuple(f._d[b][i] for b in by)
            if not any(_isna(k) for k in key): groups.setdefault(key, []).append(i)
        self.groups = dict(sorted(groups.items()))
    def __getitem__(self, c):
        if isinstance(c, str) and c not in self.f._d: raise KeyError(f'Column not found: {c}')
        return _Group(self.f, self.by, self.as_index, c)
    def __getattr__(self, n):
        if n.startswith('_') or n not in self.f._d: raise AttributeError(f"'DataFrameGroupBy' object has no attribute '{n}'")
        return self[n]
    def _labels(self): return [k[0] if len(self.by) == 1 else k for k in self.groups]
    def _run(self, name):
        call = lambda s: name(s) if callable(name) else getattr(s, name)()
        if isinstance(self.col, str):
            v = [call(self.f[self.col]._take(r)) for r in self.groups.values()]
            if not self.as_index: return DataFrame({**{b: [k[i] for k in self.groups] for i, b in enumerate(self.by)}, self.col: v})
            s = Series(v, self._labels(), self.col); s._iname = self.by[0] if len(self.by) == 1 else None; return s
        cols = self.col or [c for c in (self.f.columns if name in ('count', 'min', 'max', 'first', 'last') else self.f._numeric()) if c not in self.by]
        d = {c: [call(self.f[c]._take(r)) for r in self.groups.values()] for c in cols}
        if not self.as_index: return DataFrame({**{b: [k[i] for k in self.groups] for i, b in enumerate(self.by)}, **d})
        f = DataFrame(d, index=self._labels()); f._iname = self.by[0] if len(self.by) == 1 else None; return f
    def sum(self, numeric_only=False): return self._run('sum')
    def mean(self, numeric_only=False): return self._run('mean')
    def count(self): return self._run('count')
    def min(self): return self._run('min')
    def max(self): return self._run('max')
    def median(self): return self._run('median')
    def std(self): return self._run('std')
    def nunique(self): return self._run('nunique')
    def first(self): return self._run(lambda s: s._v[0])
    def last(self): return self._run(lambda s: s._v[-1])
    def size(self): s = Series([len(r) for r in self.groups.values()], self._labels()); s._iname = self.by[0] if len(self.by) == 1 else None; return s
    def agg(self, spec=None, **kw):
        if isinstance(spec, str) or callable(spec): return self._run(spec)
        if isinstance(spec, list): d = {n: self._run(n)._v for n in spec}
        elif isinstance(spec, dict): d = {c: self[c]._run(n)._v for c, n in spec.items()}
        else: d = {n: self[c]._run(f)._v for n, (c, f) in kw.items()}
        f = DataFrame(d, index=self._labels()); f._iname = self.by[0] if len(self.by) == 1 else None; return f
    aggregate = agg
    def apply(self, f): return Series([f(self.f._take(r)) for r in self.groups.values()], self._labels())
    def __iter__(self): return iter([(k[0] if len(self.by) == 1 else k, self.f._take(r)) for k, r in self.groups.items()])
class Timestamp: pass
def to_datetime(x, format=None, errors='raise', **k):
    from datetime import datetime
    one = lambda v: datetime.strptime(v, format) if format else datetime.fromisoformat(v)
    return x._with([one(v) for v in x._v]) if isinstance(x, Series) else one(x)
def to_numeric(x, errors='raise'):
    def one(v):
        try: return float(v) if '.' in str(v) else int(v)
        except ValueError:
            if errors == 'coerce': return nan
            raise ValueError(f'Unable to parse string "{v}" at position 0')
    return x._with([one(v) for v in x._v])
def read_csv(path, sep=',', delimiter=None, header=0, names=None, usecols=None, parse_dates=None, index_col=None, nrows=None, dtype=None, encoding=None, skiprows=None, **k):
    if hasattr(path, 'read'): text = path.read()
    else:
        path = str(path)
        if path.startswith('http'):
            from urllib.request import urlopen
            text = urlopen(path).read().decode()
        else:
            with open(path) as f: text = f.read()
    if not text.strip(): raise errors.EmptyDataError('No columns to parse from file')
    rows = [r for r in _csv.reader(text.splitlines(), delimiter=delimiter or sep) if r]
    if skiprows: rows = rows[skiprows:]
    head = list(names) if names else rows[0] if header is not None else list(range(len(rows[0])))
    body = rows[1:] if header is not None and not (names and header is None) and not names else rows
    if nrows is not None: body = body[:nrows]
    for i, r in enumerate(body):
        if len(r) > len(head): raise errors.ParserError(f'Error tokenizing data. C error: Expected {len(head)} fields in line {i + 2}, saw {len(r)}\n')
    f = DataFrame({c: _parse_column([r[i] if i < len(r) else '' for r in body]) for i, c in enumerate(head)})
    if usecols: f = f[list(usecols)]
    if dtype: f = f.astype(dtype)
    for c in parse_dates or []: f[c] = to_datetime(f[c])
    return f.set_index(head[index_col] if isinstance(index_col, int) else index_col) if index_col is not None else f
def read_json(path, **k):
    import json
    with open(path) as f: return DataFrame(json.load(f))
def concat(items, ignore_index=False, axis=0, **k):
    items = list(items)
    if not items: raise ValueError('No objects to concatenate')
    if isinstance(items[0], Series): return Series([v for s in items for v in s._v], None if ignore_index else [i for s in items for i in s.index], items[0].name)
    cols = list(dict.fromkeys(c for f in items for c in f.columns))
    return DataFrame({c: [v for f in items for v in (f._d[c] if c in f._d else [nan] * len(f.index))] for c in cols}, index=None if ignore_index else [i for f in items for i in f.index])
def merge(a, b, **k): return a.merge(b, **k)
def isna(x): return x.isna() if hasattr(x, 'isna') else _isna(x)
isnull = isna
def notna(x): return ~isna(x) if hasattr(x, 'isna') else not _isna(x)
def date_range(start, periods=None, end=None, freq='D'):
    from datetime import datetime, timedelta
    d = datetime.fromisoformat(start); out = []
    while (periods is not None and len(out) < periods) or (end is not None and d <= datetime.fromisoformat(end)): out.append(d); d += timedelta(days=1)
    return out
def unique(x): return list(dict.fromkeys(x))
def set_option(*a): pass
class options: pass
