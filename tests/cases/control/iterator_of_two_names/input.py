def g():
    yield 1
    yield 2
    yield 3
a = g()
b = a
print(next(a), next(b), next(a))
