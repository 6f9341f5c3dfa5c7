import socket as _socket
__version__ = _version_of('redis')
class RedisError(Exception): pass
class ConnectionError(RedisError): pass
class ResponseError(RedisError): pass
class AuthenticationError(ConnectionError): pass
class exceptions: ConnectionError = ConnectionError; RedisError = RedisError; ResponseError = ResponseError
class Redis:
    def __init__(self, host='localhost', port=6379, db=0, password=None, decode_responses=False, **k): self.host, self.port, self.db, self.password, self.decode = host, int(port), db, password, decode_responses; self._s = None; self._b = b''
    @classmethod
    def from_url(cls, url, **k):
        from urllib.parse import urlparse
        u = urlparse(url); return cls(u.hostname, u.port or 6379, int(u.path.strip('/') or 0), u.password, **k)
    def _open(self):
        try: self._s = _socket.create_connection((self.host, self.port))
        except OSError as e: raise ConnectionError(f'Error {e.errno} connecting to {self.host}:{self.port}. {e.strerror}.')
        if self.password: self.execute_command('AUTH', self.password)
        if self.db: self.execute_command('SELECT', self.db)
    def _line(self):
        while b'\r\n' not in self._b:
            d = self._s.recv(65536)
            if not d: self._s = None; raise ConnectionError('Connection closed by server.')
            self._b += d
        at = self._b.find(b'\r\n'); line = self._b[:at]; self._b = self._b[at + 2:]; return line.decode()
    def _reply(self):
        line = self._line(); t, rest = line[0], line[1:]
        if t == '+': return rest
        if t == '-': raise ResponseError(rest)
        if t == ':': return int(rest)
        if t == '$':
            n = int(rest)
            if n < 0: return None
            while len(self._b) < n + 2: self._b += self._s.recv(65536)
            v = self._b[:n]; self._b = self._b[n + 2:]; return v.decode() if self.decode else v
        if t == '*': return None if int(rest) < 0 else [self._reply() for _ in range(int(rest))]
    def execute_command(self, *args):
        if self._s is None: self._open()
        words = [a if isinstance(a, bytes) else str(a).encode() for a in args]
        self._s.sendall(b'*' + str(len(words)).encode() + b'\r\n' + b''.join(b'$' + str(len(w)).encode() + b'\r\n' + w + b'\r\n' for w in words))
        return self._reply()
    def ping(self): return self.execute_command('PING') == 'PONG'
    def set(self, k, v, ex=None, nx=False, px=None): return self.execute_command('SET', k, v, *(['EX', ex] if ex else []), *(['NX'] if nx else [])) == 'OK' or None
    def get(self, k): return self.execute_command('GET', k)
    def incr(self, k, n=1): return self.execute_command('INCRBY', k, n)
    incrby = incr
    def decr(self, k, n=1): return self.execute_command('DECRBY', k, n)
    def delete(self, *k): return self.execute_command('DEL', *k)
    def exists(self, *k): return self.execute_command('EXISTS', *k)
    def expire(self, k, s): return bool(self.execute_command('EXPIRE', k, s))
    def ttl(self, k): return self.execute_command('TTL', k)
    def keys(self, p='*'): return self.execute_command('KEYS', p)
    def lpush(self, k, *v): return self.execute_command('LPUSH', k, *v)
    def rpush(self, k, *v): return self.execute_command('RPUSH', k, *v)
    def lpop(self, k): return self.execute_command('LPOP', k)
    def rpop(self, k): return self.execute_command('RPOP', k)
    def llen(self, k): return self.execute_command('LLEN', k)
    def lrange(self, k, a, b): return self.execute_command('LRANGE', k, a, b)
    def hset(self, k, f=None, v=None, mapping=None): return self.execute_command('HSET', k, *([f, v] if f is not None else []), *[x for p in (mapping or {}).items() for x in p])
    def hget(self, k, f): return self.execute_command('HGET', k, f)
    def hgetall(self, k): r = self.execute_command('HGETALL', k); return dict(zip(r[::2], r[1::2]))
    def sadd(self, k, *v): return self.execute_command('SADD', k, *v)
    def smembers(self, k): return set(self.execute_command('SMEMBERS', k))
    def flushall(self): return self.execute_command('FLUSHALL') == 'OK'
    def dbsize(self): return self.execute_command('DBSIZE')
    def close(self):
        if self._s: self._s.close(); self._s = None
StrictRedis = Redis
from_url = Redis.from_url
