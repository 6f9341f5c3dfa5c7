class PackageNotFoundError(ModuleNotFoundError): pass
def version(name):
    v = _version_of(name)
    if v is None: raise PackageNotFoundError(f'No package metadata was found for {name}')
    return v
