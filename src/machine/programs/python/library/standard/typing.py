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
