import re
print(re.findall(r"\d+", "a1b22c333"), re.sub(r"(\w+)@(\w+)", r"\2 at \1", "me@home"), re.split(r"[,;]\s*", "a, b;c"))
m = re.match(r"(?P<y>\d{4})-(?P<m>\d\d)", "2024-05-06"); print(m.group(), m.group("y"), m.groups(), m.groupdict(), m.span(), m.start(2))
print(re.search(r"x", "abc"), bool(re.fullmatch(r"[a-z]+", "abc")), [x.group() for x in re.finditer(r"b.", "bcbd")], re.sub("a", lambda m: m.group().upper(), "banana", count=2))
print(re.compile(r"^l\w+", re.M | re.I).findall("Line\nlast\nother"), re.escape("a.b*c"), m)
try: re.compile("(")
except re.error as e: print(e)
