"""Special methods of built-in types, by name."""

from collections import Counter, OrderedDict, defaultdict

ages = {"bo": 31, "al": 40, "cy": 22}
print(sorted(ages, key=ages.__getitem__), max(ages, key=ages.__getitem__), list(map(ages.__getitem__, ["cy", "bo"])))
print(list(filter(ages.__contains__, ["al", "zz"])), ages.__len__(), list(filter({1, 5}.__contains__, range(7))))
words = ["pear", "fig", "kiwi"]
print(sorted(words, key=str.__len__), list(map(words.__getitem__, [2, 0])), words.__contains__("fig"), words.__len__())
print(list(map(int.__add__, [1, 2], [10, 20])), list(map("a".__add__, ["b", "c"])), (5).__mul__(7), (7.5).__sub__(2))
print("abc".__getitem__(1), (1, 2).__getitem__(-1), (7).__floordiv__(2), (-7).__mod__(3), (6).__and__(3), (1).__truediv__(4))
print((5).__str__(), [1].__repr__(), (1.5).__repr__(), "x".__eq__("x"), (3).__lt__(4), [1].__eq__([2]), (255).__format__("x"))
counted = Counter("banana")
print(sorted(counted, key=counted.__getitem__), counted.__getitem__("z"), counted.__len__())
groups: defaultdict[str, list[int]] = defaultdict(list)
print(groups.__getitem__("new"))
print(groups, OrderedDict(a=1).__getitem__("a"))
steps = iter([1, 2, 3])
print(steps.__next__(), list(steps), range(3).__len__(), range(5).__contains__(9))
try:
    print(ages.__getitem__("nobody"))
except KeyError as error:
    print("KeyError", error)
