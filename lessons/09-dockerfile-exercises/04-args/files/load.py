import sys

month = sys.argv[1]
rest = sys.argv[2:]
print(f"month {month}" + (f", with {' '.join(rest)}" if rest else ""))
