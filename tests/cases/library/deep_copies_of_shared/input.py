import copy


def solve(grid: list[list[int]]) -> list[list[int]]:
    work = copy.deepcopy(grid)
    for row in work:
        row[0] += 1
    grid[0].append(7)
    return work


grid = [[i] * 3 for i in range(3)]
alias = grid[1]
alias.append(5)
print(solve(grid), grid)
d = {"a": [[1], [2]], "b": []}
inner = d["a"]
inner.append([9])
e = copy.deepcopy(d)
e["a"][0].append(3)
e["a"].append([4])
print(d, e)
pair = ([1], 2)
first = pair[0]
first.append(3)
other = copy.deepcopy(pair)
other[0].append(4)
print(pair, other)
rows = [[0] * 2] * 2
fixed = copy.deepcopy(rows)
print(fixed, rows)
rows[0][1] = 5
print(fixed, rows)
