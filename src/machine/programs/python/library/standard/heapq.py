def heapify(h): h.sort()
def heappush(h, x):
    lo, hi = 0, len(h)
    while lo < hi:
        m = (lo + hi) // 2
        if h[m] < x: lo = m + 1
        else: hi = m
    h.insert(lo, x)
def heappop(h):
    if not h: raise IndexError('index out of range')
    return h.pop(0)
def nlargest(n, it, key=None): return sorted(it, key=key, reverse=True)[:n]
def nsmallest(n, it, key=None): return sorted(it, key=key)[:n]
