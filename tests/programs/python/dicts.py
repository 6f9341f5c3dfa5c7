d = {"a": 1, "b": 2}
d["c"] = 3; d.update(d=4, e=5); print(d, len(d), "a" in d, d.get("z"), d.get("z", 0), d["a"])
print(list(d), list(d.values()), list(d.items()), d.pop("a"), d.pop("zz", None), d.popitem(), d)
print({k: v * v for k, v in d.items()}, {**d, "x": 1}, d | {"y": 2}, dict(zip("ab", [1, 2])), dict([("k", "v")]))
d.setdefault("l", []).append(1); print(d, d == {"b": 2, "c": 3, "d": 4, "l": [1]})
for i, (k, v) in enumerate(d.items()): print(i, k, v)
print(sorted(d, key=lambda k: str(d[k])), max({"a": 3, "b": 7}.items(), key=lambda p: p[1]))
s = {3, 1, 2}; s.add(2); s.discard(9); print(sorted(s), len(s), s & {1, 9}, sorted(s | {4}), s - {1} == {2, 3}, s ^ {1, 2, 3}, {1} <= s, frozenset([1]) == {1})
from collections import Counter, defaultdict, OrderedDict, namedtuple, deque
c = Counter("abracadabra"); print(c, c.most_common(2), c["z"], sum(c.values()))
dd = defaultdict(list); dd["x"].append(1); print(dd, dict(dd))
P = namedtuple("P", "x y"); p = P(1, y=2); print(p, p.x, p._asdict(), p._replace(x=5), *p)
q = deque([1, 2, 3], maxlen=3); q.append(4); q.appendleft(0); q.rotate(1); print(q, q.pop(), q.popleft())
nested = {"a": {"b": [1, {"c": None}]}}; print(nested["a"]["b"][1]["c"], nested)
del d["b"]; print(d); d.clear(); print(d)
try:
    {}["missing"]
except KeyError as e:
    print(repr(e), e.args, e)
