print(7 // 2, -7 // 2, 7 % 3, -7 % 3, 7 / 2, 2 ** 10, 2 ** -1, divmod(17, 5), divmod(-17, 5))
print(10 ** 30, 1 << 70, 0xff, 0b101, 0o17, 1_000_000, int("ff", 16), int("  42 "), int(3.9), int(-3.9))
print(0.1 + 0.2, 1e16, 1e15, 1.0, 1e-5, 0.0001, 123456789.123456789, float("inf"), -float("inf"), float("nan"))
print(round(2.5), round(3.5), round(2.675, 2), round(1234, -2), abs(-3), pow(2, 10, 1000), sum([1, 2, 3]), sum([0.1] * 10))
print(3 == 3.0, hash(3) == hash(3.0), 1 < 2 < 3, 1 < 3 > 2, True + True, bool(0), bool("0"), not [])
print(5 & 3, 5 | 3, 5 ^ 3, ~5, 1 << 3, -8 >> 1, (255).bit_length(), (1024).to_bytes(2, "big"), int.from_bytes(b"\x01\x00", "big"))
print(bin(10), hex(255), oct(8), float("1e3"), str(1.10), repr(1/3), (3.0).is_integer(), 7.0 // 2, 7.5 % 2)
import math
print(math.pi, math.floor(-1.5), math.ceil(1.2), math.sqrt(16), math.gcd(12, 18), math.factorial(20), math.isclose(0.1 + 0.2, 0.3), math.inf, math.trunc(-2.7), math.comb(5, 2))
