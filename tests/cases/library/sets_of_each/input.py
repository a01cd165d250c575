def common(words: list[str]) -> list[str]:
    return sorted(set.intersection(*map(set, words)))


def everything(groups: list[set[int]]) -> set[int]:
    return set.union(*groups)


rows = [{5, 1, 9}, {9, 1, 100}, {1, 9, 33, 65}]
print(common(["banana", "bandana", "cabana"]), everything(rows))
print(set().union(*rows), set.intersection(*rows), rows[0].intersection(*rows), rows[0].union(*rows), rows[2].difference(*rows[:2]))
print(sorted(set().union(*[[3, 4], [4, 5]])), sorted(set().union(*["ab", "bc"])), set().union(*[(1, 2), (2, 7)]))
table = {"a": {1, 2}, "b": {2, 3}}
print(set().union(*table.values()), set.intersection(*table.values()), set.union(*(table[k] for k in "ab")))
try:
    print(set.union(*rows[5:]))
except TypeError as error:
    print(error)
print(set.intersection(*rows[:1]))
print(set.union({1}, {2}), set.difference({1, 2}, {2}, [1]), set.intersection({1, 2}, [2]))
print(frozenset([1, 2]).union(*[{3}, {4}]), frozenset.union(frozenset([1]), [2]), frozenset([1, 2]).intersection(*[frozenset([2])]))
