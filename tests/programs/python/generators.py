def gen(n):
    for i in range(n):
        got = yield i
        if got: print("got", got)
    return "done"
g = gen(3); print(next(g), g.send("x"), list(g))
def outer():
    r = yield from gen(2)
    print("r", r)
print(list(outer()))
print(sum(x * x for x in range(5)), next((x for x in [1, 5] if x > 3), None))
import itertools as it
print(list(it.chain([1], [2, 3])), list(it.islice(it.count(5), 3)), list(it.product("ab", [1, 2])), list(it.permutations([1, 2, 3], 2)), list(it.combinations("abc", 2)))
print([(k, list(v)) for k, v in it.groupby("aabbb")], list(it.accumulate([1, 2, 3])), list(it.zip_longest([1, 2], [3])), list(it.takewhile(lambda x: x < 3, [1, 2, 3, 1])), list(it.repeat(7, 2)))
import functools
print(functools.reduce(lambda a, b: a * b, [1, 2, 3, 4]), functools.partial(pow, 2)(5))
@functools.lru_cache(maxsize=None)
def fib(n): return n if n < 2 else fib(n - 1) + fib(n - 2)
print(fib(60))
def deco(f):
    @functools.wraps(f)
    def w(*a, **k):
        print("call", f.__name__); return f(*a, **k)
    return w
@deco
def add(a, b): "Adds."; return a + b
print(add(1, b=2), add.__name__, add.__doc__)
from contextlib import contextmanager
@contextmanager
def cm():
    print("in")
    try: yield 5
    finally: print("out")
with cm() as v: print(v)
it2 = iter([1, 2]); print(next(it2), next(it2), next(it2, "end"))
try: next(it2)
except StopIteration: print("stop")
