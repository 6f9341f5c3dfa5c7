import sys, time, os
CRITICAL, ERROR, WARNING, INFO, DEBUG, NOTSET = 50, 40, 30, 20, 10, 0
WARN = WARNING; FATAL = CRITICAL
_names = {50: 'CRITICAL', 40: 'ERROR', 30: 'WARNING', 20: 'INFO', 10: 'DEBUG', 0: 'NOTSET'}
def getLevelName(l): return _names.get(l, f'Level {l}') if isinstance(l, int) else {v: k for k, v in _names.items()}.get(l, l)
def addLevelName(l, n): _names[l] = n
def _level(l):
    if isinstance(l, int): return l
    n = {v: k for k, v in _names.items()}.get(l)
    if n is None: raise ValueError(f'Unknown level: {l!r}')
    return n
class LogRecord:
    def __init__(self, name, level, msg, args, exc):
        self.name, self.levelno, self.levelname, self.msg, self.args, self.exc_text = name, level, getLevelName(level), msg, args, exc
        self.created = time.time(); self.msecs = self.created % 1 * 1000; self.process = os.getpid(); self.threadName = 'MainThread'; self.processName = 'MainProcess'
        self.module = os.path.splitext(os.path.basename(sys.argv[0] or ''))[0]; self.filename = os.path.basename(sys.argv[0] or ''); self.funcName = '<module>'; self.lineno = 1; self.pathname = sys.argv[0]
    def getMessage(self):
        m = str(self.msg)
        return m % (self.args[0] if len(self.args) == 1 and isinstance(self.args[0], dict) else self.args) if self.args else m
class Formatter:
    def __init__(self, fmt=None, datefmt=None, style='%', **k): self.fmt = fmt or '%(message)s'; self.datefmt = datefmt; self.style = style
    def formatTime(self, r, datefmt=None): return time.strftime(self.datefmt, time.gmtime(r.created)) if self.datefmt else time.strftime('%Y-%m-%d %H:%M:%S', time.gmtime(r.created)) + f',{int(r.msecs):03d}'
    def format(self, r):
        values = dict(r.__dict__); values['message'] = r.getMessage(); values['asctime'] = self.formatTime(r)
        s = self.fmt.format(**values) if self.style == '{' else self.fmt % values
        return s + ('\n' + r.exc_text if r.exc_text else '')
class Filter: pass
class Handler:
    def __init__(self, level=0): self.level = _level(level); self.formatter = None; self.filters = []
    def setFormatter(self, f): self.formatter = f
    def setLevel(self, l): self.level = _level(l)
    def addFilter(self, f): self.filters.append(f)
    def format(self, r): return (self.formatter or Formatter()).format(r)
    def handle(self, r):
        if r.levelno >= self.level: self.emit(r)
    def close(self): pass
    def flush(self): pass
class StreamHandler(Handler):
    def __init__(self, stream=None): Handler.__init__(self); self.stream = stream or sys.stderr
    def emit(self, r): self.stream.write(self.format(r) + '\n'); self.stream.flush() if hasattr(self.stream, 'flush') else None
class FileHandler(StreamHandler):
    def __init__(self, filename, mode='a', encoding=None, **k): StreamHandler.__init__(self, open(filename, mode))
class NullHandler(Handler):
    def emit(self, r): pass
class Logger:
    def __init__(self, name, level=0): self.name = name; self.level = level; self.handlers = []; self.parent = None; self.propagate = True; self.disabled = False
    def setLevel(self, l): self.level = _level(l)
    def getEffectiveLevel(self):
        l = self
        while l:
            if l.level: return l.level
            l = l.parent
        return 0
    def isEnabledFor(self, l): return l >= self.getEffectiveLevel()
    def addHandler(self, h): self.handlers.append(h)
    def removeHandler(self, h): self.handlers = [x for x in self.handlers if x is not h]
    def hasHandlers(self): return bool(self.handlers or root.handlers)
    def log(self, level, msg, *args, exc_info=None, **k):
        if not self.isEnabledFor(level): return
        r = LogRecord(self.name, level, msg, args, _format_handled().rstrip() if exc_info else None)
        l = self; found = False
        while l:
            for h in l.handlers: found = True; h.handle(r)
            l = l.parent if l.propagate else None
        if not found and level >= WARNING: sys.stderr.write(r.getMessage() + ('\n' + r.exc_text if r.exc_text else '') + '\n')
    def debug(self, m, *a, **k): self.log(10, m, *a, **k)
    def info(self, m, *a, **k): self.log(20, m, *a, **k)
    def warning(self, m, *a, **k): self.log(30, m, *a, **k)
    warn = warning
    def error(self, m, *a, **k): self.log(40, m, *a, **k)
    def critical(self, m, *a, **k): self.log(50, m, *a, **k)
    def exception(self, m, *a, **k): self.log(40, m, *a, exc_info=True, **k)
root = Logger('root', WARNING)
_loggers = {}
def getLogger(name=None):
    if not name or name == 'root': return root
    if name not in _loggers:
        l = Logger(name); parent = name.rpartition('.')[0]; l.parent = getLogger(parent) if parent else root; _loggers[name] = l
    return _loggers[name]
def basicConfig(level=None, format=None, datefmt=None, stream=None, filename=None, filemode='a', handlers=None, force=False, style='%', **k):
    if force: root.handlers = []
    if not root.handlers:
        hs = handlers or [FileHandler(filename, filemode) if filename else StreamHandler(stream)]
        for h in hs:
            if h.formatter is None: h.setFormatter(Formatter(format or '%(levelname)s:%(name)s:%(message)s', datefmt, style))
            root.addHandler(h)
    if level is not None: root.setLevel(level)
def _ensure():
    if not root.handlers: basicConfig()
def debug(m, *a, **k): _ensure(); root.debug(m, *a, **k)
def info(m, *a, **k): _ensure(); root.info(m, *a, **k)
def warning(m, *a, **k): _ensure(); root.warning(m, *a, **k)
def error(m, *a, **k): _ensure(); root.error(m, *a, **k)
def critical(m, *a, **k): _ensure(); root.critical(m, *a, **k)
def exception(m, *a, **k): _ensure(); root.exception(m, *a, **k)
def log(l, m, *a, **k): _ensure(); root.log(l, m, *a, **k)
def disable(l=50): root.setLevel(l + 1)
def shutdown(): pass
