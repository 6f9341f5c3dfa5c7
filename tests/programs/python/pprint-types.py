from pprint import pprint
from typing import Optional, List, Dict
pprint({"b": list(range(3)), "a": {"x": 1}})
def f(x: Optional[int] = None, *, y: List[int] | None = None) -> Dict[str, int]: return {}
print(type(1), type("a"), type(None), type([]), type(f), type(print), int, isinstance(True, int))
print(None is None, id(1) == id(1), ..., NotImplemented, __name__, str(object)[:8])
print(bytes(3), bytearray(b"ab"), b"a" + b"b", b"ab"[0], b"a,b".split(b","), bytes.fromhex("ff00").hex())
print(list(map(int, "1 2 3".split())), input.__name__, dir([])[-3:], isinstance([], (list, tuple)))
print(eval("1 + 2"), exec("z = 5"), globals()["z"])
