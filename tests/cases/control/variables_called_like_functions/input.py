def f(x):
    return x + 1000
def go(g, x):
    f = g
    return f(x)
print(go(lambda v: v * 2, 5), f(1))
