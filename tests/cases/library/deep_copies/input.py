import copy
import math
def lowest(m):
    a = copy.deepcopy(m)
    lo = math.inf
    for i in range(2):
        if lo > a[0][i]:
            lo = a[0][i]
    a[0][0] = a[0][0] - lo
    return lo, a
given = [[3, 2]]
print(lowest(given), given)
d = {"a": [1], "b": [2, 3]}
e = copy.deepcopy(d)
e["a"].append(9)
f = d
f["b"].append(0)
print(d, e, f is d)
rows = [(1, [2]), (3, [4])]
other = copy.deepcopy(rows)
same = rows
same[0][1].append(5)
print(rows, other)
nested = {1: {2: {3}}}
deep = copy.deepcopy(nested)
again = nested
again[1][2].add(4)
print(nested, deep)
grid = [[[0] * 2 for _ in range(2)] for _ in range(2)]
clone = copy.deepcopy(grid)
row = grid[0]
row[1][1] = 5
clone[1][0][0] = 7.5
print(grid, clone)
print(copy.deepcopy((1, "a")), copy.deepcopy([]), copy.copy({1: 2}), copy.deepcopy({"k": None}))
