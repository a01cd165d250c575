"""Standard input as bytes, as programs that read much of it do."""

import sys

sys.set_int_max_str_digits(0)
input = sys.stdin.buffer.readline


def main() -> None:
    n = int(input())
    rows = [list(map(int, input().split())) for _ in range(n)]
    print(n, rows, [sum(row) for row in rows])
    name = input().rstrip()
    print(name, name.decode(), input())
    for line in sys.stdin.buffer:
        if line.strip() == b"end":
            break
        print(line, len(line))
    rest = sys.stdin.buffer.read().split()
    print(rest, sum(int(word) for word in rest), sys.stdin.buffer.readline(), sys.stdin.buffer.readlines())


main()
print(len(str(7**6000)))
