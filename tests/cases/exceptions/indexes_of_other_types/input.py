def f(c):
    k = 0 if c else "1"
    try:
        return [10, 20][k]
    except TypeError as e:
        return str(e)
print(f(True), f(False))
def g(c, xs):
    k = 0 if c else "1"
    try:
        xs[k] = 5
        return str(xs)
    except TypeError as e:
        return str(e)
print(g(True, [1, 2]), g(False, [1, 2]))
def r(c):
    k = 1 if c else "1"
    try:
        return str(list(range(k)))
    except TypeError as e:
        return str(e)
print(r(True), r(False))
def s(c):
    k = 2 if c else "1"
    try:
        return "abc"[k]
    except TypeError as e:
        return str(e)
print(s(True), s(False))
