import sys, os, time, _net
def main(words):
    bind = '127.0.0.1:8000'; app = None; i = 0
    while i < len(words):
        w = words[i]
        if w in ('-b', '--bind'): bind = words[i + 1]; i += 1
        elif w.startswith('--bind='): bind = w[7:]
        elif w in ('-w', '--workers', '-t', '--timeout', '--threads', '-k', '--worker-class', '--access-logfile', '--error-logfile', '--log-level'): i += 1
        elif not w.startswith('-'): app = w
        i += 1
    name, _, attr = app.partition(':'); sys.path.insert(0, os.getcwd()); it = getattr(_import(name), attr or 'app')
    log = lambda s: sys.stderr.write(time.strftime('[%Y-%m-%d %H:%M:%S +0000]') + f' [{os.getpid()}] [INFO] {s}\n')
    host, _, port = bind.rpartition(':'); log('Starting gunicorn ' + (_version_of('gunicorn') or '')); listener = _net.listen(host or '0.0.0.0', int(port)); log(f'Listening at: http://{host or "0.0.0.0"}:{port} ({os.getpid()})'); log('Using worker: sync')
    def answer(method, target, headers, body, client):
        r = it._handle(method, target, headers, body, client)
        return r.status_code, 'OK' if r.status_code == 200 else str(r.status_code), [('Server', 'gunicorn')] + list(r.headers.items()) + [('Content-Length', len(r.data))], r.data
    import signal
    def stop(s, f): log(f'Handling signal: {"term" if int(s) == 15 else "int"}'); log('Shutting down: Master'); sys.exit(0)
    signal.signal(signal.SIGTERM, stop); signal.signal(signal.SIGINT, stop)
    while True: _net.serve_one(listener, answer)
