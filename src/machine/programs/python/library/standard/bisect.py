def bisect_left(a, x):
    lo, hi = 0, len(a)
    while lo < hi:
        m = (lo + hi) // 2
        if a[m] < x: lo = m + 1
        else: hi = m
    return lo
def bisect_right(a, x):
    lo, hi = 0, len(a)
    while lo < hi:
        m = (lo + hi) // 2
        if x < a[m]: hi = m
        else: lo = m + 1
    return lo
bisect = bisect_right
def insort(a, x): a.insert(bisect_right(a, x), x)
