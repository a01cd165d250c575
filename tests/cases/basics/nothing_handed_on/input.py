def f(x):
    print(x)
print(f(3))
y = print("a")
print(y)
def g(v):
    return v
g(f(2))
h = [f(1), f(2)]
print(h)
