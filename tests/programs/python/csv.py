import csv, io
text = 'id,name,amount\n1,"Smith, J",3.5\n2,"say ""hi""",4\n'
rows = list(csv.DictReader(io.StringIO(text))); print(rows)
print(list(csv.reader(io.StringIO("a;b\n1;2\n"), delimiter=";")))
out = io.StringIO(); w = csv.writer(out); w.writerow(["x", 'a"b', "c,d", None, 5]); w.writerows([[1, 2], [3, 4]]); print(repr(out.getvalue()))
out = io.StringIO(); dw = csv.DictWriter(out, fieldnames=["a", "b"]); dw.writeheader(); dw.writerow({"a": 1, "b": 2}); print(out.getvalue())
total = sum(float(r["amount"]) for r in rows); print(f"{total:.2f}")
