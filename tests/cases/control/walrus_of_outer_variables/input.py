N = 0
hits = []


def bump():
    global N
    if (N := N + 1) > 1:
        hits.append(N)
    return N


print(bump(), bump(), N, hits)


def outer():
    n = 0

    def inc():
        nonlocal n
        print((n := n + 2))

    inc()
    inc()
    while (n := n - 1) > 0:
        print("down", n)
    return n


print(outer())


class A:
    def m(self, xs):
        if (first := xs[0]) and (last := xs[-1]) != first:
            return first, last
        return first


print(A().m([1, 2]), A().m([3]))
