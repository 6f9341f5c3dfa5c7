import json
d = {"name": "Ann", "n": [1, 2.5, None, True], "o": {"é": "ü\n"}}
print(json.dumps(d)); print(json.dumps(d, indent=2, sort_keys=True, ensure_ascii=False)); print(json.dumps([1, 2], separators=(",", ":")))
print(json.loads('{"a": [1, 2, {"b": null}], "x": 1e3, "s": "\\u00e9"}'))
try: json.loads("{bad}")
except json.JSONDecodeError as e: print(e)
try: json.dumps({1, 2})
except TypeError as e: print(e)
with open("/tmp/dd.json", "w") as f: json.dump(d, f)
print(json.load(open("/tmp/dd.json"))["name"])
