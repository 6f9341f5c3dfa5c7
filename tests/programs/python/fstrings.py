import datetime
name, n, pi = "Ann", 42, 3.14159265
print(f"{name} {n:5d}|{n:<5}|{n:^7}|{n:>+5}|{n:05}|{n:b}|{n:#x}|{n:#o}|{n:,}")
print(f"{pi:.2f} {pi:8.3f} {pi:e} {pi:g} {pi:.0f} {1e10:g} {1234567.891:,.2f} {0.25:.0%}")
print(f"{name!r} {name!s:>6} {name:*^9} {'nested ' + name} {n=} {n + 1 = } {pi=:.2f}")
width, prec = 10, 3
print(f"{pi:{width}.{prec}} {{literal}} {[1, 2][0]}")
print(f"{datetime.date(2024, 1, 5):%d.%m.%Y} {datetime.timedelta(hours=25)}")
