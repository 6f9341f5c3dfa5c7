# Run as python -m gunicorn: see __main__.py.
