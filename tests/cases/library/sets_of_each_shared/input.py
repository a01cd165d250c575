grid = [{1, 2}, {2, 3}]
same = grid[0]
same.add(7)
print(grid, set.union(*grid), same.intersection(*grid), set().union(*grid))
grid.append(same)
print(set.intersection(*grid), grid)
total = set()
total = total.union(*grid)
print(total, set().union(*[s for s in grid if 7 in s]))
