import os
class Error(OSError): pass
def _into(src, dst): return os.path.join(dst, os.path.basename(src)) if os.path.isdir(dst) else dst
def copyfile(src, dst):
    with open(src, 'rb') as a, open(dst, 'wb') as b: b.write(a.read())
    return dst
def copy(src, dst):
    dst = _into(src, dst); copyfile(src, dst); os.chmod(dst, os.stat(src).st_mode & 0o7777); return dst
copy2 = copy
def move(src, dst):
    dst = _into(src, dst)
    try: os.rename(src, dst)
    except OSError: copy(src, dst); os.remove(src)
    return dst
def rmtree(path, ignore_errors=False):
    if not os.path.isdir(path):
        if ignore_errors: return
        os.listdir(path)
    for name in os.listdir(path):
        p = os.path.join(path, name)
        if os.path.isdir(p) and not os.path.islink(p): rmtree(p)
        else: os.remove(p)
    os.rmdir(path)
def copytree(src, dst, dirs_exist_ok=False):
    os.makedirs(dst, exist_ok=dirs_exist_ok)
    for name in os.listdir(src):
        a, b = os.path.join(src, name), os.path.join(dst, name)
        copytree(a, b, dirs_exist_ok) if os.path.isdir(a) else copy(a, b)
    return dst
def which(cmd):
    for folder in os.environ.get('PATH', '').split(':'):
        p = os.path.join(folder, cmd)
        if os.path.isfile(p) and os.access(p, os.X_OK): return p
    return None
def disk_usage(path):
    total, used, free = _disk(path)
    class usage: pass
    u = usage(); u.total = total; u.used = used; u.free = free
    return u
def get_terminal_size(fallback=(80, 24)): return os.get_terminal_size()
