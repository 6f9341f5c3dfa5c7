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
