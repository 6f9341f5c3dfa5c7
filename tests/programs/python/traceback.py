import sys
def a(x):
    return b(x) + 1
def b(x):
    d = {"k": x}
    return d["k"] / 0
print("before"); sys.stdout.flush()
a(5)
