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
