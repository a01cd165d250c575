def g(n):
    yield n
    yield n + 1
gs = [g(1), g(10)]
for x in gs:
    print(next(x))
for x in gs:
    print(next(x))
