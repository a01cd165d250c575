def pair(s):
    try:
        a, b = map(int, s.split())
        return a + b
    except ValueError as e:
        return str(e)
print(pair("1 2"), pair("1"), pair("x y"), pair("1 2 3"), pair("1 2 3 x"), pair("1 2 x"))
x, y = map(int, "3 4".split())
print(x, y)
p, q = (int(v) * 2 for v in "5 6".split())
print(p, q)
def shout(v):
    print("shout", v)
    return v.upper()
a, b = map(shout, ["a", "b"])
print(a, b)
try:
    c, d = map(shout, "wxyz")
except ValueError as e:
    print(e)
first, *rest = map(int, ["1", "2", "3"])
print(first, rest)
*init, last = (float(t) for t in ("1", "2.5"))
print(init, last)
[h], w = map(list, ["h", "wx"])
print(h, w)
m, n = map(lambda u, v: u + v, [1, 2], [3, 4])
print(m, n)
def three(line):
    name, age, height = (f(t) for f, t in zip((str, int, float), line.split(",")))
    return name, age, height
def parts(line):
    y, mth, d = map(int, line.split("-"))
    return y * 10000 + mth * 100 + d
print(parts("2024-05-06"))
for row in ["1 2", "3 4"]:
    i, j = map(int, row.split())
    print(i * j)
it = iter(["7", "8", "9", "10", "11"])
try:
    k, l = map(int, it)
except ValueError as e:
    print(e)
print(list(it))
from itertools import islice
print(list(islice("abcdef", 3)), list(islice([1, 2], 0)), list(islice(range(5), 9)), sum(islice(range(100), 5)))
