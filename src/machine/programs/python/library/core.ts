/** Modules of the standard library, written in Python. */
export const CORE: Readonly<Record<string, string>> = {
  abc: `
def abstractmethod(f):
    f.__isabstractmethod__ = True
    return f
class ABCMeta(type): pass
class ABC: pass
def abstractproperty(f): return property(abstractmethod(f))
`,
  typing: `
class _Any:
    def __getitem__(self, item): return self
    def __call__(self, *a, **k): return a[0] if a else None
    def __or__(self, other): return self
    def __ror__(self, other): return self
    def __repr__(self): return 'typing.Any'
Any = Union = Optional = List = Dict = Tuple = Set = FrozenSet = Callable = Iterable = Iterator = Generator = Sequence = Mapping = MutableMapping = Type = ClassVar = Final = Literal = Annotated = Awaitable = AsyncIterator = Deque = DefaultDict = Counter = IO = TextIO = BinaryIO = Pattern = Match = Text = Hashable = Self = _Any()
TYPE_CHECKING = False
class Protocol: pass
class Generic:
    def __class_getitem__(cls, item): return cls
def TypeVar(name, *a, **k): return _Any()
def cast(t, v): return v
def overload(f): return f
def runtime_checkable(c): return c
def final(c): return c
def NewType(name, t): return lambda v: v
class NamedTuple:
    def __init_subclass__(cls, **k):
        names = list(cls.__dict__.get('__annotations__', {}).keys())
        defaults = {n: cls.__dict__[n] for n in names if n in cls.__dict__}
        cls._fields = tuple(names)
        def __init__(self, *args, **kw):
            values = dict(defaults); values.update(zip(names, args)); values.update(kw)
            for n in names:
                if n not in values: raise TypeError(f"{cls.__name__}.__new__() missing 1 required positional argument: '{n}'")
                self.__dict__; setattr(self, n, values[n])
        cls.__init__ = __init__
    def __iter__(self): return iter([getattr(self, n) for n in self._fields])
    def __getitem__(self, i): return [getattr(self, n) for n in self._fields][i]
    def __len__(self): return len(self._fields)
    def __eq__(self, other): return tuple(self) == tuple(other)
    def __repr__(self): return type(self).__name__ + '(' + ', '.join(f'{n}={getattr(self, n)!r}' for n in self._fields) + ')'
    def _asdict(self): return {n: getattr(self, n) for n in self._fields}
class TypedDict(dict): pass
`,
  collections: `
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
`,
  'collections.abc': 'Iterable = Iterator = Mapping = Sequence = Callable = MutableMapping = Hashable = Generator = object\n',
  itertools: `
def count(start=0, step=1):
    while True:
        yield start
        start += step
def cycle(items):
    items = list(items)
    while items:
        for i in items: yield i
def repeat(x, times=None):
    if times is None:
        while True: yield x
    for _ in range(times): yield x
class chain:
    def __init__(self, *its): self._its = its
    def __iter__(self):
        for i in self._its:
            for x in i: yield x
    @staticmethod
    def from_iterable(its):
        for i in its:
            for x in i: yield x
def islice(it, *a):
    s = slice(*a)
    start, stop, step = s.start or 0, s.stop, s.step or 1
    for i, x in enumerate(it):
        if stop is not None and i >= stop: return
        if i >= start and (i - start) % step == 0:
            yield x
            if stop is not None and i + 1 >= stop: return
def takewhile(f, it):
    for x in it:
        if not f(x): return
        yield x
def dropwhile(f, it):
    dropping = True
    for x in it:
        if dropping and f(x): continue
        dropping = False
        yield x
def filterfalse(f, it):
    for x in it:
        if not f(x): yield x
def accumulate(it, func=None, *, initial=None):
    total = initial
    if initial is not None: yield total
    first = initial is None
    for x in it:
        total = x if first else (func(total, x) if func else total + x)
        first = False
        yield total
def product(*its, repeat=1):
    pools = [list(i) for i in its] * repeat
    result = [[]]
    for pool in pools: result = [r + [x] for r in result for x in pool]
    for r in result: yield tuple(r)
def permutations(it, r=None):
    pool = list(it); r = len(pool) if r is None else r
    def go(chosen, left):
        if len(chosen) == r: yield tuple(chosen)
        else:
            for i in range(len(left)): yield from go(chosen + [left[i]], left[:i] + left[i + 1:])
    yield from go([], pool)
def combinations(it, r):
    pool = list(it)
    def go(start, chosen):
        if len(chosen) == r: yield tuple(chosen)
        else:
            for i in range(start, len(pool)): yield from go(i + 1, chosen + [pool[i]])
    yield from go(0, [])
def groupby(it, key=None):
    group = []; current = None; first = True
    for x in it:
        k = key(x) if key else x
        if first or k == current: group.append(x)
        else:
            yield current, iter(group)
            group = [x]
        current = k; first = False
    if not first: yield current, iter(group)
def zip_longest(*its, fillvalue=None):
    lists = [list(i) for i in its]
    for n in range(max((len(l) for l in lists), default=0)): yield tuple(l[n] if n < len(l) else fillvalue for l in lists)
def starmap(f, it):
    for a in it: yield f(*a)
def pairwise(it):
    items = list(it)
    for i in range(len(items) - 1): yield items[i], items[i + 1]
def batched(it, n):
    items = list(it)
    for i in range(0, len(items), n): yield tuple(items[i:i + n])
def tee(it, n=2):
    items = list(it)
    return tuple(iter(items) for _ in range(n))
`,
  functools: `
def reduce(f, it, *initial):
    it = iter(it)
    total = initial[0] if initial else next(it)
    for x in it: total = f(total, x)
    return total
class partial:
    def __init__(self, func, *args, **kw): self.func = func; self.args = args; self.keywords = kw
    def __call__(self, *args, **kw): return self.func(*self.args, *args, **{**self.keywords, **kw})
def update_wrapper(wrapper, wrapped, *a, **k):
    wrapper.__name__ = getattr(wrapped, '__name__', '?')
    wrapper.__doc__ = getattr(wrapped, '__doc__', None)
    wrapper.__wrapped__ = wrapped
    return wrapper
def wraps(wrapped, *a, **k): return lambda w: update_wrapper(w, wrapped)
def lru_cache(maxsize=128, typed=False):
    def decorate(f):
        cache = {}
        stats = [0, 0]
        def wrapper(*args, **kw):
            key = (args, tuple(sorted(kw.items())))
            if key in cache:
                stats[0] += 1
                return cache[key]
            stats[1] += 1
            value = cache[key] = f(*args, **kw)
            return value
        wrapper.cache_clear = lambda: cache.clear()
        wrapper.cache_info = lambda: f'CacheInfo(hits={stats[0]}, misses={stats[1]}, maxsize={maxsize}, currsize={len(cache)})'
        return update_wrapper(wrapper, f)
    if callable(maxsize):
        f, maxsize = maxsize, 128
        return decorate(f)
    return decorate
def cache(f): return lru_cache(None)(f)
def cached_property(f): return property(f)
def total_ordering(cls):
    if '__lt__' in cls.__dict__:
        cls.__gt__ = lambda a, b: not (a < b or a == b)
        cls.__le__ = lambda a, b: a < b or a == b
        cls.__ge__ = lambda a, b: not a < b
    return cls
def cmp_to_key(cmp):
    class K:
        def __init__(self, v): self.v = v
        def __lt__(self, o): return cmp(self.v, o.v) < 0
        def __eq__(self, o): return cmp(self.v, o.v) == 0
    return K
def singledispatch(f):
    table = {}
    def wrapper(*args, **kw):
        for t in type(args[0]).__mro__:
            if t in table: return table[t](*args, **kw)
        return f(*args, **kw)
    def register(t, g=None):
        if g is None: return lambda h: register(t, h)
        table[t] = g
        return g
    wrapper.register = register
    return wrapper
`,
  operator: `
def itemgetter(*keys): return (lambda x: x[keys[0]]) if len(keys) == 1 else (lambda x: tuple(x[k] for k in keys))
def attrgetter(*names): return (lambda x: getattr(x, names[0])) if len(names) == 1 else (lambda x: tuple(getattr(x, n) for n in names))
def methodcaller(name, *a, **k): return lambda x: getattr(x, name)(*a, **k)
add = lambda a, b: a + b
sub = lambda a, b: a - b
mul = lambda a, b: a * b
truediv = lambda a, b: a / b
floordiv = lambda a, b: a // b
mod = lambda a, b: a % b
eq = lambda a, b: a == b
ne = lambda a, b: a != b
lt = lambda a, b: a < b
le = lambda a, b: a <= b
gt = lambda a, b: a > b
ge = lambda a, b: a >= b
not_ = lambda a: not a
neg = lambda a: -a
contains = lambda a, b: b in a
getitem = lambda a, b: a[b]
`,
  contextlib: `
class _Manager:
    def __init__(self, gen): self.gen = gen
    def __enter__(self): return next(self.gen)
    def __exit__(self, t, v, tb):
        if t is None:
            try: next(self.gen)
            except StopIteration: return False
            raise RuntimeError("generator didn't stop")
        try: self.gen.throw(v)
        except StopIteration: return True
        except BaseException as e:
            if e is v: return False
            raise
        raise RuntimeError("generator didn't stop after throw()")
def contextmanager(f):
    def helper(*a, **k): return _Manager(f(*a, **k))
    return helper
class suppress:
    def __init__(self, *types): self.types = types
    def __enter__(self): return self
    def __exit__(self, t, v, tb): return t is not None and issubclass(t, self.types)
class closing:
    def __init__(self, thing): self.thing = thing
    def __enter__(self): return self.thing
    def __exit__(self, *a): self.thing.close()
class nullcontext:
    def __init__(self, value=None): self.value = value
    def __enter__(self): return self.value
    def __exit__(self, *a): return None
class ExitStack:
    def __init__(self): self._calls = []
    def __enter__(self): return self
    def enter_context(self, cm):
        v = cm.__enter__(); self._calls.append(lambda *a: cm.__exit__(*a)); return v
    def callback(self, f, *a, **k): self._calls.append(lambda *x: f(*a, **k) and None)
    def __exit__(self, *a):
        for c in reversed(self._calls): c(*a)
class redirect_stdout:
    def __init__(self, target): self.target = target
    def __enter__(self):
        import sys
        self.old = sys.stdout; sys.stdout = self.target; return self.target
    def __exit__(self, *a):
        import sys
        sys.stdout = self.old
`,
  dataclasses: `
class _Missing: pass
MISSING = _Missing()
class Field:
    def __init__(self, default, default_factory, init, repr_, compare):
        self.default = default; self.default_factory = default_factory; self.init = init; self.repr = repr_; self.compare = compare; self.name = None
def field(*, default=MISSING, default_factory=MISSING, init=True, repr=True, compare=True, hash=None, metadata=None, kw_only=False): return Field(default, default_factory, init, repr, compare)
class FrozenInstanceError(AttributeError): pass
def _collect(cls):
    found = {}
    for base in reversed(cls.__mro__):
        for name in base.__dict__.get('__annotations__', {}) if hasattr(base, '__dict__') else {}:
            if base.__dict__['__annotations__'][name].startswith('ClassVar'): continue
            value = base.__dict__.get('__dataclass_defaults__', base.__dict__).get(name, MISSING)
            f = value if isinstance(value, Field) else Field(value, MISSING, True, True, True)
            f.name = name; found[name] = f
    return found
def dataclass(cls=None, *, init=True, repr=True, eq=True, order=False, frozen=False, slots=False, kw_only=False, unsafe_hash=False):
    def decorate(cls):
        fields = _collect(cls)
        cls.__dataclass_fields__ = fields
        cls.__dataclass_defaults__ = {n: (f if f.default_factory is not MISSING or f.default is MISSING else f.default) for n, f in fields.items() if f.default is not MISSING or f.default_factory is not MISSING}
        cls.__match_args__ = tuple(fields)
        seen = None
        for n, f in fields.items():
            if isinstance(f.default, (list, dict, set)): raise ValueError(f"mutable default {type(f.default)} for field {n} is not allowed: use default_factory")
            has = f.default is not MISSING or f.default_factory is not MISSING
            if seen and not has and f.init and not kw_only: raise TypeError(f"non-default argument '{n}' follows default argument '{seen}'")
            if has: seen = n
            if f.default is not MISSING: setattr(cls, n, f.default)
            elif n in cls.__dict__: delattr(cls, n)
        def __init__(self, *args, **kw):
            names = [n for n, f in fields.items() if f.init]
            if len(args) > len(names): raise TypeError(f"{cls.__name__}.__init__() takes {len(names) + 1} positional arguments but {len(args) + 1} were given")
            given = dict(zip(names, args))
            for k, v in kw.items():
                if k not in names: raise TypeError(f"{cls.__name__}.__init__() got an unexpected keyword argument '{k}'")
                given[k] = v
            missing = [n for n in names if n not in given and fields[n].default is MISSING and fields[n].default_factory is MISSING]
            if missing:
                listed = ' and '.join(f"'{n}'" for n in missing) if len(missing) < 3 else ', '.join(f"'{n}'" for n in missing[:-1]) + f", and '{missing[-1]}'"
                raise TypeError(f"{cls.__name__}.__init__() missing {len(missing)} required positional argument{'s' if len(missing) > 1 else ''}: {listed}")
            for n, f in fields.items():
                v = given[n] if n in given else f.default_factory() if f.default_factory is not MISSING else f.default
                if v is not MISSING: self.__dict__; object_set(self, n, v)
            if hasattr(self, '__post_init__'): self.__post_init__()
        def object_set(self, n, v): _set_attribute(self, n, v)
        if init and '__init__' not in cls.__dict__: cls.__init__ = __init__
        if repr and '__repr__' not in cls.__dict__: cls.__repr__ = lambda self: cls.__qualname__ + '(' + ', '.join(f'{n}={getattr(self, n)!r}' for n, f in fields.items() if f.repr) + ')'
        key = lambda self: tuple(getattr(self, n) for n, f in fields.items() if f.compare)
        if eq and '__eq__' not in cls.__dict__:
            cls.__eq__ = lambda self, other: key(self) == key(other) if type(self) is type(other) else NotImplemented
            if not frozen and not unsafe_hash: cls.__hash__ = None
        if frozen or unsafe_hash: cls.__hash__ = lambda self: hash(key(self))
        if order:
            cls.__lt__ = lambda a, b: key(a) < key(b)
            cls.__le__ = lambda a, b: key(a) <= key(b)
            cls.__gt__ = lambda a, b: key(a) > key(b)
            cls.__ge__ = lambda a, b: key(a) >= key(b)
        if frozen:
            def __setattr__(self, n, v): raise FrozenInstanceError(f"cannot assign to field '{n}'")
            cls.__setattr__ = __setattr__
        return cls
    return decorate if cls is None else decorate(cls)
def fields(x): return tuple(x.__dataclass_fields__.values())
def is_dataclass(x): return hasattr(x, '__dataclass_fields__')
def asdict(x):
    if is_dataclass(x): return {n: asdict(getattr(x, n)) for n in x.__dataclass_fields__}
    if isinstance(x, (list, tuple)): return type(x)(asdict(i) for i in x)
    if isinstance(x, dict): return {k: asdict(v) for k, v in x.items()}
    return x
def astuple(x): return tuple(getattr(x, n) for n in x.__dataclass_fields__)
def replace(x, **kw): return type(x)(**{**{n: getattr(x, n) for n in x.__dataclass_fields__}, **kw})
`,
  enum: `
class auto:
    pass
class EnumMeta(type):
    def __drydock_finish__(cls):
        members = {}
        n = 0
        for name, value in list(cls.__dict__.items()):
            if name.startswith('_') or callable(value) or isinstance(value, (property, staticmethod, classmethod)): continue
            if isinstance(value, auto):
                n += 1; value = name.lower() if issubclass(cls, str) or getattr(cls, '_strings', False) else n
            elif isinstance(value, int): n = value
            twin = next((m for m in members.values() if m._value_ == value), None)
            if twin is not None:
                setattr(cls, name, twin); members[name] = twin; continue
            m = _bare(cls); m._name_ = name; m._value_ = value; m.name = name; m.value = value
            setattr(cls, name, m); members[name] = m
        cls._member_map_ = members
        cls.__members__ = members
    def __iter__(cls): return iter([m for n, m in cls._member_map_.items() if m._name_ == n])
    def __len__(cls): return len(cls._member_map_)
    def __getitem__(cls, name): return cls._member_map_[name]
    def __contains__(cls, x): return x in cls._member_map_.values()
    def __call__(cls, value):
        for m in cls._member_map_.values():
            if m._value_ == value or m is value: return m
        raise ValueError(f"{value!r} is not a valid {cls.__qualname__}")
class Enum(metaclass=EnumMeta):
    def __repr__(self): return f'<{type(self).__name__}.{self._name_}: {self._value_!r}>'
    def __str__(self): return f'{type(self).__name__}.{self._name_}'
    def __hash__(self): return hash(self._name_)
    def __eq__(self, other): return self is other
class IntEnum(Enum):
    def __eq__(self, o): return self._value_ == (o._value_ if isinstance(o, Enum) else o)
    def __lt__(self, o): return self._value_ < (o._value_ if isinstance(o, Enum) else o)
    def __gt__(self, o): return self._value_ > (o._value_ if isinstance(o, Enum) else o)
    def __int__(self): return self._value_
    def __index__(self): return self._value_
    def __hash__(self): return hash(self._value_)
    def __str__(self): return str(self._value_)
class StrEnum(Enum):
    _strings = True
    def __str__(self): return self._value_
    def __eq__(self, o): return self._value_ == (o._value_ if isinstance(o, Enum) else o)
    def __hash__(self): return hash(self._value_)
class Flag(IntEnum): pass
class IntFlag(IntEnum): pass
def unique(c): return c
`,
  copy: `
def copy(x):
    if isinstance(x, (list, dict, set)): return x.copy()
    if hasattr(x, '__copy__'): return x.__copy__()
    if isinstance(x, (int, float, str, bool, tuple, bytes, type(None))) or callable(x): return x
    made = _bare(type(x))
    for k, v in x.__dict__.items(): setattr(made, k, v)
    return made
def deepcopy(x, memo=None):
    if isinstance(x, list): return [deepcopy(i) for i in x]
    if isinstance(x, tuple): return tuple(deepcopy(i) for i in x)
    if isinstance(x, set): return {deepcopy(i) for i in x}
    if isinstance(x, dict): return {deepcopy(k): deepcopy(v) for k, v in x.items()}
    if isinstance(x, (int, float, str, bool, bytes, type(None))) or callable(x): return x
    made = _bare(type(x))
    for k, v in x.__dict__.items(): setattr(made, k, deepcopy(v))
    return made
`,
  string: `
ascii_lowercase = 'abcdefghijklmnopqrstuvwxyz'
ascii_uppercase = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'
ascii_letters = ascii_lowercase + ascii_uppercase
digits = '0123456789'
hexdigits = digits + 'abcdefABCDEF'
octdigits = '01234567'
punctuation = r"""!"#$%&'()*+,-./:;<=>?@[\\]^_\`{|}~"""
whitespace = ' \\t\\n\\r\\x0b\\x0c'
printable = digits + ascii_letters + punctuation + whitespace
class Template:
    def __init__(self, template): self.template = template
    def substitute(self, mapping={}, **kw):
        import re
        values = {**mapping, **kw}
        return re.sub(r'\\$(?:\\$|\\{(\\w+)\\}|(\\w+))', lambda m: '$' if m.group(0) == '$$' else str(values[m.group(1) or m.group(2)]), self.template)
    def safe_substitute(self, mapping={}, **kw):
        import re
        values = {**mapping, **kw}
        return re.sub(r'\\$(?:\\{(\\w+)\\}|(\\w+))', lambda m: str(values.get(m.group(1) or m.group(2), m.group(0))), self.template)
def capwords(s): return ' '.join(w.capitalize() for w in s.split())
`,
  textwrap: `
def wrap(text, width=70, initial_indent='', subsequent_indent='', **k):
    lines = []; line = initial_indent; empty = True
    for word in text.split():
        if not empty and len(line) + 1 + len(word) > width:
            lines.append(line); line = subsequent_indent; empty = True
        line += word if empty else ' ' + word
        empty = False
    if not empty: lines.append(line)
    return lines
def fill(text, width=70, **k): return '\\n'.join(wrap(text, width, **k))
def dedent(text):
    lines = text.split('\\n')
    margins = [len(l) - len(l.lstrip()) for l in lines if l.strip()]
    m = min(margins) if margins else 0
    return '\\n'.join(l[m:] if l.strip() else '' for l in lines)
def indent(text, prefix, predicate=None): return ''.join((prefix + l if l.strip() else l) for l in text.splitlines(True))
def shorten(text, width, placeholder=' [...]'): return text if len(text) <= width else text[:width - len(placeholder)].rstrip() + placeholder
`,
  statistics: `
class StatisticsError(ValueError): pass
def mean(data):
    data = list(data)
    if not data: raise StatisticsError('mean requires at least one data point')
    m = sum(data) / len(data)
    return int(m) if all(isinstance(d, int) for d in data) and m == int(m) else m
fmean = lambda data: float(mean(data))
def median(data):
    data = sorted(data); n = len(data)
    if not n: raise StatisticsError('no median for empty data')
    return data[n // 2] if n % 2 else (data[n // 2 - 1] + data[n // 2]) / 2
def mode(data):
    from collections import Counter
    return Counter(data).most_common(1)[0][0]
def variance(data, xbar=None):
    data = list(data); m = sum(data) / len(data)
    if len(data) < 2: raise StatisticsError('variance requires at least two data points')
    return sum((d - m) ** 2 for d in data) / (len(data) - 1)
def pvariance(data): data = list(data); m = sum(data) / len(data); return sum((d - m) ** 2 for d in data) / len(data)
def stdev(data): return variance(data) ** 0.5
def pstdev(data): return pvariance(data) ** 0.5
def quantiles(data, n=4):
    data = sorted(data); m = len(data) + 1; out = []
    for i in range(1, n):
        j, d = divmod(i * m, n); j = min(max(j, 1), len(data) - 1)
        out.append((data[j - 1] * (n - d) + data[j] * d) / n)
    return out
`,
  heapq: `
def heapify(h): h.sort()
def heappush(h, x):
    lo, hi = 0, len(h)
    while lo < hi:
        m = (lo + hi) // 2
        if h[m] < x: lo = m + 1
        else: hi = m
    h.insert(lo, x)
def heappop(h):
    if not h: raise IndexError('index out of range')
    return h.pop(0)
def nlargest(n, it, key=None): return sorted(it, key=key, reverse=True)[:n]
def nsmallest(n, it, key=None): return sorted(it, key=key)[:n]
`,
  bisect: `
def bisect_left(a, x):
    lo, hi = 0, len(a)
    while lo < hi:
        m = (lo + hi) // 2
        if a[m] < x: lo = m + 1
        else: hi = m
    return lo
def bisect_right(a, x):
    lo, hi = 0, len(a)
    while lo < hi:
        m = (lo + hi) // 2
        if x < a[m]: hi = m
        else: lo = m + 1
    return lo
bisect = bisect_right
def insort(a, x): a.insert(bisect_right(a, x), x)
`,
  csv: `
class Error(Exception): pass
QUOTE_MINIMAL, QUOTE_ALL, QUOTE_NONNUMERIC, QUOTE_NONE = 0, 1, 2, 3
def _parse(text, delimiter, quotechar):
    row = []; field = ''; quoted = False; i = 0; n = len(text)
    while i < n:
        c = text[i]
        if quoted:
            if c == quotechar:
                if i + 1 < n and text[i + 1] == quotechar: field += c; i += 1
                else: quoted = False
            else: field += c
        elif c == quotechar and field == '': quoted = True
        elif c == delimiter: row.append(field); field = ''
        elif c in '\\r\\n': break
        else: field += c
        i += 1
    row.append(field)
    return row, quoted
class _Reader:
    def __init__(self, lines, dialect=None, delimiter=',', quotechar='"', **k): self.lines = iter(lines); self.delimiter = delimiter; self.quotechar = quotechar; self.line_num = 0
    def __iter__(self): return self
    def __next__(self):
        text = next(self.lines); self.line_num += 1
        if text.strip('\\r\\n') == '': return []
        if self.quotechar not in text: return text.rstrip('\\r\\n').split(self.delimiter)
        row, open_ = _parse(text, self.delimiter, self.quotechar)
        while open_:
            text += next(self.lines); self.line_num += 1
            row, open_ = _parse(text, self.delimiter, self.quotechar)
        return row
def reader(lines, dialect=None, **k): return _Reader(lines, dialect, **k)
class _Writer:
    def __init__(self, f, dialect=None, delimiter=',', quotechar='"', quoting=0, lineterminator='\\r\\n', **k): self.f = f; self.delimiter = delimiter; self.quotechar = quotechar; self.quoting = quoting; self.end = lineterminator
    def _field(self, v):
        s = '' if v is None else str(v)
        if self.quoting == 1 or any(c in s for c in (self.delimiter, self.quotechar, '\\n', '\\r')): return self.quotechar + s.replace(self.quotechar, self.quotechar * 2) + self.quotechar
        return s
    def writerow(self, row): return self.f.write(self.delimiter.join(self._field(v) for v in row) + self.end)
    def writerows(self, rows):
        for r in rows: self.writerow(r)
def writer(f, dialect=None, **k): return _Writer(f, dialect, **k)
class DictReader:
    def __init__(self, f, fieldnames=None, **k): self.reader = _Reader(f, **k); self._names = fieldnames
    @property
    def fieldnames(self):
        if self._names is None:
            try: self._names = next(self.reader)
            except StopIteration: pass
        return self._names
    def __iter__(self): return self
    def __next__(self):
        names = self.fieldnames
        row = next(self.reader)
        while row == []: row = next(self.reader)
        d = dict(zip(names, row))
        for n in names[len(row):]: d[n] = None
        return d
class DictWriter:
    def __init__(self, f, fieldnames, restval='', extrasaction='raise', **k): self.writer = _Writer(f, **k); self.fieldnames = list(fieldnames); self.restval = restval; self.extra = extrasaction
    def writeheader(self): self.writer.writerow(self.fieldnames)
    def writerow(self, d):
        wrong = [k for k in d if k not in self.fieldnames]
        if wrong and self.extra == 'raise': raise ValueError('dict contains fields not in fieldnames: ' + ', '.join(repr(w) for w in wrong))
        self.writer.writerow([d.get(n, self.restval) for n in self.fieldnames])
    def writerows(self, rows):
        for r in rows: self.writerow(r)
`,
  traceback: `
def print_exc(file=None):
    import sys
    (file or sys.stderr).write(format_exc())
def format_exc(): return _format_handled()
def print_exception(e, *a, file=None, **k):
    import sys
    (file or sys.stderr).write(_format(e if not isinstance(e, type) else a[0]))
def format_exception(e, *a, **k): return _format(e if not isinstance(e, type) else a[0]).splitlines(True)
def print_stack(*a, **k): pass
`,
  warnings: `
def warn(message, category=UserWarning, stacklevel=1, **k):
    import sys
    print(f'<string>:1: {category.__name__}: {message}', file=sys.stderr)
def filterwarnings(*a, **k): pass
def simplefilter(*a, **k): pass
class catch_warnings:
    def __init__(self, **k): pass
    def __enter__(self): return []
    def __exit__(self, *a): return None
`,
  platform: `
import os, sys
def system(): return 'Linux'
def node(): return os.uname().nodename
def release(): return os.uname().release
def version(): return os.uname().version
def machine(): return os.uname().machine
def processor(): return ''
def architecture(): return ('64bit', 'ELF')
def python_version(): return sys.version.split()[0]
def python_implementation(): return 'CPython'
def platform(): return f'Linux-{release()}-{machine()}-with-glibc2.36'
def uname(): return os.uname()
`,
  uuid: `
import random
class UUID:
    def __init__(self, hex): self.hex = hex.replace('-', '')
    def __str__(self): h = self.hex; return f'{h[:8]}-{h[8:12]}-{h[12:16]}-{h[16:20]}-{h[20:]}'
    def __repr__(self): return f"UUID('{self}')"
    def __eq__(self, o): return str(self) == str(o)
    def __hash__(self): return hash(self.hex)
    @property
    def int(self): return int(self.hex, 16)
def uuid4():
    h = f'{random.getrandbits(128):032x}'
    return UUID(h[:12] + '4' + h[13:16] + '89ab'[int(h[16], 16) % 4] + h[17:])
uuid1 = uuid4
`,
  secrets: `
import random
def token_hex(n=32): return f'{random.getrandbits(n * 8):0{n * 2}x}'
def token_urlsafe(n=32): return token_hex(n)[:n + n // 3]
choice = random.choice
def randbelow(n): return random.randrange(n)
`,
  shutil: `
import os
class Error(OSError): pass
def _into(src, dst): return os.path.join(dst, os.path.basename(src)) if os.path.isdir(dst) else dst
def copyfile(src, dst):
    with open(src, 'rb') as a, open(dst, 'wb') as b: b.write(a.read())
    return dst
def copy(src, dst):
    dst = _into(src, dst); copyfile(src, dst); os.chmod(dst, os.stat(src).st_mode & 0o7777); return dst
copy2 = copy
def move(src, dst):
    dst = _into(src, dst)
    try: os.rename(src, dst)
    except OSError: copy(src, dst); os.remove(src)
    return dst
def rmtree(path, ignore_errors=False):
    if not os.path.isdir(path):
        if ignore_errors: return
        os.listdir(path)
    for name in os.listdir(path):
        p = os.path.join(path, name)
        if os.path.isdir(p) and not os.path.islink(p): rmtree(p)
        else: os.remove(p)
    os.rmdir(path)
def copytree(src, dst, dirs_exist_ok=False):
    os.makedirs(dst, exist_ok=dirs_exist_ok)
    for name in os.listdir(src):
        a, b = os.path.join(src, name), os.path.join(dst, name)
        copytree(a, b, dirs_exist_ok) if os.path.isdir(a) else copy(a, b)
    return dst
def which(cmd):
    for folder in os.environ.get('PATH', '').split(':'):
        p = os.path.join(folder, cmd)
        if os.path.isfile(p) and os.access(p, os.X_OK): return p
    return None
def disk_usage(path):
    total, used, free = _disk(path)
    class usage: pass
    u = usage(); u.total = total; u.used = used; u.free = free
    return u
def get_terminal_size(fallback=(80, 24)): return os.get_terminal_size()
`,
  glob: `
import os, fnmatch
def glob(pattern, recursive=False, root_dir=None):
    parts = pattern.split('/')
    found = ['/'] if pattern.startswith('/') else ['']
    for part in parts:
        if part == '': continue
        nxt = []
        for base in found:
            folder = base or '.'
            if part == '**' and recursive:
                nxt.append(base)
                for top, dirs, files in os.walk(folder):
                    for d in dirs: nxt.append(os.path.join(top, d) if base else os.path.join(top, d)[2:])
            elif any(c in part for c in '*?['):
                if os.path.isdir(folder):
                    for n in sorted(os.listdir(folder)):
                        if fnmatch.fnmatch(n, part) and (not n.startswith('.') or part.startswith('.')): nxt.append(os.path.join(base, n) if base else n)
            else:
                p = os.path.join(base, part) if base else part
                if os.path.exists(p): nxt.append(p)
        found = nxt
    return found
def iglob(pattern, **k): return iter(glob(pattern, **k))
`,
  fnmatch: `
import re
def translate(pat):
    out = ''; inside = False; first = False
    for c in pat:
        if inside: out += '^' if c == '!' and first else c; first = False; inside = c != ']'
        elif c == '[': inside = first = True; out += c
        else: out += '.*' if c == '*' else '.' if c == '?' else re.escape(c)
    return '(?s:' + out + ')\\\\Z'
def fnmatch(name, pat): return re.match(translate(pat), name) is not None
fnmatchcase = fnmatch
def filter(names, pat): return [n for n in names if fnmatch(n, pat)]
`,
  tempfile: `
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
`,
  pprint: `
def _flat(x):
    if type(x) is dict: return '{' + ', '.join(f'{_flat(k)}: {_flat(v)}' for k, v in sorted(x.items(), key=lambda p: (str(type(p[0])), p[0]))) + '}'
    if type(x) is list: return '[' + ', '.join(_flat(v) for v in x) + ']'
    return repr(x)
def pformat(x, indent=1, width=80, **k):
    flat = _flat(x)
    if len(flat) <= width: return flat
    if isinstance(x, dict): return '{' + (',\\n ').join(f'{k!r}: {pformat(v, indent, width - 4)}' for k, v in sorted(x.items(), key=lambda p: str(p[0]))) + '}'
    if isinstance(x, list): return '[' + (',\\n ').join(pformat(v, indent, width - 2) for v in x) + ']'
    return flat
def pprint(x, stream=None, **k): print(pformat(x, **k), file=stream)
`,
  shlex: `
def split(s, comments=False, posix=True):
    words = []; word = None; quote = None; i = 0
    while i < len(s):
        c = s[i]
        if quote:
            if c == quote: quote = None
            elif c == '\\\\' and quote == '"' and i + 1 < len(s): i += 1; word += s[i]
            else: word += c
        elif c in '"\\'': quote = c; word = word or ''
        elif c == '\\\\' and i + 1 < len(s): i += 1; word = (word or '') + s[i]
        elif c.isspace():
            if word is not None: words.append(word); word = None
        else: word = (word or '') + c
        i += 1
    if quote: raise ValueError('No closing quotation')
    if word is not None: words.append(word)
    return words
def quote(s):
    import re
    return s if s and not re.search(r'[^\\w@%+=:,./-]', s) else "'" + s.replace("'", "'\\"'\\"'") + "'"
def join(words): return ' '.join(quote(w) for w in words)
`,
  getpass: `
import os
def getuser(): return os.environ.get('LOGNAME') or os.environ.get('USER') or _account(os.getuid())
def getpass(prompt='Password: '): return input(prompt)
`,
  types: `
class SimpleNamespace:
    def __init__(self, **kw):
        for k, v in kw.items(): setattr(self, k, v)
    def __repr__(self): return 'namespace(' + ', '.join(f'{k}={v!r}' for k, v in self.__dict__.items()) + ')'
    def __eq__(self, o): return self.__dict__ == o.__dict__
FunctionType = type(lambda: 0)
NoneType = type(None)
`,
  atexit: `
def register(f, *a, **k): _at_exit(lambda: f(*a, **k)); return f
`,
  gc: 'def collect(*a): return 0\ndef disable(): pass\ndef enable(): pass\n',
  errno: 'EPERM, ENOENT, EINTR, EIO, EAGAIN, EACCES, EEXIST, ENOTDIR, EISDIR, EINVAL, ENOSPC, EPIPE, EADDRINUSE, ECONNREFUSED, ECONNRESET, ETIMEDOUT = 1, 2, 4, 5, 11, 13, 17, 20, 21, 22, 28, 32, 98, 111, 104, 110\n',
  timeit: `
import time
default_timer = time.perf_counter
def timeit(stmt='pass', setup='pass', number=1000000, globals=None):
    t = time.perf_counter()
    if callable(stmt):
        for _ in range(number): stmt()
    return time.perf_counter() - t
`,
  'importlib.metadata': `
class PackageNotFoundError(ModuleNotFoundError): pass
def version(name):
    v = _version_of(name)
    if v is None: raise PackageNotFoundError(f'No package metadata was found for {name}')
    return v
`,
  importlib: 'def import_module(name, package=None):\n    return _import(name)\n',
};
