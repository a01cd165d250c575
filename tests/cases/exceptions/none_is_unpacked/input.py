def f(x):
    if x > 0:
        return x, x + 1
    return None
def g(x):
    try:
        a, b = f(x)
        return a + b
    except TypeError as e:
        return str(e)
print(g(1), g(-1))
d = {"a": (1, 2)}
try:
    p, q = d.get("a")
    print(p, q)
    p, q = d.get("b")
except TypeError as e:
    print(e)
def h(d, k):
    x, *y = d.get(k)
    return x, y
print(h({"z": [1, 2, 3]}, "z"))
r, s = f(5)
print(r, s)
r, s = f(-5)
