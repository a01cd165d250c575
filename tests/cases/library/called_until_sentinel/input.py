"""`for x in iter(f, sentinel)`: the function is called until it gives the sentinel."""

from collections import deque

queue = deque([3, 1, 2, 0, 9])
for n in iter(queue.popleft, 0):
    print("took", n)
    if n == 1:
        queue.append(7)
print(n, list(queue))


class Source:
    def __init__(self, items: list[str]) -> None:
        self.items = items

    def read(self) -> str:
        return self.items.pop(0) if self.items else ""


source = Source(["one", "two", "", "three"])
for word in iter(source.read, ""):
    if word == "one":
        continue
    print(word)
print(source.items)


def collatz(n: int) -> list[int]:
    seen: list[int] = []

    def step() -> int:
        nonlocal n
        n = n // 2 if n % 2 == 0 else 3 * n + 1
        return n

    for value in iter(step, 1):
        seen.append(value)
    return seen


print(collatz(6))
stack = [[1, 2], [], [3]]
for row in iter(lambda: stack.pop() if stack else None, None):
    print(row)
for line in iter(input, "end"):
    print(line.upper())
try:
    for line in iter(input, "never"):
        print(line)
except EOFError as error:
    print("EOFError", error)
