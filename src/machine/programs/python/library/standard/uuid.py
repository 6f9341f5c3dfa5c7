import random
class UUID:
    def __init__(self, hex): self.hex = hex.replace('-', '')
    def __str__(self): h = self.hex; return f'{h[:8]}-{h[8:12]}-{h[12:16]}-{h[16:20]}-{h[20:]}'
    def __repr__(self): return f"UUID('{self}')"
    def __eq__(self, o): return str(self) == str(o)
    def __hash__(self): return hash(self.hex)
    @property
    def int(self): return int(self.hex, 16)
def uuid4():
    h = f'{random.getrandbits(128):032x}'
    return UUID(h[:12] + '4' + h[13:16] + '89ab'[int(h[16], 16) % 4] + h[17:])
uuid1 = uuid4
