import sys, os
def main(words):
    app = os.environ.get('FLASK_APP', 'app'); host = os.environ.get('FLASK_RUN_HOST', '127.0.0.1'); port = int(os.environ.get('FLASK_RUN_PORT', 5000)); i = 0; rest = []
    while i < len(words):
        w = words[i]
        if w in ('--app', '-A'): app = words[i + 1]; i += 1
        elif w in ('--host', '-h'): host = words[i + 1]; i += 1
        elif w in ('--port', '-p'): port = int(words[i + 1]); i += 1
        elif w.startswith('--host='): host = w[7:]
        elif w.startswith('--port='): port = int(w[7:])
        elif w == '--debug': pass
        else: rest.append(w)
        i += 1
    if rest and rest[0] != 'run':
        sys.stderr.write(f"Usage: flask [OPTIONS] COMMAND [ARGS]...\nTry 'flask --help' for help.\n\nError: No such command '{rest[0]}'.\n"); sys.exit(2)
    name, _, attr = app.replace('.py', '').partition(':')
    sys.path.insert(0, os.getcwd())
    try: module = _import(name)
    except ModuleNotFoundError: sys.stderr.write(f"Usage: flask run [OPTIONS]\nTry 'flask run --help' for help.\n\nError: Could not import '{name}'.\n"); sys.exit(2)
    it = getattr(module, attr or 'app'); sys.argv = [name]
    sys.stdout.write(f" * Serving Flask app '{name}'\n * Debug mode: off\n"); sys.stdout.flush()
    import flask
    flask._serve(it._answer, host, port, True)
