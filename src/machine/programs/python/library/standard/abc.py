def abstractmethod(f):
    f.__isabstractmethod__ = True
    return f
class ABCMeta(type): pass
class ABC: pass
def abstractproperty(f): return property(abstractmethod(f))
