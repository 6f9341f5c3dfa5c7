def print_exc(file=None):
    import sys
    (file or sys.stderr).write(format_exc())
def format_exc(): return _format_handled()
def print_exception(e, *a, file=None, **k):
    import sys
    (file or sys.stderr).write(_format(e if not isinstance(e, type) else a[0]))
def format_exception(e, *a, **k): return _format(e if not isinstance(e, type) else a[0]).splitlines(True)
def print_stack(*a, **k): pass
