class P:
    def __init__(self, x: int) -> None:
        self.x = x


def main() -> None:
    a = P(1)
    b = P(10)
    o = a

    def swap() -> int:
        nonlocal o
        o = b
        return 5

    o.x += swap()
    print(a.x, b.x, o.x)
    c = [0, 0, 0, 0]
    k = 0

    def bump() -> int:
        nonlocal k
        k += 1
        return k

    c[k], c[bump()] = 7, k
    print(c, k)
    c[bump()] = c[1] = k
    print(c, k)


main()
