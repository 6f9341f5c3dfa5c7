class Animal:
    count = 0
    def __init__(self, name): self.name = name; Animal.count += 1
    def speak(self): return f"{self.name} makes a sound"
    def __repr__(self): return f"Animal({self.name!r})"
    def __eq__(self, other): return isinstance(other, Animal) and self.name == other.name
    def __hash__(self): return hash(self.name)
    def __lt__(self, other): return self.name < other.name
    @property
    def upper(self): return self.name.upper()
    @upper.setter
    def upper(self, v): self.name = v.lower()
    @classmethod
    def make(cls, n): return cls(n)
    @staticmethod
    def helper(x): return x * 2
class Dog(Animal):
    def __init__(self, name, breed="mutt"): super().__init__(name); self.breed = breed
    def speak(self): return super().speak() + " woof"
d = Dog("rex"); print(d, d.speak(), d.breed, isinstance(d, Animal), issubclass(Dog, Animal), type(d).__name__, Dog.__mro__)
d.upper = "MAX"; print(d.name, d.upper, Dog.make("y"), Animal.helper(4), Animal.count, d == Animal("max"), sorted([Dog("b"), Dog("a")]))
print(hasattr(d, "breed"), getattr(d, "none", "def"), vars(d), callable(d.speak)); setattr(d, "z", 1); print(d.z); delattr(d, "z")
class V:
    def __init__(self, x): self.x = x
    def __add__(self, o): return V(self.x + o.x)
    def __radd__(self, o): return V(self.x + o)
    def __mul__(self, k): return V(self.x * k)
    def __neg__(self): return V(-self.x)
    def __len__(self): return self.x
    def __getitem__(self, i): return i * self.x
    def __contains__(self, i): return i == self.x
    def __call__(self, *a): return a
    def __iter__(self): return iter(range(self.x))
    def __bool__(self): return self.x > 0
    def __str__(self): return f"<{self.x}>"
    def __enter__(self): print("enter"); return self
    def __exit__(self, *a): print("exit", a[0]); return True
v = V(3) + V(1); print(v, len(v), v[2], 4 in v, v(1, 2), list(v), bool(V(0)), -v, v * 2, sum([V(1), V(2)], V(0)))
with V(1) as w: raise ValueError("swallowed")
from dataclasses import dataclass, field, asdict
@dataclass(order=True)
class Point:
    x: int
    y: int = 0
    tags: list = field(default_factory=list)
p = Point(1); print(p, p == Point(1), p < Point(2), asdict(p))
from enum import Enum
class Color(Enum):
    RED = 1
    BLUE = 2
print(Color.RED, Color.RED.name, Color(2), list(Color), Color["BLUE"].value, Color.RED == Color.RED)
from abc import ABC, abstractmethod
class Base(ABC):
    @abstractmethod
    def go(self): ...
try: Base()
except TypeError as e: print(e)
