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
        m = re.fullmatch(r'(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d)(?:\.(\d{1,6}))?)?)?(Z|[+-]\d\d:?\d\d)?', s)
        if not m: raise ValueError(f'Invalid isoformat string: {s!r}')
        g = m.groups(); z = g[7]
        tz = None if z is None else timezone.utc if z == 'Z' else timezone((1 if z[0] == '+' else -1) * timedelta(hours=int(z[1:3]), minutes=int(z[-2:])))
        return cls(int(g[0]), int(g[1]), int(g[2]), int(g[3] or 0), int(g[4] or 0), int(g[5] or 0), int((g[6] or '0').ljust(6, '0')), tz)
    @classmethod
    def strptime(cls, text, fmt):
        import re
        names = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December']
        table = {'Y': r'(?P<Y>\d{4})', 'm': r'(?P<m>\d{1,2})', 'd': r'(?P<d>\d{1,2})', 'H': r'(?P<H>\d{1,2})', 'M': r'(?P<M>\d{1,2})', 'S': r'(?P<S>\d{1,2})', 'f': r'(?P<f>\d{1,6})', 'y': r'(?P<y>\d\d)', 'B': '(?P<B>' + '|'.join(names) + ')', 'b': '(?P<b>' + '|'.join(n[:3] for n in names) + ')', 'A': r'\w+', 'a': r'\w+', 'z': r'(?P<z>Z|[+-]\d\d:?\d\d)', '%': '%', 'I': r'(?P<I>\d{1,2})', 'p': '(?P<p>AM|PM|am|pm)', 'j': r'\d{1,3}', 'Z': r'\w+'}
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
