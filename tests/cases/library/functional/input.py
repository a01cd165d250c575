import copy
import functools
import itertools
import operator

print(functools.reduce(lambda a, b: a * b, [1, 2, 3, 4]), functools.reduce(operator.add, [1, 2], 10))
print(list(itertools.chain([1], [2, 3])), list(itertools.combinations("abc", 2)))
print(list(itertools.permutations([1, 2, 3], 2)), list(itertools.product([0, 1], repeat=2)))
print(list(itertools.accumulate([1, 2, 3])))
print([(key, list(group)) for key, group in itertools.groupby([1, 1, 2, 1])])
print(list(itertools.zip_longest([1, 2], [3], fillvalue=0)))
grid = [[1], [2]]
shallow, deep = copy.copy(grid), copy.deepcopy(grid)
grid[0].append(9)
print(shallow, deep)
print(sorted([(2, "b"), (1, "c")], key=operator.itemgetter(1)))
