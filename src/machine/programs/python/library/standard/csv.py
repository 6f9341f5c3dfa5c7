class Error(Exception): pass
QUOTE_MINIMAL, QUOTE_ALL, QUOTE_NONNUMERIC, QUOTE_NONE = 0, 1, 2, 3
def _parse(text, delimiter, quotechar):
    row = []; field = ''; quoted = False; i = 0; n = len(text)
    while i < n:
        c = text[i]
        if quoted:
            if c == quotechar:
                if i + 1 < n and text[i + 1] == quotechar: field += c; i += 1
                else: quoted = False
            else: field += c
        elif c == quotechar and field == '': quoted = True
        elif c == delimiter: row.append(field); field = ''
        elif c in '\r\n': break
        else: field += c
        i += 1
    row.append(field)
    return row, quoted
class _Reader:
    def __init__(self, lines, dialect=None, delimiter=',', quotechar='"', **k): self.lines = iter(lines); self.delimiter = delimiter; self.quotechar = quotechar; self.line_num = 0
    def __iter__(self): return self
    def __next__(self):
        text = next(self.lines); self.line_num += 1
        if text.strip('\r\n') == '': return []
        if self.quotechar not in text: return text.rstrip('\r\n').split(self.delimiter)
        row, open_ = _parse(text, self.delimiter, self.quotechar)
        while open_:
            text += next(self.lines); self.line_num += 1
            row, open_ = _parse(text, self.delimiter, self.quotechar)
        return row
def reader(lines, dialect=None, **k): return _Reader(lines, dialect, **k)
class _Writer:
    def __init__(self, f, dialect=None, delimiter=',', quotechar='"', quoting=0, lineterminator='\r\n', **k): self.f = f; self.delimiter = delimiter; self.quotechar = quotechar; self.quoting = quoting; self.end = lineterminator
    def _field(self, v):
        s = '' if v is None else str(v)
        if self.quoting == 1 or any(c in s for c in (self.delimiter, self.quotechar, '\n', '\r')): return self.quotechar + s.replace(self.quotechar, self.quotechar * 2) + self.quotechar
        return s
    def writerow(self, row): return self.f.write(self.delimiter.join(self._field(v) for v in row) + self.end)
    def writerows(self, rows):
        for r in rows: self.writerow(r)
def writer(f, dialect=None, **k): return _Writer(f, dialect, **k)
class DictReader:
    def __init__(self, f, fieldnames=None, **k): self.reader = _Reader(f, **k); self._names = fieldnames
    @property
    def fieldnames(self):
        if self._names is None:
            try: self._names = next(self.reader)
            except StopIteration: pass
        return self._names
    def __iter__(self): return self
    def __next__(self):
        names = self.fieldnames
        row = next(self.reader)
        while row == []: row = next(self.reader)
        d = dict(zip(names, row))
        for n in names[len(row):]: d[n] = None
        return d
class DictWriter:
    def __init__(self, f, fieldnames, restval='', extrasaction='raise', **k): self.writer = _Writer(f, **k); self.fieldnames = list(fieldnames); self.restval = restval; self.extra = extrasaction
    def writeheader(self): self.writer.writerow(self.fieldnames)
    def writerow(self, d):
        wrong = [k for k in d if k not in self.fieldnames]
        if wrong and self.extra == 'raise': raise ValueError('dict contains fields not in fieldnames: ' + ', '.join(repr(w) for w in wrong))
        self.writer.writerow([d.get(n, self.restval) for n in self.fieldnames])
    def writerows(self, rows):
        for r in rows: self.writerow(r)
