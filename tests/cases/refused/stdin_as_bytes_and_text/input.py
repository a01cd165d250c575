import sys

print(input())
print(sys.stdin.buffer.read())
