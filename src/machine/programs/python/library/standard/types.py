class SimpleNamespace:
    def __init__(self, **kw):
        for k, v in kw.items(): setattr(self, k, v)
    def __repr__(self): return 'namespace(' + ', '.join(f'{k}={v!r}' for k, v in self.__dict__.items()) + ')'
    def __eq__(self, o): return self.__dict__ == o.__dict__
FunctionType = type(lambda: 0)
NoneType = type(None)
