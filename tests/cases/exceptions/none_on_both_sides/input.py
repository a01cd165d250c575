def f(a, b, c):
    try:
        return min(a, b, c)
    except TypeError as e:
        return str(e)
def g(a, b, c):
    try:
        return max(a, b, c)
    except TypeError as e:
        return str(e)
print(f(None, 1, 2), f(1, None, 2), f(1, 2, None), f(1, 2, 3))
print(g(None, 1, 2), g(1, None, 2), g(1, 2, None), g(1, 2, 3))
def h(xs):
    try:
        return min(xs)
    except TypeError as e:
        return str(e)
def k(xs):
    try:
        return max(xs)
    except TypeError as e:
        return str(e)
print(h([1, None, 3]), h([None, 1]), h([3, 1]), k([1, None]), k([None, 4]))
def s(xs):
    try:
        return sorted(xs)
    except TypeError as e:
        return str(e)
print(s([3, None, 1]), s([None, 1]), s([1, None]), s([2, 1]))
def m(xs, y):
    try:
        return min(xs, key=lambda p: p[0])
    except TypeError as e:
        return str(e)
print(m([(1, "a"), (None, "b")], 0), m([(None, "a"), (1, "b")], 0))
def sb(a, b):
    try:
        return a - b
    except TypeError as e:
        return str(e)
print(sb(None, None), sb(None, 1), sb(1, None), sb(3, 2))
def ad(a, b):
    try:
        return a + b
    except TypeError as e:
        return str(e)
print(ad(None, None), ad(None, 1), ad(1, None), ad(3, 2))
def ml(a, b):
    try:
        a *= b
        return a
    except TypeError as e:
        return str(e)
print(ml(None, None), ml(None, 1), ml(1, None), ml(3, 2))
