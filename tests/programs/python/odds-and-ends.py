import random, time, string, textwrap, hashlib, base64, uuid, copy, statistics, collections
random.seed(1); r = random.randint(1, 10); print(1 <= r <= 10, len(random.sample(range(100), 5)))
print(hashlib.sha256(b"abc").hexdigest(), hashlib.md5(b"abc").hexdigest(), base64.b64encode(b"hello"), base64.b64decode("aGVsbG8="))
t = time.time(); time.sleep(0.01); print(time.time() > t, string.ascii_lowercase[:3], string.digits)
print(textwrap.dedent("  a\n  b"), textwrap.fill("aaa bbb ccc", 7), textwrap.shorten("hello wide world", 12))
print(statistics.mean([1, 2, 3, 4]), statistics.median([1, 3, 2]), statistics.stdev([1, 2, 3, 4]))
a = [1, [2]]; b = copy.deepcopy(a); b[1].append(3); print(a, b)
print(collections.ChainMap({"a": 1}, {"b": 2})["b"])
