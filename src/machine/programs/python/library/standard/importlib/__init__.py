def import_module(name, package=None):
    return _import(name)
