__version__ = _version_of("werkzeug")
