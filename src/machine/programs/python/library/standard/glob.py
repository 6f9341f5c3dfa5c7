import os, fnmatch
def glob(pattern, recursive=False, root_dir=None):
    parts = pattern.split('/')
    found = ['/'] if pattern.startswith('/') else ['']
    for part in parts:
        if part == '': continue
        nxt = []
        for base in found:
            folder = base or '.'
            if part == '**' and recursive:
                nxt.append(base)
                for top, dirs, files in os.walk(folder):
                    for d in dirs: nxt.append(os.path.join(top, d) if base else os.path.join(top, d)[2:])
            elif any(c in part for c in '*?['):
                if os.path.isdir(folder):
                    for n in sorted(os.listdir(folder)):
                        if fnmatch.fnmatch(n, part) and (not n.startswith('.') or part.startswith('.')): nxt.append(os.path.join(base, n) if base else n)
            else:
                p = os.path.join(base, part) if base else part
                if os.path.exists(p): nxt.append(p)
        found = nxt
    return found
def iglob(pattern, **k): return iter(glob(pattern, **k))
