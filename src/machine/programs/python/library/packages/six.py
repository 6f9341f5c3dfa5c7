PY2 = False
PY3 = True
string_types = (str,)
