def g(n):
    yield n
    yield n + 1
it = None
for i in range(3):
    if it is None:
        it = g(i)
    print(next(it))
    it = None
