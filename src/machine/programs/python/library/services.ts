/** Modules of the standard library, written in Python: dates, paths, arguments, logging, the net. */
export const SERVICES: Readonly<Record<string, string>> = {
  datetime: `
import time as _time
MINYEAR, MAXYEAR = 1, 9999
_DAY = 86400000000
def _days(y, m, d):
    y2 = y - 1 if m <= 2 else y
    era = y2 // 400; yoe = y2 - era * 400
    doy = (153 * (m + (-3 if m > 2 else 9)) + 2) // 5 + d - 1
    return era * 146097 + yoe * 365 + yoe // 4 - yoe // 100 + doy - 719468
def _civil(z):
    z += 719468; era = z // 146097; doe = z - era * 146097
    yoe = (doe - doe // 1460 + doe // 36524 - doe // 146096) // 365
    doy = doe - (365 * yoe + yoe // 4 - yoe // 100); mp = (5 * doy + 2) // 153
    m = mp + 3 if mp < 10 else mp - 9
    return yoe + era * 400 + (1 if m <= 2 else 0), m, doy - (153 * mp + 2) // 5 + 1
def _length(y, m): return [31, 29 if y % 4 == 0 and (y % 100 != 0 or y % 400 == 0) else 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][m - 1]
class timedelta:
    def __init__(self, days=0, seconds=0, microseconds=0, milliseconds=0, minutes=0, hours=0, weeks=0):
        self._us = int(round((days + 7 * weeks) * _DAY + (seconds + minutes * 60 + hours * 3600) * 1000000 + milliseconds * 1000 + microseconds))
    @property
    def days(self): return self._us // _DAY
    @property
    def seconds(self): return self._us % _DAY // 1000000
    @property
    def microseconds(self): return self._us % 1000000
    def total_seconds(self): return self._us / 1000000
    def __add__(self, o): return _delta(self._us + o._us) if isinstance(o, timedelta) else NotImplemented
    def __sub__(self, o): return _delta(self._us - o._us)
    def __neg__(self): return _delta(-self._us)
    def __abs__(self): return _delta(abs(self._us))
    def __mul__(self, n): return _delta(int(self._us * n))
    __rmul__ = __mul__
    def __truediv__(self, o): return self._us / o._us if isinstance(o, timedelta) else _delta(int(self._us / o))
    def __floordiv__(self, o): return self._us // o._us if isinstance(o, timedelta) else _delta(self._us // o)
    def __mod__(self, o): return _delta(self._us % o._us)
    def __eq__(self, o): return isinstance(o, timedelta) and self._us == o._us
    def __lt__(self, o): return self._us < o._us
    def __le__(self, o): return self._us <= o._us
    def __gt__(self, o): return self._us > o._us
    def __ge__(self, o): return self._us >= o._us
    def __bool__(self): return self._us != 0
    def __hash__(self): return hash(self._us)
    def __str__(self):
        s = self.seconds
        t = f'{s // 3600}:{s // 60 % 60:02d}:{s % 60:02d}' + (f'.{self.microseconds:06d}' if self.microseconds else '')
        return (f"{self.days} day{'s' if abs(self.days) != 1 else ''}, " if self.days else '') + t
    def __repr__(self):
        parts = [f'{n}={v}' for n, v in (('days', self.days), ('seconds', self.seconds), ('microseconds', self.microseconds)) if v]
        return f"datetime.timedelta({', '.join(parts) or 0})"
def _delta(us):
    t = timedelta(); t._us = us; return t
class tzinfo: pass
class timezone(tzinfo):
    def __init__(self, offset, name=None): self.offset = offset; self._name = name
    def utcoffset(self, dt): return self.offset
    def tzname(self, dt): return str(self)
    def __str__(self):
        s = int(self.offset.total_seconds())
        return self._name or ('UTC' if s == 0 else f"UTC{'-' if s < 0 else '+'}{abs(s) // 3600:02d}:{abs(s) // 60 % 60:02d}")
    def __repr__(self): return 'datetime.timezone.utc' if self is timezone.utc else f'datetime.timezone({self.offset!r})'
    def __eq__(self, o): return isinstance(o, timezone) and self.offset == o.offset
timezone.utc = timezone(timedelta(0))
UTC = timezone.utc
class date:
    def __init__(self, year, month, day):
        if not 1 <= month <= 12: raise ValueError('month must be in 1..12')
        if not 1 <= day <= _length(year, month): raise ValueError('day is out of range for month')
        self.year, self.month, self.day = year, month, day
    @classmethod
    def today(cls): y, m, d = _civil(_time._micros() // _DAY); return cls(y, m, d)
    @classmethod
    def fromisoformat(cls, s):
        try: y, m, d = s.split('-'); return cls(int(y), int(m), int(d))
        except ValueError: raise ValueError(f'Invalid isoformat string: {s!r}')
    @classmethod
    def fromordinal(cls, n): y, m, d = _civil(n - 719163); return cls(y, m, d)
    @classmethod
    def fromtimestamp(cls, t): y, m, d = _civil(int(t) // 86400); return cls(y, m, d)
    def toordinal(self): return _days(self.year, self.month, self.day) + 719163
    def weekday(self): return (self.toordinal() + 6) % 7
    def isoweekday(self): return self.weekday() + 1
    def isoformat(self): return f'{self.year:04d}-{self.month:02d}-{self.day:02d}'
    def strftime(self, f): return _time._strftime(f, _days(self.year, self.month, self.day) * _DAY)
    def __format__(self, f): return self.strftime(f) if f else str(self)
    def replace(self, year=None, month=None, day=None): return date(year or self.year, month or self.month, day or self.day)
    def timetuple(self): return _time.gmtime(_days(self.year, self.month, self.day) * 86400)
    def __add__(self, d): return date.fromordinal(self.toordinal() + d.days)
    __radd__ = __add__
    def __sub__(self, o): return timedelta(self.toordinal() - o.toordinal()) if isinstance(o, date) else date.fromordinal(self.toordinal() - o.days)
    def _key(self): return (self.year, self.month, self.day)
    def __eq__(self, o): return isinstance(o, date) and self._key() == o._key()
    def __lt__(self, o): return self._key() < o._key()
    def __le__(self, o): return self._key() <= o._key()
    def __gt__(self, o): return self._key() > o._key()
    def __ge__(self, o): return self._key() >= o._key()
    def __hash__(self): return hash(self._key())
    def __str__(self): return self.isoformat()
    def __repr__(self): return f'datetime.date({self.year}, {self.month}, {self.day})'
class time:
    def __init__(self, hour=0, minute=0, second=0, microsecond=0, tzinfo=None): self.hour, self.minute, self.second, self.microsecond, self.tzinfo = hour, minute, second, microsecond, tzinfo
    def isoformat(self): return f'{self.hour:02d}:{self.minute:02d}:{self.second:02d}' + (f'.{self.microsecond:06d}' if self.microsecond else '')
    def strftime(self, f): return _time._strftime(f, ((self.hour * 60 + self.minute) * 60 + self.second) * 1000000 + self.microsecond)
    __str__ = isoformat
    def _key(self): return (self.hour, self.minute, self.second, self.microsecond)
    def __eq__(self, o): return self._key() == o._key()
    def __lt__(self, o): return self._key() < o._key()
    def __repr__(self): return f'datetime.time({self.hour}, {self.minute}' + (f', {self.second})' if self.second else ')')
class datetime(date):
    def __init__(self, year, month, day, hour=0, minute=0, second=0, microsecond=0, tzinfo=None, fold=0):
        date.__init__(self, year, month, day)
        if not 0 <= hour <= 23: raise ValueError('hour must be in 0..23')
        if not 0 <= minute <= 59: raise ValueError('minute must be in 0..59')
        self.hour, self.minute, self.second, self.microsecond, self.tzinfo = hour, minute, second, microsecond, tzinfo
    @classmethod
    def _at(cls, us, tz=None):
        y, m, d = _civil(us // _DAY); r = us % _DAY; s = r // 1000000
        return cls(y, m, d, s // 3600, s // 60 % 60, s % 60, r % 1000000, tz)
    @classmethod
    def now(cls, tz=None): return cls._at(_time._micros() + (tz.utcoffset(None)._us if tz else 0), tz)
    @classmethod
    def utcnow(cls): return cls._at(_time._micros())
    @classmethod
    def today(cls): return cls._at(_time._micros())
    @classmethod
    def fromtimestamp(cls, t, tz=None): return cls._at(int(round(t * 1000000)) + (tz.utcoffset(None)._us if tz else 0), tz)
    @classmethod
    def utcfromtimestamp(cls, t): return cls._at(int(round(t * 1000000)))
    @classmethod
    def combine(cls, d, t): return cls(d.year, d.month, d.day, t.hour, t.minute, t.second, t.microsecond)
    @classmethod
    def fromisoformat(cls, s):
        import re
        m = re.fullmatch(r'(\\d{4})-(\\d\\d)-(\\d\\d)(?:[T ](\\d\\d):(\\d\\d)(?::(\\d\\d)(?:\\.(\\d{1,6}))?)?)?(Z|[+-]\\d\\d:?\\d\\d)?', s)
        if not m: raise ValueError(f'Invalid isoformat string: {s!r}')
        g = m.groups(); z = g[7]
        tz = None if z is None else timezone.utc if z == 'Z' else timezone((1 if z[0] == '+' else -1) * timedelta(hours=int(z[1:3]), minutes=int(z[-2:])))
        return cls(int(g[0]), int(g[1]), int(g[2]), int(g[3] or 0), int(g[4] or 0), int(g[5] or 0), int((g[6] or '0').ljust(6, '0')), tz)
    @classmethod
    def strptime(cls, text, fmt):
        import re
        names = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December']
        table = {'Y': r'(?P<Y>\\d{4})', 'm': r'(?P<m>\\d{1,2})', 'd': r'(?P<d>\\d{1,2})', 'H': r'(?P<H>\\d{1,2})', 'M': r'(?P<M>\\d{1,2})', 'S': r'(?P<S>\\d{1,2})', 'f': r'(?P<f>\\d{1,6})', 'y': r'(?P<y>\\d\\d)', 'B': '(?P<B>' + '|'.join(names) + ')', 'b': '(?P<b>' + '|'.join(n[:3] for n in names) + ')', 'A': r'\\w+', 'a': r'\\w+', 'z': r'(?P<z>Z|[+-]\\d\\d:?\\d\\d)', '%': '%', 'I': r'(?P<I>\\d{1,2})', 'p': '(?P<p>AM|PM|am|pm)', 'j': r'\\d{1,3}', 'Z': r'\\w+'}
        pattern = ''; i = 0
        while i < len(fmt):
            if fmt[i] == '%':
                i += 1; f = {'T': '%H:%M:%S', 'F': '%Y-%m-%d', 'D': '%m/%d/%y'}.get(fmt[i])
                if f: fmt = fmt[:i + 1] + f + fmt[i + 1:]
                else: pattern += table[fmt[i]]
            else: pattern += re.escape(fmt[i])
            i += 1
        m = re.fullmatch(pattern, text)
        if not m: raise ValueError(f'time data {text!r} does not match format {fmt!r}')
        g = m.groupdict()
        month = int(g['m']) if g.get('m') else names.index(g['B']) + 1 if g.get('B') else [n[:3] for n in names].index(g['b']) + 1 if g.get('b') else 1
        year = int(g['Y']) if g.get('Y') else (2000 + int(g['y']) if int(g['y']) < 69 else 1900 + int(g['y'])) if g.get('y') else 1900
        hour = int(g.get('H') or 0)
        if g.get('I'): hour = int(g['I']) % 12 + (12 if (g.get('p') or '').upper() == 'PM' else 0)
        z = g.get('z'); tz = None if not z else timezone.utc if z == 'Z' else timezone((1 if z[0] == '+' else -1) * timedelta(hours=int(z[1:3]), minutes=int(z[-2:])))
        return cls(year, month, int(g.get('d') or 1), hour, int(g.get('M') or 0), int(g.get('S') or 0), int((g.get('f') or '0').ljust(6, '0')), tz)
    def _local(self): return _days(self.year, self.month, self.day) * _DAY + ((self.hour * 60 + self.minute) * 60 + self.second) * 1000000 + self.microsecond
    def _us(self): return self._local() - (self.tzinfo.utcoffset(self)._us if self.tzinfo else 0)
    def timestamp(self): return self._us() / 1000000
    def date(self): return date(self.year, self.month, self.day)
    def time(self): return time(self.hour, self.minute, self.second, self.microsecond)
    def utcoffset(self): return self.tzinfo.utcoffset(self) if self.tzinfo else None
    def astimezone(self, tz=None): tz = tz or timezone.utc; return datetime._at(self._us() + tz.utcoffset(None)._us, tz)
    def replace(self, **kw):
        values = {n: getattr(self, n) for n in ('year', 'month', 'day', 'hour', 'minute', 'second', 'microsecond', 'tzinfo')}
        values.update(kw); return datetime(**values)
    def _zone(self):
        if not self.tzinfo: return ''
        s = self.tzinfo.utcoffset(self)._us // 1000000
        return f"{'-' if s < 0 else '+'}{abs(s) // 3600:02d}:{abs(s) // 60 % 60:02d}"
    def isoformat(self, sep='T', timespec='auto'):
        t = f'{self.hour:02d}:{self.minute:02d}:{self.second:02d}'
        if timespec == 'minutes': t = t[:5]
        elif timespec == 'milliseconds': t += f'.{self.microsecond // 1000:03d}'
        elif timespec != 'seconds' and (self.microsecond or timespec == 'microseconds'): t += f'.{self.microsecond:06d}'
        return f'{self.year:04d}-{self.month:02d}-{self.day:02d}{sep}{t}{self._zone()}'
    def strftime(self, f): return _time._strftime(f.replace('%z', self._zone().replace(':', '')).replace('%Z', str(self.tzinfo) if self.tzinfo else ''), self._local())
    def timetuple(self): return _time.gmtime(self._local() / 1000000)
    def ctime(self): return self.strftime('%a %b %e %H:%M:%S %Y')
    def __add__(self, d): return datetime._at(self._local() + d._us, self.tzinfo)
    __radd__ = __add__
    def __sub__(self, o):
        if isinstance(o, datetime):
            if (self.tzinfo is None) != (o.tzinfo is None): raise TypeError("can't subtract offset-naive and offset-aware datetimes")
            return _delta(self._us() - o._us())
        return datetime._at(self._local() - o._us, self.tzinfo)
    def _key(self): return self._us()
    def __str__(self): return self.isoformat(' ')
    def __repr__(self):
        parts = [self.year, self.month, self.day, self.hour, self.minute] + ([self.second] if self.second or self.microsecond else []) + ([self.microsecond] if self.microsecond else [])
        return f"datetime.datetime({', '.join(str(p) for p in parts)}" + (f', tzinfo={self.tzinfo!r}' if self.tzinfo else '') + ')'
date.min, date.max = date(1, 1, 1), date(9999, 12, 31)
`,
  pathlib: `
import os, fnmatch
class PurePath:
    def __init__(self, *parts):
        p = os.path.join(*[str(x) for x in parts]) if parts else '.'
        p = p if p == '/' else p.rstrip('/') or '.'
        while p.startswith('./') and len(p) > 2: p = p[2:]
        self._p = p.replace('//', '/')
    def __truediv__(self, o): return type(self)(self._p, str(o)) if self._p != '.' else type(self)(str(o))
    def __rtruediv__(self, o): return type(self)(str(o), self._p)
    def joinpath(self, *o): return type(self)(self._p, *o)
    def __str__(self): return self._p
    def __fspath__(self): return self._p
    def __repr__(self): return f"PosixPath('{self._p}')"
    def __eq__(self, o): return isinstance(o, PurePath) and self._p == o._p
    def __lt__(self, o): return self._p < o._p
    def __hash__(self): return hash(self._p)
    @property
    def name(self): return os.path.basename(self._p)
    @property
    def suffix(self): return os.path.splitext(self.name)[1]
    @property
    def suffixes(self): return ['.' + s for s in self.name.lstrip('.').split('.')[1:]]
    @property
    def stem(self): return os.path.splitext(self.name)[0]
    @property
    def parent(self): return type(self)(os.path.dirname(self._p) or '.')
    @property
    def parents(self):
        out = []; p = self
        while p.parent != p: p = p.parent; out.append(p)
        return out
    @property
    def parts(self): return tuple((['/'] if self._p.startswith('/') else []) + [x for x in self._p.split('/') if x])
    def is_absolute(self): return self._p.startswith('/')
    def with_suffix(self, s): return type(self)(os.path.splitext(self._p)[0] + s)
    def with_name(self, n): return self.parent / n
    def relative_to(self, o):
        o = str(o).rstrip('/') + '/'
        if not self._p.startswith(o): raise ValueError(f"'{self._p}' is not in the subpath of '{o[:-1]}'")
        return type(self)(self._p[len(o):])
    def match(self, pat): return fnmatch.fnmatch(self.name, pat)
    def as_posix(self): return self._p
class Path(PurePath):
    @classmethod
    def cwd(cls): return cls(os.getcwd())
    @classmethod
    def home(cls): return cls(os.path.expanduser('~'))
    def exists(self): return os.path.exists(self._p)
    def is_file(self): return os.path.isfile(self._p)
    def is_dir(self): return os.path.isdir(self._p)
    def is_symlink(self): return os.path.islink(self._p)
    def stat(self): return os.stat(self._p)
    def open(self, mode='r', *a, **k): return open(self._p, mode, *a, **k)
    def read_text(self, encoding=None):
        with open(self._p) as f: return f.read()
    def read_bytes(self):
        with open(self._p, 'rb') as f: return f.read()
    def write_text(self, s, encoding=None):
        with open(self._p, 'w') as f: return f.write(s)
    def write_bytes(self, b):
        with open(self._p, 'wb') as f: return f.write(b)
    def mkdir(self, mode=0o777, parents=False, exist_ok=False):
        if exist_ok and self.is_dir(): return
        os.makedirs(self._p) if parents else os.mkdir(self._p)
    def rmdir(self): os.rmdir(self._p)
    def unlink(self, missing_ok=False):
        if missing_ok and not self.exists(): return
        os.unlink(self._p)
    def touch(self, exist_ok=True):
        with open(self._p, 'a'): pass
    def rename(self, t): os.rename(self._p, str(t)); return type(self)(str(t))
    def replace(self, t): return self.rename(t)
    def chmod(self, m): os.chmod(self._p, m)
    def resolve(self, strict=False): return type(self)(os.path.realpath(self._p))
    def absolute(self): return type(self)(os.path.abspath(self._p))
    def expanduser(self): return type(self)(os.path.expanduser(self._p))
    def iterdir(self):
        for n in os.listdir(self._p): yield self / n
    def glob(self, pat):
        import glob as g
        for p in g.glob((self._p + '/' if self._p != '.' else '') + pat, recursive=True): yield type(self)(p)
    def rglob(self, pat): return self.glob('**/' + pat)
PosixPath = Path
PurePosixPath = PurePath
`,
  argparse: `
import sys, os
class ArgumentError(Exception): pass
class ArgumentTypeError(Exception): pass
SUPPRESS = '==SUPPRESS=='
REMAINDER = '...'
class Namespace:
    def __init__(self, **kw):
        for k, v in kw.items(): setattr(self, k, v)
    def __repr__(self): return 'Namespace(' + ', '.join(f'{k}={v!r}' for k, v in self.__dict__.items()) + ')'
    def __contains__(self, k): return k in self.__dict__
class HelpFormatter: pass
class RawDescriptionHelpFormatter: pass
class RawTextHelpFormatter: pass
class ArgumentDefaultsHelpFormatter: pass
class _Action:
    def __init__(self, names, action, dest, nargs, const, default, type, choices, required, help, metavar, version):
        self.names, self.action, self.dest, self.nargs, self.const, self.default, self.type, self.choices, self.required, self.help, self.metavar, self.version = names, action, dest, nargs, const, default, type, choices, required, help, metavar, version
    @property
    def optional(self): return bool(self.names)
    def takes(self): return self.action in ('store', 'append', 'extend')
    def shown(self):
        if self.metavar: return self.metavar
        if self.choices is not None: return '{' + ','.join(str(c) for c in self.choices) + '}'
        return self.dest.upper() if self.optional else self.dest
    def usage(self):
        if not self.takes(): return ''
        m = self.shown(); n = self.nargs
        return m if n is None else f'[{m}]' if n == '?' else f'[{m} ...]' if n == '*' else f'{m} [{m} ...]' if n == '+' else ' '.join([m] * n) if isinstance(n, int) else '...'
class _Group:
    def __init__(self, parser, required=False): self.parser = parser; self.required = required; self.members = []
    def add_argument(self, *a, **k):
        act = self.parser.add_argument(*a, **k); self.members.append(act); return act
class _Subparsers:
    def __init__(self, parser, dest, required): self.parser, self.dest, self.required, self.table, self.helps = parser, dest, required, {}, {}
    def add_parser(self, name, help=None, **k):
        k.setdefault('prog', f'{self.parser.prog} {name}')
        p = ArgumentParser(**k); self.table[name] = p; self.helps[name] = help; return p
class ArgumentParser:
    def __init__(self, prog=None, usage=None, description=None, epilog=None, parents=(), formatter_class=None, add_help=True, allow_abbrev=True, exit_on_error=True, **k):
        self.prog = prog or os.path.basename(sys.argv[0]); self._usage = usage; self.description = description; self.epilog = epilog
        self._actions = []; self._subs = None; self._groups = []; self._defaults = {}; self._fmt = formatter_class
        if add_help: self.add_argument('-h', '--help', action='help', help='show this help message and exit')
        for p in parents: self._actions += [a for a in p._actions if a.dest != 'help']
    def add_argument(self, *names, action='store', dest=None, nargs=None, const=None, default=None, type=None, choices=None, required=False, help=None, metavar=None, version=None):
        opts = [n for n in names if n.startswith('-')]
        if dest is None: dest = (next((n[2:] for n in opts if n.startswith('--')), opts[0].lstrip('-')) if opts else names[0]).replace('-', '_')
        if action == 'store_true': default = False if default is None else default; const = True
        if action == 'store_false': default = True if default is None else default; const = False
        if action == 'count' and default is None: default = None
        a = _Action(opts, action, dest, nargs, const, default, type, choices, required, help, metavar, version)
        self._actions.append(a); return a
    def add_argument_group(self, *a, **k): return _Group(self)
    def add_mutually_exclusive_group(self, required=False):
        g = _Group(self, required); self._groups.append(g); return g
    def add_subparsers(self, dest=None, required=False, **k):
        self._subs = _Subparsers(self, dest, required); return self._subs
    def set_defaults(self, **kw): self._defaults.update(kw)
    def format_usage(self):
        if self._usage: return f'usage: {self._usage}\\n'
        parts = []
        for a in self._actions:
            if not a.optional or a.help == SUPPRESS: continue
            t = a.names[0] + (' ' + a.usage() if a.usage() else '')
            parts.append(t if a.required else f'[{t}]')
        parts += [a.usage() for a in self._actions if not a.optional]
        if self._subs: parts.append('{' + ','.join(self._subs.table) + '} ...')
        text = f"usage: {self.prog} {' '.join(parts)}".rstrip()
        if len(text) <= 80: return text + '\\n'
        # What has no dashes begins a line of its own.
        options = [p for p in parts if p.startswith('-') or p.startswith('[-')]
        pad = ' ' * len(f'usage: {self.prog} '); lines = []
        for group in (options, [p for p in parts if p not in options]):
            line = ''
            for p in group:
                if line and len(pad) + len(line) + 1 + len(p) > 78: lines.append(line); line = p
                else: line += (' ' if line else '') + p
            if line: lines.append(line)
        return f'usage: {self.prog} ' + ('\\n' + pad).join(lines) + '\\n'
    def format_help(self):
        out = self.format_usage()
        if self.description: out += f'\\n{self.description}\\n'
        def rows(acts):
            text = ''
            for head, help in acts:
                text += f'  {head}\\n' if not help else f'  {head:<{wide - 2}}{help}\\n' if len(head) <= wide - 4 else f'  {head}\\n{"":{wide}}{help}\\n'
            return text
        def about(a):
            h = (a.help or '').replace('%(default)s', str(a.default)).replace('%(prog)s', self.prog)
            return h + (f' (default: {a.default})' if self._fmt is ArgumentDefaultsHelpFormatter and a.help and a.takes() and a.default is not None else '')
        pos = [(a.shown(), about(a)) for a in self._actions if not a.optional]
        if self._subs: pos.append(('{' + ','.join(self._subs.table) + '}', '')); pos += [('  ' + n, h or '') for n, h in self._subs.helps.items() if h]
        opts = [(', '.join(n + (' ' + a.usage() if a.usage() else '') for n in a.names), about(a)) for a in self._actions if a.optional and a.help != SUPPRESS]
        wide = min(24, max([len(h) for h, _ in pos + opts] + [0]) + 4)
        if pos: out += '\\npositional arguments:\\n' + rows(pos)
        if opts: out += ('\\noptions:\\n') + rows(opts)
        if self.epilog: out += f'\\n{self.epilog}\\n'
        return out
    def print_help(self, file=None): (file or sys.stdout).write(self.format_help())
    def print_usage(self, file=None): (file or sys.stdout).write(self.format_usage())
    def exit(self, status=0, message=None):
        if message: sys.stderr.write(message)
        sys.exit(status)
    def error(self, message):
        sys.stderr.write(self.format_usage()); self.exit(2, f'{self.prog}: error: {message}\\n')
    def _label(self, a): return '/'.join(a.names) if a.optional else a.shown()
    def _value(self, a, text):
        if a.type is not None:
            try: v = a.type(text)
            except ArgumentTypeError as e: self.error(f'argument {self._label(a)}: {e}')
            except (ValueError, TypeError): self.error(f"argument {self._label(a)}: invalid {getattr(a.type, '__name__', a.type)} value: {text!r}")
        else: v = text
        if a.choices is not None and v not in a.choices: self.error(f"argument {self._label(a)}: invalid choice: {v!r} (choose from {', '.join(repr(c) for c in a.choices)})")
        return v
    def _store(self, ns, a, values):
        if a.action == 'append': setattr(ns, a.dest, (getattr(ns, a.dest) or []) + [values])
        elif a.action == 'extend': setattr(ns, a.dest, (getattr(ns, a.dest) or []) + list(values))
        else: setattr(ns, a.dest, values)
    def parse_args(self, args=None, namespace=None):
        ns, extra = self.parse_known_args(args, namespace)
        if extra: self.error(f"unrecognized arguments: {' '.join(extra)}")
        return ns
    def parse_known_args(self, args=None, namespace=None):
        args = list(sys.argv[1:] if args is None else args); ns = namespace or Namespace()
        for a in self._actions:
            if a.action not in ('help', 'version') and not hasattr(ns, a.dest): setattr(ns, a.dest, self._value(a, a.default) if isinstance(a.default, str) and a.type is not None else a.default)
        for k, v in self._defaults.items(): setattr(ns, k, v)
        words = []; extra = []; seen = set(); i = 0
        while i < len(args):
            w = args[i]; i += 1
            if w == '--': words += args[i:]; break
            if w.startswith('-') and len(w) > 1 and not w[1:].replace('.', '', 1).isdigit():
                name, eq, inline = w.partition('=') if w.startswith('--') else (w, '', '')
                a = next((x for x in self._actions if name in x.names), None)
                if a is None and w.startswith('--'):
                    near = [x for x in self._actions if any(n.startswith(name) for n in x.names)]
                    if len(near) == 1: a = near[0]
                if a is None and not w.startswith('--') and len(w) > 2:
                    a = next((x for x in self._actions if w[:2] in x.names), None)
                    if a is not None:
                        if a.takes(): eq, inline = '=', w[2:].lstrip('=')
                        else: args.insert(i, '-' + w[2:])
                if a is None: extra.append(w); continue
                for g in self._groups:
                    other = next((m for m in g.members if m is not a and m.dest in seen), None)
                    if a in g.members and other: self.error(f'argument {self._label(a)}: not allowed with argument {self._label(other)}')
                seen.add(a.dest)
                if a.action == 'help': self.print_help(); self.exit()
                if a.action == 'version': print(a.version.replace('%(prog)s', self.prog)); self.exit()
                if a.action in ('store_true', 'store_false', 'store_const'): setattr(ns, a.dest, a.const); continue
                if a.action == 'append_const': setattr(ns, a.dest, (getattr(ns, a.dest) or []) + [a.const]); continue
                if a.action == 'count': setattr(ns, a.dest, (getattr(ns, a.dest) or 0) + 1); continue
                got = [inline] if eq else []
                limit = 1 if a.nargs in (None, '?') else a.nargs if isinstance(a.nargs, int) else len(args)
                while not eq and len(got) < limit and i < len(args) and (not args[i].startswith('-') or args[i] == '-' or args[i][1:].replace('.', '', 1).isdigit()):
                    got.append(args[i]); i += 1
                if a.nargs is None:
                    if not got: self.error(f'argument {self._label(a)}: expected one argument')
                    self._store(ns, a, self._value(a, got[0]))
                elif a.nargs == '?': self._store(ns, a, self._value(a, got[0]) if got else a.const)
                else:
                    if a.nargs == '+' and not got: self.error(f'argument {self._label(a)}: expected at least one argument')
                    if isinstance(a.nargs, int) and len(got) != a.nargs: self.error(f"argument {self._label(a)}: expected {a.nargs} argument{'s' if a.nargs > 1 else ''}")
                    self._store(ns, a, [self._value(a, g) for g in got])
            else:
                words.append(w)
                if self._subs and len(words) > len([a for a in self._actions if not a.optional]):
                    words.pop(); p = self._subs.table.get(w)
                    if p is None: self.error(f"argument {self._subs.dest or 'command'}: invalid choice: {w!r} (choose from {', '.join(repr(n) for n in self._subs.table)})")
                    if self._subs.dest: setattr(ns, self._subs.dest, w)
                    seen.add(self._subs.dest or '')
                    ns, rest = p.parse_known_args(args[i:], ns); extra += rest; i = len(args)
        positional = [a for a in self._actions if not a.optional]
        missing = [self._label(a) for a in self._actions if a.optional and a.required and a.dest not in seen]
        need = lambda a: 1 if a.nargs in (None, '+') else a.nargs if isinstance(a.nargs, int) else 0
        lacking = []
        for n, a in enumerate(positional):
            later = sum(need(b) for b in positional[n + 1:])
            if a.nargs is None: take = 1
            elif a.nargs == '?': take = 1 if len(words) > later else 0
            elif isinstance(a.nargs, int): take = a.nargs
            else: take = max(0, len(words) - later)
            got, words = words[:take], words[take:]
            if len(got) < need(a): lacking.append(self._label(a)); continue
            if a.nargs is None: self._store(ns, a, self._value(a, got[0]))
            elif a.nargs == '?':
                if got: self._store(ns, a, self._value(a, got[0]))
            elif got or a.nargs != '*' or a.default is None: self._store(ns, a, [self._value(a, g) for g in got])
        missing = lacking + missing
        if self._subs:
            if self._subs.required and (self._subs.dest or '') not in seen: missing.append(self._subs.dest or '{' + ','.join(self._subs.table) + '}')
            elif self._subs.dest and not hasattr(ns, self._subs.dest): setattr(ns, self._subs.dest, None)
        if missing: self.error(f"the following arguments are required: {', '.join(missing)}")
        for g in self._groups:
            if g.required and not any(m.dest in seen for m in g.members): self.error('one of the arguments ' + ' '.join(self._label(m) for m in g.members) + ' is required')
        return ns, words + extra
`,
  logging: `
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
        return s + ('\\n' + r.exc_text if r.exc_text else '')
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
    def emit(self, r): self.stream.write(self.format(r) + '\\n'); self.stream.flush() if hasattr(self.stream, 'flush') else None
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
        if not found and level >= WARNING: sys.stderr.write(r.getMessage() + ('\\n' + r.exc_text if r.exc_text else '') + '\\n')
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
`,
  'urllib': '',
  'urllib.parse': `
class ParseResult:
    def __init__(self, scheme, netloc, path, params, query, fragment): self.scheme, self.netloc, self.path, self.params, self.query, self.fragment = scheme, netloc, path, params, query, fragment
    @property
    def hostname(self): return self.netloc.rpartition('@')[2].partition(':')[0].lower() or None
    @property
    def port(self): p = self.netloc.rpartition('@')[2].partition(':')[2]; return int(p) if p else None
    @property
    def username(self): return self.netloc.rpartition('@')[0].partition(':')[0] or None
    @property
    def password(self): return self.netloc.rpartition('@')[0].partition(':')[2] or None
    def geturl(self): return (self.scheme + '://' if self.scheme else '') + self.netloc + self.path + ('?' + self.query if self.query else '') + ('#' + self.fragment if self.fragment else '')
    def __iter__(self): return iter((self.scheme, self.netloc, self.path, self.params, self.query, self.fragment))
    def __getitem__(self, i): return list(self)[i]
def urlparse(url, scheme=''):
    s, sep, rest = url.partition('://')
    if not sep: s, rest = scheme, url
    rest, _, fragment = rest.partition('#'); rest, _, query = rest.partition('?')
    if sep: netloc, slash, path = rest.partition('/'); path = slash + path
    else: netloc, path = '', rest
    return ParseResult(s, netloc, path, '', query, fragment)
urlsplit = urlparse
def quote(s, safe='/'):
    ok = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_.-~' + safe
    return ''.join(chr(b) if chr(b) in ok else f'%{b:02X}' for b in s.encode())
def quote_plus(s, safe=''): return quote(s, safe + ' ').replace(' ', '+')
def unquote(s):
    out = b''; i = 0; data = s.encode()
    while i < len(data):
        if data[i:i + 1] == b'%' and i + 2 < len(data): out += bytes([int(data[i + 1:i + 3].decode(), 16)]); i += 3
        else: out += data[i:i + 1]; i += 1
    return out.decode()
def unquote_plus(s): return unquote(s.replace('+', ' '))
def urlencode(q, doseq=False): return '&'.join(f'{quote_plus(str(k))}={quote_plus(str(v))}' for k, v in (q.items() if hasattr(q, 'items') else q))
def parse_qsl(s): return [(unquote_plus(p.partition('=')[0]), unquote_plus(p.partition('=')[2])) for p in s.split('&') if p]
def parse_qs(s):
    d = {}
    for k, v in parse_qsl(s): d.setdefault(k, []).append(v)
    return d
def urljoin(base, url):
    if '://' in url: return url
    b = urlparse(base)
    return f'{b.scheme}://{b.netloc}' + (url if url.startswith('/') else b.path.rpartition('/')[0] + '/' + url)
`,
  'urllib.error': `
class URLError(OSError):
    def __init__(self, reason, filename=None): self.reason = reason; self.args = (reason,)
    def __str__(self): return f'<urlopen error {self.reason}>'
class HTTPError(URLError):
    def __init__(self, url, code, msg, hdrs, fp): self.url, self.code, self.msg, self.headers, self.fp, self.reason, self.status = url, code, msg, hdrs, fp, msg, code
    def __str__(self): return f'HTTP Error {self.code}: {self.msg}'
    def read(self): return self.fp
`,
  'urllib.request': `
import _net
from urllib.error import URLError, HTTPError
class Request:
    def __init__(self, url, data=None, headers={}, method=None): self.full_url = url; self.data = data; self.headers = dict(headers); self._method = method
    def add_header(self, k, v): self.headers[k] = v
    def get_method(self): return self._method or ('POST' if self.data is not None else 'GET')
class _Response:
    def __init__(self, status, reason, headers, body, url): self.status = self.code = status; self.reason = self.msg = reason; self.headers = headers; self._body = body; self.url = url
    def read(self, n=-1): b, self._body = (self._body, b'') if n < 0 else (self._body[:n], self._body[n:]); return b
    def getcode(self): return self.status
    def geturl(self): return self.url
    def info(self): return self.headers
    def getheader(self, k, d=None): return self.headers.get(k, d)
    def __enter__(self): return self
    def __exit__(self, *a): pass
    def close(self): pass
    def __iter__(self): return iter(self._body.splitlines(True))
def urlopen(url, data=None, timeout=None, **k):
    r = url if isinstance(url, Request) else Request(url, data)
    headers = {'User-Agent': 'Python-urllib/3', **r.headers}
    if r.data is not None: headers.setdefault('Content-Type', 'application/x-www-form-urlencoded')
    try: status, reason, got, body, final = _net.fetch(r.get_method(), r.full_url, headers, r.data, timeout, True)
    except OSError as e: raise URLError(e)
    if status >= 400: raise HTTPError(final, status, reason, got, body)
    return _Response(status, reason, got, body, final)
def urlretrieve(url, filename):
    with urlopen(url) as r, open(filename, 'wb') as f: f.write(r.read())
    return filename, r.headers
`,
  'http': `
class HTTPStatus:
    OK = 200; NOT_FOUND = 404; INTERNAL_SERVER_ERROR = 500; CREATED = 201; NO_CONTENT = 204; BAD_REQUEST = 400; FORBIDDEN = 403; UNAUTHORIZED = 401; MOVED_PERMANENTLY = 301; FOUND = 302
`,
  'http.server': `
import _net, os, sys, time, io
_reasons = {200: 'OK', 201: 'Created', 204: 'No Content', 301: 'Moved Permanently', 302: 'Found', 304: 'Not Modified', 400: 'Bad Request', 401: 'Unauthorized', 403: 'Forbidden', 404: 'File not found', 405: 'Method Not Allowed', 500: 'Internal Server Error', 501: 'Unsupported method', 503: 'Service Unavailable'}
class _Writer:
    def __init__(self): self.data = b''
    def write(self, b):
        if isinstance(b, str): raise TypeError("a bytes-like object is required, not 'str'")
        self.data += bytes(b); return len(b)
    def flush(self): pass
class BaseHTTPRequestHandler:
    server_version = 'BaseHTTP/0.6'
    protocol_version = 'HTTP/1.0'
    @property
    def sys_version(self): return 'Python/' + sys.version.split()[0]
    def version_string(self): return self.server_version + ' ' + self.sys_version
    def date_time_string(self, t=None): return time.strftime('%a, %d %b %Y %H:%M:%S GMT', time.gmtime(t if t is not None else time.time()))
    def log_date_time_string(self): return time.strftime('%d/%b/%Y %H:%M:%S', time.gmtime())
    def address_string(self): return self.client_address[0]
    def log_message(self, format, *args): sys.stderr.write('%s - - [%s] %s\\n' % (self.address_string(), self.log_date_time_string(), format % args))
    def log_request(self, code='-', size='-'): self.log_message('"%s" %s %s', self.requestline, str(code), str(size))
    def log_error(self, format, *args): self.log_message(format, *args)
    def send_response(self, code, message=None):
        self.log_request(code); self.send_response_only(code, message); self.send_header('Server', self.version_string()); self.send_header('Date', self.date_time_string())
    def send_response_only(self, code, message=None): self._status = int(code); self._reason = message or _reasons.get(int(code), ''); self._headers = []
    def send_header(self, k, v): self._headers.append((k, str(v)))
    def end_headers(self): pass
    def send_error(self, code, message=None, explain=None):
        message = message or _reasons.get(code, ''); self.log_error('code %d, message %s', code, message)
        body = ('<!DOCTYPE HTML>\\n<html lang="en">\\n    <head>\\n        <meta charset="utf-8">\\n        <title>Error response</title>\\n    </head>\\n    <body>\\n        <h1>Error response</h1>\\n        <p>Error code: %d</p>\\n        <p>Message: %s.</p>\\n    </body>\\n</html>\\n' % (code, message)).encode()
        self.send_response(code, message); self.send_header('Connection', 'close'); self.send_header('Content-Type', 'text/html;charset=utf-8'); self.send_header('Content-Length', len(body)); self.end_headers(); self.wfile.write(body)
    def _run(self, method, path, headers, body, client, server):
        self.command, self.path, self.headers, self.client_address, self.server = method, path, headers, client, server
        self.request_version = 'HTTP/1.1'; self.requestline = f'{method} {path} HTTP/1.1'; self.rfile = io.BytesIO(body); self.wfile = _Writer(); self._status = None; self._headers = []
        f = getattr(self, 'do_' + method, None)
        if f is None: self.send_error(501, f'Unsupported method ({method!r})')
        else: f()
        if self._status is None: return None
        return self._status, self._reason, self._headers, self.wfile.data
class SimpleHTTPRequestHandler(BaseHTTPRequestHandler):
    server_version = 'SimpleHTTP/0.6'
    directory = None
    extensions_map = {'.html': 'text/html', '.htm': 'text/html', '.txt': 'text/plain', '.css': 'text/css', '.js': 'text/javascript', '.json': 'application/json', '.png': 'image/png', '.jpg': 'image/jpeg', '.gif': 'image/gif', '.svg': 'image/svg+xml', '.csv': 'text/csv', '.py': 'text/x-python', '.md': 'text/markdown', '.pdf': 'application/pdf'}
    def do_HEAD(self): self.do_GET(); self.wfile.data = b''
    def do_GET(self):
        from urllib.parse import unquote
        path = unquote(self.path.partition('?')[0]); root = self.directory or os.getcwd()
        target = os.path.normpath(os.path.join(root, path.lstrip('/')))
        if os.path.isdir(target):
            if not path.endswith('/'):
                self.send_response(301); self.send_header('Location', path + '/'); self.send_header('Content-Length', '0'); self.end_headers(); return
            for index in ('index.html', 'index.htm'):
                if os.path.isfile(os.path.join(target, index)): target = os.path.join(target, index); break
            else: return self.list_directory(target, path)
        try:
            with open(target, 'rb') as f: data = f.read()
        except OSError: return self.send_error(404, 'File not found')
        self.send_response(200); self.send_header('Content-type', self.extensions_map.get(os.path.splitext(target)[1].lower(), 'application/octet-stream')); self.send_header('Content-Length', len(data)); self.send_header('Last-Modified', self.date_time_string(os.stat(target).st_mtime)); self.end_headers(); self.wfile.write(data)
    def list_directory(self, target, path):
        names = sorted(os.listdir(target), key=str.lower); title = f'Directory listing for {path}'
        rows = ''.join(f'<li><a href="{n}{s}">{n}{s}</a></li>\\n' for n in names for s in ['/' if os.path.isdir(os.path.join(target, n)) else ''])
        body = f'<!DOCTYPE HTML>\\n<html lang="en">\\n<head>\\n<meta charset="utf-8">\\n<title>{title}</title>\\n</head>\\n<body>\\n<h1>{title}</h1>\\n<hr>\\n<ul>\\n{rows}</ul>\\n<hr>\\n</body>\\n</html>\\n'.encode()
        self.send_response(200); self.send_header('Content-type', 'text/html; charset=utf-8'); self.send_header('Content-Length', len(body)); self.end_headers(); self.wfile.write(body)
class HTTPServer:
    def __init__(self, address, handler): self.server_address = address; self.RequestHandlerClass = handler; self._listener = _net.listen(address[0] or '0.0.0.0', address[1]); self.server_port = address[1]; self.server_name = address[0]; self._stop = False
    def serve_forever(self, poll_interval=0.5):
        def answer(method, path, headers, body, client): return self.RequestHandlerClass.__call__(self)._run(method, path, headers, body, client, self) if False else self._answer(method, path, headers, body, client)
        while not self._stop: _net.serve_one(self._listener, self._answer)
    def _answer(self, method, path, headers, body, client):
        h = _bare(self.RequestHandlerClass) if isinstance(self.RequestHandlerClass, type) else self.RequestHandlerClass()
        return h._run(method, path, headers, body, client, self)
    def handle_request(self): _net.serve_one(self._listener, self._answer)
    def shutdown(self): self._stop = True
    def server_close(self): _net.close(self._listener)
    def __enter__(self): return self
    def __exit__(self, *a): self.server_close()
ThreadingHTTPServer = HTTPServer
def _main(args):
    port = 8000; bind = None; directory = None; i = 0
    while i < len(args):
        if args[i] in ('-b', '--bind'): bind = args[i + 1]; i += 1
        elif args[i] in ('-d', '--directory'): directory = args[i + 1]; i += 1
        elif args[i] == '--cgi': raise RuntimeError('drydock: http.server --cgi is not simulated')
        else: port = int(args[i])
        i += 1
    class Handler(SimpleHTTPRequestHandler): pass
    Handler.directory = directory
    server = HTTPServer((bind or '0.0.0.0', port), Handler)
    host = bind or '0.0.0.0'
    print(f'Serving HTTP on {host} port {port} (http://{host}:{port}/) ...')
    try: server.serve_forever()
    except KeyboardInterrupt:
        print('\\nKeyboard interrupt received, exiting.'); sys.exit(0)
`,
  socketserver: 'from http.server import HTTPServer as TCPServer\nThreadingTCPServer = TCPServer\n',
};
