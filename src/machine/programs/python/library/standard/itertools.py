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
