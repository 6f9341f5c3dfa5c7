Iterable = Iterator = Mapping = Sequence = Callable = MutableMapping = Hashable = Generator = object
