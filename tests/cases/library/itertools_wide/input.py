"""Forms of `itertools` with many or few arguments."""

import itertools
from itertools import product, zip_longest

rows = [[1, 2, 3], [4], [5, 6]]
print(list(zip_longest(*rows)), list(zip_longest(*rows, fillvalue=0)))
print(list(zip_longest(*["ab", "c", ""], fillvalue="-")), list(zip_longest(*[(1, 2), (3,)], fillvalue="x")))
print(["".join(column) for column in zip_longest(*["abc", "de"], fillvalue=" ")])
for a, b, c, d in zip_longest([1, 2], "x", [1.5], [True, False, True], fillvalue=None):
    print(a, b, c, d)
print(list(zip_longest([1], [2, 3], [], [4], fillvalue=0)))
print(list(product([1, 2], "a", [0.5], [True], [None, 3])), len(list(product("ab", "ab", "ab", "ab", "ab", "ab"))))
print(sum(1 for a, b, c, d, e in product(range(3), repeat=5)), [x for x in product([1], [2], [3], [4], [5], [6])])
print(list(zip("abc", itertools.count(step=5))), list(itertools.combinations_with_replacement("ab", r=2)))
print(list(itertools.permutations([1, 2, 3], None))[:2])
