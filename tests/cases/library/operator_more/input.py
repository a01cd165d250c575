import heapq
import operator
from functools import reduce
from operator import itemgetter


def main() -> None:
    print(operator.contains([1, 2], 2), operator.getitem([5, 6], 1), operator.abs(-3), operator.truth([]), operator.truth("a"))
    print(operator.add(1, 2), operator.sub(5, 3), operator.mul(2, 3), operator.truediv(1, 2), operator.floordiv(7, 2), operator.mod(7, 3))
    print(operator.pow(2, 3), operator.xor(5, 3), operator.concat("a", "b"), operator.eq(1, 1), operator.lt(1, 2), operator.not_(0))
    print(reduce(operator.mul, range(1, 6)), reduce(operator.or_, [{1}, {2}]), reduce(operator.xor, [1, 2, 3], 0))
    print(sorted([(1, 2), (0, 3)], key=itemgetter(1)), sorted([{"a": 2}, {"a": 1}], key=itemgetter("a")), max([(1, "b"), (2, "a")], key=itemgetter(1)))
    print(sorted([(2, 1), (1, 2)], key=itemgetter(0, 1)), list(map(itemgetter(0), ["ab", "cd"])))
    print(heapq.nlargest(2, [3, 1, 2]), heapq.nsmallest(2, ["bb", "a", "ccc"], key=len), list(heapq.merge([1, 4], [2, 3])))


main()
