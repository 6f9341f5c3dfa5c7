import random
def token_hex(n=32): return f'{random.getrandbits(n * 8):0{n * 2}x}'
def token_urlsafe(n=32): return token_hex(n)[:n + n // 3]
choice = random.choice
def randbelow(n): return random.randrange(n)
