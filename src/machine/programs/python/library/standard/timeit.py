import time
default_timer = time.perf_counter
def timeit(stmt='pass', setup='pass', number=1000000, globals=None):
    t = time.perf_counter()
    if callable(stmt):
        for _ in range(number): stmt()
    return time.perf_counter() - t
