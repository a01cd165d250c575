import heapq


def main() -> None:
    h = [5, 3, 8, 1]
    heapq.heapify(h)
    print(h, heapq.heappop(h), h[0], len(h), h.pop(), h)
    s = {1, 2, 3}
    print(s, s.pop(), len(s), 5, "x", sep="|")
    d = {"a": 1}
    print(d.setdefault("q", 5), d)
    print(d.setdefault("a", 7))
    xs = [3, 1, 2]
    n = 4
    print(n, xs.pop(0), sum(xs), xs, end="!\n")


main()
