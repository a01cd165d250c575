def f(a, b, c):
    return a + b * c
def swap(x, y):
    return y, x
xs = [1, 2, 3]
print(f(*xs), f(*(k * 2 for k in xs)), f(1, *[5, 6]), f(*map(int, "4 5 6".split())))
print([swap(*p) for p in [[1, 2], [3, 4]]], swap(*"ab"), swap(*{7: 1, 8: 2}))
class P:
    def __init__(self, x, y):
        self.x = x
        self.y = y
    def move(self, dx, dy):
        self.x += dx
        self.y += dy
        return self
p = P(*[3, 4])
d = [10, 20]
p.move(*d)
print(p.x, p.y, [P(*map(int, l.split(","))).y for l in ["1,2", "3,4"]])
for bad in ([1], [1, 2, 3, 4], []):
    try:
        print(f(*bad))
    except TypeError as e:
        print(e)
    try:
        print(P(*bad).x)
    except TypeError as e:
        print(e)
    try:
        p.move(*bad)
    except TypeError as e:
        print(e)
def grow(rows, row):
    rows.append(row)
    return rows
a = [[1], [2]]
b = [a, [3]]
print(grow(*b) if False else len(a))
one = [[5], [6]]
def keep(x, y):
    x.append(0)
    return x
k = keep(*one)
print(one, k)

