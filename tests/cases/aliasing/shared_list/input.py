def add(items, value):
    items.append(value)
    return items


first = [1]
second = first
second.append(2)
third = add(first, 3)
third.append(4)
print(first, second, third, first is third)
copy = list(first)
copy.append(5)
print(first, copy)
grid = [[0] * 3 for _ in range(2)]
row = grid[0]
row[1] = 7
print(grid)
same = [[0] * 2] * 2
same[0][0] = 1
print(same)
