import socket as _socket, json as _json, os as _os
__version__ = (_version_of('psycopg2-binary') or _version_of('psycopg2') or '2.9') + ' (dt dec pq3 ext lo64)'
class Error(Exception): pcode = None
class DatabaseError(Error): pass
class OperationalError(DatabaseError): pass
class ProgrammingError(DatabaseError): pass
class IntegrityError(DatabaseError): pass
class errors: UndefinedTable = ProgrammingError; UniqueViolation = IntegrityError
def _quote(v):
    if v is None: return 'NULL'
    if isinstance(v, bool): return 'true' if v else 'false'
    if isinstance(v, (int, float)): return str(v)
    if isinstance(v, (list, tuple)): return '(' + ', '.join(_quote(x) for x in v) + ')'
    return "'" + str(v).replace("'", "''") + "'"
class _Cursor:
    def __init__(self, c): self.c = c; self.rows = []; self.description = None; self.rowcount = -1
    def execute(self, sql, args=None):
        if args is not None:
            if isinstance(args, dict):
                for k, v in args.items(): sql = sql.replace(f'%({k})s', _quote(v))
            else:
                parts = sql.split('%s'); sql = parts[0] + ''.join(_quote(a) + p for a, p in zip(args, parts[1:]))
            sql = sql.replace('%%', '%')
        if not self.c._in and not self.c.autocommit: self.c._ask('BEGIN'); self.c._in = True
        r = self.c._ask(sql); self.description = [(n, None, None, None, None, None, None) for n in r['columns']] if r['columns'] is not None else None; self.rows = [tuple(x) for x in r['rows']]; self.rowcount = r['count']
    def executemany(self, sql, many):
        for a in many: self.execute(sql, a)
    def fetchone(self): return self.rows.pop(0) if self.rows else None
    def fetchall(self): r, self.rows = self.rows, []; return r
    def fetchmany(self, n=1): r, self.rows = self.rows[:n], self.rows[n:]; return r
    def copy_expert(self, sql, f): raise RuntimeError('drydock: psycopg2 copy_expert is not simulated')
    def __iter__(self): return iter(self.fetchall())
    def close(self): pass
    def __enter__(self): return self
    def __exit__(self, *a): pass
class _Connection:
    def __init__(self, host, port, user, password, database):
        self.autocommit = False; self._in = False; self._b = b''; self.closed = 0
        try: addresses = [host] if host.replace('.', '').isdigit() else [_socket.gethostbyname(host)]
        except OSError: raise OperationalError(f'could not translate host name "{host}" to address: Name or service not known\n')
        try: self._s = _socket.create_connection((addresses[0], port))
        except OSError as e: raise OperationalError(f'connection to server at "{host}" ({addresses[0]}), port {port} failed: {e.strerror}\n\tIs the server running on that host and accepting TCP/IP connections?\n')
        r = self._send({'kind': 'start', 'user': user, 'password': password, 'database': database})
        if r['kind'] == 'error': raise OperationalError(f'connection to server at "{host}" ({addresses[0]}), port {port} failed: {r["severity"]}:  {r["message"]}\n')
    def _send(self, m):
        self._s.sendall((_json.dumps(m) + '\n').encode())
        while b'\n' not in self._b:
            d = self._s.recv(65536)
            if not d: raise OperationalError('server closed the connection unexpectedly\n\tThis probably means the server terminated abnormally\n\tbefore or while processing the request.\n')
            self._b += d
        line, _, self._b = self._b.decode().partition('\n'); self._b = self._b.encode(); return _json.loads(line)
    def _ask(self, sql):
        r = self._send({'kind': 'query', 'sql': sql})
        if r['kind'] == 'error':
            cls = IntegrityError if r['code'].startswith('23') else ProgrammingError if r['code'].startswith('42') else DatabaseError
            raise cls(r['message'] + '\n' + (r.get('at') or ''))
        last = r['results'][-1] if r['results'] else {'columns': None, 'rows': [], 'count': 0}
        return {'columns': last.get('columns'), 'rows': last.get('values') or [], 'count': last['count']}
    def cursor(self, **k): return _Cursor(self)
    def commit(self):
        if self._in: self._ask('COMMIT'); self._in = False
    def rollback(self):
        if self._in: self._ask('ROLLBACK'); self._in = False
    def close(self): self._s.close(); self.closed = 1
    def __enter__(self): return self
    def __exit__(self, t, v, tb): self.commit() if t is None else self.rollback()
def connect(dsn=None, host=None, port=None, user=None, password=None, dbname=None, database=None, connect_timeout=None, **k):
    if dsn and '://' in dsn:
        from urllib.parse import urlparse
        u = urlparse(dsn); host, port, user, password, dbname = u.hostname, u.port, u.username, u.password, u.path.strip('/')
    elif dsn:
        d = dict(p.split('=', 1) for p in dsn.split()); host, port, user, password, dbname = d.get('host', host), d.get('port', port), d.get('user', user), d.get('password', password), d.get('dbname', dbname)
    e = _os.environ; user = user or e.get('PGUSER') or 'root'
    return _Connection(host or e.get('PGHOST') or 'localhost', int(port or e.get('PGPORT') or 5432), user, password or e.get('PGPASSWORD'), dbname or database or e.get('PGDATABASE') or user)
