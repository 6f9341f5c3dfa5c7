def _flat(x):
    if type(x) is dict: return '{' + ', '.join(f'{_flat(k)}: {_flat(v)}' for k, v in sorted(x.items(), key=lambda p: (str(type(p[0])), p[0]))) + '}'
    if type(x) is list: return '[' + ', '.join(_flat(v) for v in x) + ']'
    return repr(x)
def pformat(x, indent=1, width=80, **k):
    flat = _flat(x)
    if len(flat) <= width: return flat
    if isinstance(x, dict): return '{' + (',\n ').join(f'{k!r}: {pformat(v, indent, width - 4)}' for k, v in sorted(x.items(), key=lambda p: str(p[0]))) + '}'
    if isinstance(x, list): return '[' + (',\n ').join(pformat(v, indent, width - 2) for v in x) + ']'
    return flat
def pprint(x, stream=None, **k): print(pformat(x, **k), file=stream)
