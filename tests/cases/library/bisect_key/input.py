import bisect
from bisect import bisect_left, bisect_right, insort


def main() -> None:
    xs = [1, 3, 3, 5]
    print(bisect.bisect(xs, 3), bisect_left(xs, 3), bisect_right(xs, 9), bisect_left(xs, 3, 2), bisect_right(xs, 3, 0, 2))
    print(bisect_left([5, 3, 1], -3, key=lambda v: -v), bisect_right(["a", "bb", "ccc"], 2, key=len), bisect_left(xs, 0, lo=1, hi=3))
    print([bisect_left([5, 1, 4, 2, 9, 3, 7], i) for i in range(10)], [bisect_right([5, 1, 4, 2, 9, 3, 7], i) for i in range(10)])
    ys = [4, 1, 3]
    for v in (2, 5, 0, 3):
        insort(ys, v)
        bisect.insort_left(ys, v)
    print(ys)
    try:
        print(bisect_left(xs, 1, -1))
    except ValueError as e:
        print(e)
    grades = "FDCBA"
    print([grades[bisect.bisect([60, 70, 80, 90], s)] for s in [33, 99, 77, 70, 89]])


main()
