from math import inf
def f(xs):
    mx = -inf
    for x in xs:
        mx = max(mx, x)
    total = [0] * 20
    for i in range(2, mx + 1):
        total[i] += i
    ys = list("abcdefghij")
    print(total[mx], ys[mx], "abcdefghijk"[mx], ys[1:mx], (1, 2, 3, 4, 5, 6, 7, 8)[mx])
    total[mx] = 5
    total[mx] += 2
    del ys[mx]
    print(total, ys)
    return mx
print(f([3, 5, 2]))
try:
    f([])
except TypeError as e:
    print(e)
def g(xs, k):
    lo = min(xs, default=inf)
    try:
        return k[lo]
    except TypeError as e:
        return str(e)
print(g([1, 2], [5, 6, 7]), g([], [5, 6, 7]))
print(g([1, 2], "abc"), g([], "abc"))
print(g([1, 2], (5, 6, 7)), g([], (5, 6, 7)))
def sl(n):
    k = n if n > 0 else n / 2
    try:
        return "abcdef"[k:], [1, 2, 3][:k]
    except TypeError as e:
        return str(e), []
print(sl(2), sl(-3))
def pw(p):
    return (2**p - 1) * pow(2**p - 2, 2 ** (p - 1) - 1, 10**9 + 7) % (10**9 + 7)
print(pw(1), pw(5), pw(20))
grid = [None] * 3
grid[1] = [1, 2]
grid[1][0] += 5
print(grid)
try:
    grid[0][1] += 1
except TypeError as e:
    print(e)
try:
    grid[0][1] = 1
except TypeError as e:
    print(e)
