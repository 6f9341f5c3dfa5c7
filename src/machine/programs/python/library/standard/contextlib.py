class _Manager:
    def __init__(self, gen): self.gen = gen
    def __enter__(self): return next(self.gen)
    def __exit__(self, t, v, tb):
        if t is None:
            try: next(self.gen)
            except StopIteration: return False
            raise RuntimeError("generator didn't stop")
        try: self.gen.throw(v)
        except StopIteration: return True
        except BaseException as e:
            if e is v: return False
            raise
        raise RuntimeError("generator didn't stop after throw()")
def contextmanager(f):
    def helper(*a, **k): return _Manager(f(*a, **k))
    return helper
class suppress:
    def __init__(self, *types): self.types = types
    def __enter__(self): return self
    def __exit__(self, t, v, tb): return t is not None and issubclass(t, self.types)
class closing:
    def __init__(self, thing): self.thing = thing
    def __enter__(self): return self.thing
    def __exit__(self, *a): self.thing.close()
class nullcontext:
    def __init__(self, value=None): self.value = value
    def __enter__(self): return self.value
    def __exit__(self, *a): return None
class ExitStack:
    def __init__(self): self._calls = []
    def __enter__(self): return self
    def enter_context(self, cm):
        v = cm.__enter__(); self._calls.append(lambda *a: cm.__exit__(*a)); return v
    def callback(self, f, *a, **k): self._calls.append(lambda *x: f(*a, **k) and None)
    def __exit__(self, *a):
        for c in reversed(self._calls): c(*a)
class redirect_stdout:
    def __init__(self, target): self.target = target
    def __enter__(self):
        import sys
        self.old = sys.stdout; sys.stdout = self.target; return self.target
    def __exit__(self, *a):
        import sys
        sys.stdout = self.old
