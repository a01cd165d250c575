def fill(target, source):
    for item in source:
        target.append(item)


def swap(pair):
    pair[0], pair[1] = pair[1], pair[0]


a = [1]
b = [2, 3]
fill(a, b)
print(a, b)
c = a
swap(c)
print(a, c)
box = {"items": a}
box["items"].append(9)
print(a, box)
rows = [a, b]
rows[1].append(5)
print(b, rows)
nested = [[1], [2]]
for row in nested:
    row.append(0)
print(nested)
