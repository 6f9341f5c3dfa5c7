try:
    int("x")
except ValueError:
    raise KeyError("second")
