for i in range(5):
    if i == 1: continue
    if i == 4: break
    print(i, end=" ")
else:
    print("no break")
print()
n = 0
while n < 3:
    n += 1
else:
    print("while done", n)
x = 5
print("big" if x > 3 else "small", x if x else None, x and 0, x or 1, not x)
match {"cmd": "go", "n": [1, 2, 3]}:
    case {"cmd": "stop"}: print("stop")
    case {"cmd": c, "n": [first, *rest]} if first == 1: print(c, first, rest)
    case _: print("?")
for v in (1, "s", None, (1, 2), [3]):
    match v:
        case int() | float(): print("num")
        case str() as t: print("str", t)
        case None: print("none")
        case (a, b): print("pair", a, b)
        case [q]: print("one", q)
if (m := 10) > 5: print("walrus", m)
print([y := 1, y ** 2], [last := i for i in range(3)], last)
def f(a, b=2, *args, c, d=4, **kw): return a, b, args, c, d, kw
print(f(1, c=3), f(1, 2, 3, 4, c=5, e=6), f(*[1, 2], **{"c": 3}))
def g(a, /, b, *, c): return a + b + c
print(g(1, b=2, c=3), (lambda x, y=2: x * y)(4))
def fact(n): return 1 if n < 2 else n * fact(n - 1)
print(fact(25))
def counter():
    count = 0
    def inc():
        nonlocal count
        count += 1
        return count
    return inc
c = counter(); c(); print(c())
G = 1
def setg():
    global G
    G = 2
setg(); print(G)
assert G == 2, "never"
print(*[1, 2], sep="-", end="!\n")
pass
