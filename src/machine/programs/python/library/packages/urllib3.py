__version__ = _version_of("urllib3")
