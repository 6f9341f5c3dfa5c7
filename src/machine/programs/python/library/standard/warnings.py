def warn(message, category=UserWarning, stacklevel=1, **k):
    import sys
    print(f'<string>:1: {category.__name__}: {message}', file=sys.stderr)
def filterwarnings(*a, **k): pass
def simplefilter(*a, **k): pass
class catch_warnings:
    def __init__(self, **k): pass
    def __enter__(self): return []
    def __exit__(self, *a): return None
