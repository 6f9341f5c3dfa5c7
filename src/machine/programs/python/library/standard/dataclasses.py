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
