class Grid:
    def __init__(self) -> None:
        self.cells = [0, 0, 0, 0, 0, 0]

    def __getitem__(self, i: int) -> int:
        return self.cells[i]

    def __setitem__(self, i: int, value: int) -> None:
        self.cells[i] = value


def main() -> None:
    g = Grid()
    i = 1
    for _ in range(2):
        g[i] += (i := i + 1)
    print(g.cells, i)
    x = 2
    for _ in range(2):
        g[(x := x + 1)] = x
    print(g.cells, x)
    k = 0

    def bump() -> int:
        nonlocal k
        k += 1
        return k

    for _ in range(2):
        g[k] += bump() * 10
    print(g.cells, k)
    for _ in range(2):
        g[bump()] = k
    print(g.cells, k)
    c = [0, 0, 0, 0, 0, 0, 0, 0]
    k = 0
    for _ in range(2):
        c[k] += bump() * 10
    for _ in range(2):
        c[bump()] = k
    print(c, k)


at = 0
seen = {0: 0, 1: 0, 2: 0}


def move() -> int:
    global at
    at += 1
    return at


main()
for _ in range(2):
    seen[at] += move() * 10
print(seen, at)
seen[move()] = at
print(seen, at)
