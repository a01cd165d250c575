import sys

name = input("name? ")
total = 0
for line in sys.stdin:
    total += int(line)
print(f"\n{name}: {total}")
print("to stderr", file=sys.stderr)
