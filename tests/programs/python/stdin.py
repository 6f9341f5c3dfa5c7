import sys
first = input()
print("first", first)
for line in sys.stdin: print("line", line.strip())
try: input("prompt> ")
except EOFError as e: print("eof", e)
