def rows(grid):
    for row in grid:
        yield row
def cells(grid):
    for i in range(len(grid)):
        yield grid[i]
g = [[1], [2]]
for r in rows(g):
    r.append(0)
for r in cells(g):
    r.append(7)
print(g)
def grow(xs):
    while len(xs) < 4:
        xs.append(len(xs))
        yield xs
ys = [1]
for z in grow(ys):
    print(z)
print(ys)
