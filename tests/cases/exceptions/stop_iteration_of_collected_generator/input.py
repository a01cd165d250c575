def g():
    it = iter([1])
    yield next(it)
    yield next(it)


for x in reversed(list(g())):
    print(x)
