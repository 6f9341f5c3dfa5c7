def register(f, *a, **k): _at_exit(lambda: f(*a, **k)); return f
