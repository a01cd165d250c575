import sys
n = int(input())
for _ in range(n):
    a, b = map(int, input().split())
    print(a + b)
xs = list(map(float, input().split()))
print(sum(xs), max(xs))
name, age = input("name? ").split(",")
print(name.strip(), int(age))
grid = [list(input()) for _ in range(2)]
print(grid)
m = [[int(v) for v in input().split()] for _ in range(2)]
print(m)
line = sys.stdin.readline().rstrip("\n")
print(repr(line))
for line in sys.stdin:
    line = line.strip()
    if not line:
        continue
    if line == "quit":
        break
    cmd, *args = line.split()
    print(cmd, args)
rest = sys.stdin.read()
print(repr(rest))
try:
    input()
except EOFError as e:
    print("EOF", e)
