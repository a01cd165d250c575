"""Comparisons of one value with two numbers, of which one would do, or which no value fits."""


def asked(x: int) -> list[bool]:
    return [2 >= x < 7, 2 <= x > 7, x < 2 and x > 7, 2 <= x < 7, 7 > x >= 2, not 2 >= x < 7]


best = None


def better(x: int) -> None:
    global best
    if best is None or x > best:
        best = x if x < 5 else "many"


for n in (1, 2, 5, 9):
    print(n, asked(n))
for n in (3, 4):
    better(n)
    if not best is None:
        print("best", best)
