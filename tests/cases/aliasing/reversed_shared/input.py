e = [1, 2, 3]
f = e
f.append(4)
print(list(reversed(e)), e[::-1], [x for x in reversed(e)])
for x in reversed(e):
    if x == 4:
        f.append(9)
    print(x)
g = [1, "a"]
h = g
h.append(2.5)
print(list(reversed(g)), g[::-1])
for y in reversed(g):
    print(y)
for i, z in enumerate(reversed(g)):
    print(i, z)
rows = [[1, 2], [3]]
other = rows
other[0].append(5)
for row in reversed(rows):
    for c in reversed(row):
        print(c, end=" ")
print(sorted(reversed(e)), list(zip(reversed(e), e)))
from collections import deque
d = deque([1, 2, 3])
d2 = d
d2.append(4)
print(list(reversed(d)), [x for x in reversed(d)])
