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
