"""`heapq.merge` and `bisect.insort` by keys."""

import bisect
import heapq
from bisect import insort
from operator import itemgetter


def size(word: str) -> int:
    print("size of", word)
    return len(word)


print(list(heapq.merge(["a", "ccc"], ["bb", "dddd"], key=len)))
print(list(heapq.merge([9, 4, 1], [8, 4], [], reverse=True)))
print(list(heapq.merge([(1, "x"), (3, "y")], [(2, "z"), (3, "a")], key=lambda pair: pair[0])))
print(list(heapq.merge(["ccc", "a"], ["bb"], key=size, reverse=True)))
for word in heapq.merge(["a", "bb"], ["ccc"], key=size):
    print(word)
runs = [[1.5, 4.0], [2.0], [0.5, 9.0]]
print(list(heapq.merge(*runs, reverse=False)), list(heapq.merge(*runs, key=lambda x: x * 2)), list(heapq.merge([3, 1], [2], reverse=bool(runs))))
print(next(heapq.merge([2, 3], [1], key=lambda n: n), None))

words: list[str] = []
for word in ["pear", "fig", "banana", "kiwi", "plum", "apple"]:
    insort(words, word, key=len)
print(words)
left: list[tuple[str, int]] = [("b", 2), ("d", 4)]
entry = ("new", 2)
bisect.insort_left(left, entry, key=itemgetter(1))
bisect.insort_right(left, ("last", 2), key=lambda pair: pair[1])
bisect.insort(a=left, x=("k", 9), key=None)
print(left)


class Shelf:
    def __init__(self) -> None:
        self.items: list[int] = []

    def put(self, n: int) -> None:
        insort(self.items, n, key=lambda x: -x)


shelf = Shelf()
for n in (3, 1, 2, 3):
    shelf.put(n)
same = shelf.items
same.append(0)
print(shelf.items, same)
