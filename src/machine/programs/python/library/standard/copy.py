def copy(x):
    if isinstance(x, (list, dict, set)): return x.copy()
    if hasattr(x, '__copy__'): return x.__copy__()
    if isinstance(x, (int, float, str, bool, tuple, bytes, type(None))) or callable(x): return x
    made = _bare(type(x))
    for k, v in x.__dict__.items(): setattr(made, k, v)
    return made
def deepcopy(x, memo=None):
    if isinstance(x, list): return [deepcopy(i) for i in x]
    if isinstance(x, tuple): return tuple(deepcopy(i) for i in x)
    if isinstance(x, set): return {deepcopy(i) for i in x}
    if isinstance(x, dict): return {deepcopy(k): deepcopy(v) for k, v in x.items()}
    if isinstance(x, (int, float, str, bool, bytes, type(None))) or callable(x): return x
    made = _bare(type(x))
    for k, v in x.__dict__.items(): setattr(made, k, deepcopy(v))
    return made
