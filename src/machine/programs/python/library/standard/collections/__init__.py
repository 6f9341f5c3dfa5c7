class defaultdict(dict):
    def __init__(self, factory=None, *args, **kw):
        _set_factory(self, factory)
        self.update(*args, **kw)
    def __repr__(self): return f'defaultdict({_factory_of(self)!r}, {dict(self)!r})'
def namedtuple(typename, fields, defaults=None, **k):
    names = fields.replace(',', ' ').split() if isinstance(fields, str) else list(fields)
    preset = dict(zip(names[len(names) - len(defaults or ()):], defaults or ()))
    class Made(tuple):
        _fields = tuple(names)
        def __new__(cls, *args, **kw):
            values = dict(preset); values.update(zip(names, args)); values.update(kw)
            missing = [n for n in names if n not in values]
            if missing: raise TypeError(f"{typename}.__new__() missing {len(missing)} required positional argument{'s' if len(missing) > 1 else ''}: " + ' and '.join(repr(n) for n in missing))
            if len(args) > len(names): raise TypeError(f"{typename}.__new__() takes {len(names) + 1} positional arguments but {len(args) + 1} were given")
            return _make_tuple(cls, [values[n] for n in names])
        def _asdict(self): return dict(zip(names, self))
        def _replace(self, **kw): return cls_(**{**self._asdict(), **kw})
        def __repr__(self): return typename + '(' + ', '.join(f'{n}={v!r}' for n, v in zip(names, self)) + ')'
        def __init__(self, *a, **k): pass
    for i, n in enumerate(names):
        setattr(Made, n, property(lambda self, i=i: self[i]))
    cls_ = _renamed(Made, typename)
    return cls_
class OrderedDict(dict): pass
class Counter(dict):
    def __init__(self, items=None, **kw):
        self.update(items, **kw)
    def __missing__(self, key): return 0
    def update(self, items=None, **kw):
        if isinstance(items, dict):
            for k, v in items.items(): self[k] = self.get(k, 0) + v
        elif items is not None:
            for k in items: self[k] = self.get(k, 0) + 1
        for k, v in kw.items(): self[k] = self.get(k, 0) + v
    def most_common(self, n=None):
        ranked = sorted(self.items(), key=lambda p: p[1], reverse=True)
        return ranked if n is None else ranked[:n]
    def elements(self):
        for k, v in self.items():
            for _ in range(v): yield k
    def total(self): return sum(self.values())
    def subtract(self, items):
        for k in items: self[k] = self.get(k, 0) - (items[k] if isinstance(items, dict) else 1)
    def __add__(self, other):
        made = Counter(self); made.update(other); return made
    def __repr__(self): return 'Counter({' + ', '.join(f'{k!r}: {v!r}' for k, v in self.most_common()) + '})' if len(self) else 'Counter()'
class deque:
    def __init__(self, items=(), maxlen=None):
        self._items = []; self.maxlen = maxlen
        for i in items: self.append(i)
    def append(self, x):
        self._items.append(x)
        if self.maxlen is not None and len(self._items) > self.maxlen: self._items.pop(0)
    def appendleft(self, x):
        self._items.insert(0, x)
        if self.maxlen is not None and len(self._items) > self.maxlen: self._items.pop()
    def pop(self):
        if not self._items: raise IndexError('pop from an empty deque')
        return self._items.pop()
    def popleft(self):
        if not self._items: raise IndexError('pop from an empty deque')
        return self._items.pop(0)
    def extend(self, items):
        for i in items: self.append(i)
    def extendleft(self, items):
        for i in items: self.appendleft(i)
    def clear(self): self._items = []
    def rotate(self, n=1):
        if self._items:
            n %= len(self._items); self._items = self._items[-n:] + self._items[:-n]
    def __len__(self): return len(self._items)
    def __iter__(self): return iter(list(self._items))
    def __getitem__(self, i): return self._items[i]
    def __setitem__(self, i, v): self._items[i] = v
    def __bool__(self): return bool(self._items)
    def __contains__(self, x): return x in self._items
    def __eq__(self, other): return list(self) == list(other)
    def __repr__(self): return f'deque({self._items!r}' + ('' if self.maxlen is None else f', maxlen={self.maxlen}') + ')'
class ChainMap:
    def __init__(self, *maps): self.maps = list(maps)
    def __getitem__(self, k):
        for m in self.maps:
            if k in m: return m[k]
        raise KeyError(k)
    def get(self, k, d=None): return self[k] if k in self else d
    def __contains__(self, k): return any(k in m for m in self.maps)
